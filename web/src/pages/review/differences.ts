// Which words of a text another text has not: what a person's eye should fall on.

/** A stretch of a text; `differs` where the other text has no such word left. */
export interface Stretch {
  readonly words: string
  readonly differs: boolean
}

const bare = (word: string) => word.toLocaleLowerCase()

/** Cuts a text into stretches that the other has too and stretches that it has not; together they are the text. */
export function markDifferences(text: string, other: string): Stretch[] {
  const left = new Map<string, number>()
  for (const word of other.match(/\S+/g) ?? []) left.set(bare(word), (left.get(bare(word)) ?? 0) + 1)
  const stretches: { words: string; differs: boolean }[] = []
  const add = (words: string, differs: boolean) => {
    const last = stretches.at(-1)
    if (last?.differs === differs) last.words += words
    else stretches.push({ words, differs })
  }
  let space = ''
  for (const piece of text.match(/\S+|\s+/g) ?? []) {
    if (piece.trim() === '') {
      space = piece
      continue
    }
    const count = left.get(bare(piece)) ?? 0
    left.set(bare(piece), count - 1)
    const differs = count <= 0
    // The space before a word is marked only between two marked words.
    if (space !== '') add(space, differs && stretches.at(-1)?.differs === true)
    space = ''
    add(piece, differs)
  }
  if (space !== '') add(space, false)
  return stretches
}
