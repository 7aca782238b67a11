// Sentences with *works* in them, as the ranker writes them, cut into plain and emphasised runs.

export interface Run {
  readonly text: string
  readonly work: boolean
}

/** Cuts "Close to *Blue in Green*, which" into its runs; a lone asterisk stays an asterisk. */
export function runsOf(sentence: string): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const match of sentence.matchAll(/\*([^*\s](?:[^*]*[^*\s])?)\*/g)) {
    if (match.index > from) runs.push({ text: sentence.slice(from, match.index), work: false })
    runs.push({ text: match[1], work: true })
    from = match.index + match[0].length
  }
  if (from < sentence.length) runs.push({ text: sentence.slice(from), work: false })
  return runs
}
