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
  for (const piece of text.match(/\S+\s*|\s+/g) ?? []) {
    const word = bare(piece.trim())
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    const differs = word !== '' && count <= 0
    const last = stretches.at(-1)
    if (last && last.differs === differs) last.words += piece
    else stretches.push({ words: piece, differs })
  }
  return stretches
}
