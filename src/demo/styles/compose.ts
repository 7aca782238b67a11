// The composers by style.

import { type Piece, type StyleName, seedOf } from '../piece.ts'
import type { Score } from '../score.ts'
import { ambient } from './ambient.ts'
import { bossa } from './bossa.ts'
import { chamberWaltz } from './chamber-waltz.ts'
import { drumAndBass } from './drum-and-bass.ts'
import { dub } from './dub.ts'
import { folk } from './folk.ts'
import { house } from './house.ts'
import { loFi } from './lo-fi.ts'
import { minimalTechno } from './minimal-techno.ts'
import { nocturne } from './nocturne.ts'
import { orchestral } from './orchestral.ts'
import { synthwave } from './synthwave.ts'

const COMPOSERS: Readonly<Record<StyleName, (piece: Piece, seed: number) => Score>> = {
  house,
  'drum-and-bass': drumAndBass,
  ambient,
  'lo-fi': loFi,
  'chamber-waltz': chamberWaltz,
  synthwave,
  folk,
  nocturne,
  bossa,
  dub,
  'minimal-techno': minimalTechno,
  orchestral,
}

/** The score of a piece within a demo made with `seed`; the same for the same seed, on every machine. */
export const compose = (piece: Piece, seed: number): Score => COMPOSERS[piece.style](piece, seedOf(piece, seed))
