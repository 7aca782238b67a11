// How often "one listen once" errs: invented lives are told by Spotify and by a scrobbler whose clock is wrong by some seconds, and what stands is
// compared with the truth. Prints the table of docs/science/one-listen.md. `node scripts/one-listen-errors.ts [LIVES] [LISTENS]`

import { differences, expectedOf, standingIn } from '../test/life/expected.ts'
import { inventLife, type Life } from '../test/life/life.ts'
import { listenerOf, openLife, tell, writeLife } from '../test/life/open-life.ts'
import { lastfm } from '../test/life/tell-scrobbles.ts'
import { spotifyAccount, spotifyExtended } from '../test/life/tell-spotify.ts'
import type { Teller } from '../test/life/telling.ts'

const [lives, listens] = [Number(process.argv[2] ?? 10), Number(process.argv[3] ?? 500)]
const SECONDS_WRONG = [-300, -120, -60, -20, 0, 20, 60, 80, 120, 300]

/** What stands twice and what is gone, of the listens that should stand. */
async function errorsOf(life: Life, tellers: readonly Teller[]): Promise<{ expected: number; twice: number; gone: number }> {
  const { pathOf, remove } = writeLife(tellers)
  const house = openLife()
  try {
    for (const teller of tellers) await tell(house, teller, pathOf)
    const expected = expectedOf(life, tellers)
    const found = differences(expected, await standingIn(house, await listenerOf(house)))
    const count = (kind: string) => found.filter((text) => text.startsWith(kind)).length
    return { expected: expected.length, twice: count('too many'), gone: count('missing') }
  } finally {
    house.close()
    remove()
  }
}

const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(2)} %`

console.log(`${lives} lives of ${listens} listens each`)
console.log('| the scrobbler is late by | with the extended history: twice | gone | with the account data: twice | gone |')
console.log('|---:|---:|---:|---:|---:|')
for (const seconds of SECONDS_WRONG) {
  const cells = [`${seconds} s`]
  for (const spotify of [spotifyExtended, spotifyAccount]) {
    const sums = { expected: 0, twice: 0, gone: 0 }
    for (let seed = 0; seed < lives; seed++) {
      const life = inventLife({ seed: `errors ${seed}`, listens })
      const found = await errorsOf(life, [spotify(life), lastfm(life, seconds * 1000)[0]])
      for (const name of ['expected', 'twice', 'gone'] as const) sums[name] += found[name]
    }
    cells.push(percent(sums.twice, sums.expected), percent(sums.gone, sums.expected))
  }
  console.log(`| ${cells.join(' | ')} |`)
}
