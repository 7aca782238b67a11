// Group commit: requests that arrive together share one transaction and its one wait for the disk; each is answered after it.

/**
 * Gathers what is handed in during one turn of the event loop and commits it at once. While a commit waits for the disk, the next ones gather
 * behind it, so the rate rises with the load. Where a group fails, each of it is tried alone: one bad request does not fail its neighbours.
 */
export function groupCommit<Item, Answer>(commit: (items: readonly Item[]) => Promise<readonly Answer[]>): (item: Item) => Promise<Answer> {
  interface Waiting {
    readonly item: Item
    readonly resolve: (answer: Answer) => void
    readonly reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let due = false

  const settle = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await commit(group.map(({ item }) => item))
      group.forEach(({ resolve }, i) => {
        resolve(answers[i])
      })
    } catch (error) {
      if (group.length === 1) return group[0].reject(error)
      for (const one of group) await settle([one])
    }
  }
  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      await settle(group)
    }
    due = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (due) return
      due = true
      setImmediate(flush)
    })
}
