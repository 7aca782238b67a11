// Whose listens a server's file holds: one person's, or those of a household, of whom one must be named. A guess would mix two lives.

export interface Person {
  /** As the file tells people apart. */
  readonly id: string
  /** As they are called there; the id where it has no names. */
  readonly name: string
  readonly listens: number
}

/** The person whose listens are meant: the only one, or the one of that name; else why it cannot be said, in words that help. */
export function whose(
  persons: readonly Person[],
  accounts: readonly string[] = [],
): { readonly id: string } | { readonly refused: string } {
  const present = persons.filter(({ listens }) => listens > 0)
  if (present.length === 1) return { id: present[0].id }
  for (const account of accounts) {
    const wanted = account.trim().toLowerCase()
    const found = persons.find(({ id, name }) => name.toLowerCase() === wanted || id.toLowerCase() === wanted)
    if (found !== undefined) return { id: found.id }
  }
  if (present.length === 0) return { refused: 'It holds no listens.' }
  const told = present
    .toSorted((a, b) => b.listens - a.listens)
    .slice(0, 8)
    .map(({ name, listens }) => `${name} (${listens})`)
  return {
    refused: `It holds the listens of ${present.length} people: ${told.join(', ')}. Say whose are yours: deepcut import FILE --account NAME; or import it for a listener of that name.`,
  }
}
