// Sentences with “works” or *works* in them, as the ranker writes them, cut into runs so that a work can lead to its page.

export interface Run {
  readonly text: string
  /** The name of a work: quoted (the marks stay in the runs around it), or starred (the stars go). */
  readonly work: 'quoted' | 'starred' | null
}

const WORK = /“([^“”]+)”|\*([^*\s](?:[^*]*[^*\s])?)\*/g

/** Cuts 'Close to “Blue in Green”, which' into its runs; a lone mark stays what it is. */
export function runsOf(sentence: string): Run[] {
  const runs: Run[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) runs.push({ text: sentence.slice(from, to), work: null })
  }
  for (const match of sentence.matchAll(WORK)) {
    const [whole, quoted, starred] = match
    plain(match.index + (quoted ? 1 : 0))
    runs.push({ text: quoted ?? starred, work: quoted ? 'quoted' : 'starred' })
    from = match.index + whole.length - (quoted ? 1 : 0)
  }
  plain(sentence.length)
  return runs
}
