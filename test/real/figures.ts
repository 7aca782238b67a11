// The figures of a run, gathered while it goes and printed as one table at its end.

export interface Figures {
  note(what: string, value: string): void
  print(title: string): void
}

export function gatherFigures(): Figures {
  const rows: [string, string][] = []
  return {
    note: (what, value) => void rows.push([what, value]),
    print(title) {
      const width = Math.max(...rows.map(([what]) => what.length), 0)
      console.log(`\n${title}\n${rows.map(([what, value]) => `  ${what.padEnd(width)}  ${value}`).join('\n')}\n`)
    },
  }
}

export const percent = (share: number): string => `${Math.round(100 * share)} %`
