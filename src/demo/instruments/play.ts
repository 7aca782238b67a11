// Plays a note on any instrument.

import { addChoir } from './choir.ts'
import { addDrum } from './drums.ts'
import { addFm } from './fm.ts'
import type { Instrument, Stereo, Voice } from './instrument.ts'
import { addPipe } from './pipe.ts'
import { addPlucked } from './plucked.ts'
import { addStruck } from './struck.ts'
import { addSubtractive } from './subtractive.ts'
import { addTexture } from './texture.ts'

/** Adds one note of an instrument to both channels. */
export function play(instrument: Instrument, voice: Voice, out: Stereo): void {
  switch (instrument.kind) {
    case 'subtractive':
      addSubtractive(instrument, voice, out)
      break
    case 'struck':
      addStruck(instrument, voice, out)
      break
    case 'plucked':
      addPlucked(instrument, voice, out)
      break
    case 'fm':
      addFm(instrument, voice, out)
      break
    case 'pipe':
      addPipe(instrument, voice, out)
      break
    case 'choir':
      addChoir(instrument, voice, out)
      break
    case 'drum':
      addDrum(instrument, voice, out)
      break
    case 'texture':
      addTexture(instrument, voice, out)
      break
  }
}
