// Keys and where they stand on the Camelot wheel: neighbours there mix well.

const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const

/** "8B" for C major, "8A" for A minor; null for a tonic that is none. */
export function camelotOf(tonic: string, mode: 'major' | 'minor'): string | null {
  const at = TONICS.indexOf(tonic as (typeof TONICS)[number])
  if (at < 0) return null
  const major = mode === 'major' ? at : (at + 3) % 12
  return `${((major * 7 + 7) % 12) + 1}${mode === 'major' ? 'B' : 'A'}`
}

/** The places that mix with one: a step either way, and the other ring. */
export function mixesWith(camelot: string): readonly string[] {
  const { place, ring } = partsOf(camelot)
  const at = (step: number) => ((place - 1 + step + 12) % 12) + 1
  return [`${at(-1)}${ring}`, `${at(1)}${ring}`, `${place}${ring === 'A' ? 'B' : 'A'}`]
}

/** "10A" as 10 and A. */
export const partsOf = (camelot: string): { place: number; ring: 'A' | 'B' } => ({
  place: Number.parseInt(camelot, 10) || 1,
  ring: camelot.endsWith('A') ? 'A' : 'B',
})

const FLAT_MAJORS: Readonly<Record<string, string>> = { 'C#': 'D♭', 'D#': 'E♭', 'G#': 'A♭', 'A#': 'B♭' }
const FLAT_MINORS: Readonly<Record<string, string>> = { 'D#': 'E♭', 'A#': 'B♭' }

/** A key as musicians write it: E♭ major, not D♯ major. */
export const keyName = (tonic: string, mode: 'major' | 'minor'): string =>
  `${(mode === 'major' ? FLAT_MAJORS : FLAT_MINORS)[tonic] ?? prettyTonic(tonic)} ${mode}`

/** The same in short: E♭, F♯m. */
export const keyShort = (tonic: string, mode: 'major' | 'minor'): string =>
  `${(mode === 'major' ? FLAT_MAJORS : FLAT_MINORS)[tonic] ?? prettyTonic(tonic)}${mode === 'minor' ? 'm' : ''}`

/** C sharp with its sign: C♯. */
export const prettyTonic = (tonic: string): string => tonic.replace('#', '♯')

export const PITCHES: readonly string[] = TONICS
