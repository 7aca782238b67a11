// What can be asked of a key without knowing it: the same music three semitones higher must be in the key three semitones higher.

import { basename } from 'node:path'
import { TONICS } from '../analysis.ts'
import type { EvaluationDeps, ScoreRow } from './evaluation.ts'
import { musicIn } from './music-in.ts'
import { hearFiles, hearMusic } from './pieces.ts'
import { meanInterval } from './scores/interval.ts'
import { keyRelation, mirexScore, type NamedKey } from './scores/key.ts'

const SEMITONES_UP = 3
const SURE = 0.8

const higher = ({ tonic, mode }: NamedKey): NamedKey => ({
  tonic: TONICS[((TONICS as readonly string[]).indexOf(tonic) + SEMITONES_UP) % 12],
  mode,
})

/** How often the key of the music in a folder moves with it: of all, and of those whose key is sure. */
export async function transposition(deps: EvaluationDeps, folder: string, seed: number, unheard: string[]): Promise<ScoreRow[]> {
  const asIs = await hearMusic(deps, await musicIn(folder), ['harmony'], unheard)
  const moved = await hearFiles(
    deps,
    asIs.map(({ path }) => path),
    ['harmony'],
    SEMITONES_UP,
  )
  const pairs = asIs.flatMap(({ found: { key } }, i) => (key ? [{ key, wanted: higher(key), found: moved[i].key }] : []))
  const row = (name: string, some: typeof pairs): ScoreRow => {
    const interval = (of: (pair: (typeof pairs)[number]) => number) => meanInterval(some.map(of), seed)
    const relation = (wanted: string) => interval((pair) => (keyRelation(pair.wanted, pair.found) === wanted ? 1 : 0))
    const [right, fifth, relative, parallel] = ['right', 'fifth', 'relative', 'parallel'].map(relation)
    return {
      name,
      pieces: some.length,
      scores: { mirex: interval((pair) => mirexScore(pair.wanted, pair.found)), right, fifth, relative, parallel },
    }
  }
  const name = `${basename(folder)}, ${SEMITONES_UP} semitones up`
  const sure = pairs.filter(({ key }) => key.confidence > SURE)
  return [row(name, pairs), row(`${name}, where sure`, sure)]
}
