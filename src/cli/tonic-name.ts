// Tonics as musicians write them, in plain letters: Eb minor, not D# minor; F# minor, not Gb minor.

const FLAT_MAJORS: Readonly<Record<string, string>> = { 'C#': 'Db', 'D#': 'Eb', 'G#': 'Ab', 'A#': 'Bb' }
const FLAT_MINORS: Readonly<Record<string, string>> = { 'D#': 'Eb', 'A#': 'Bb' }

export const tonicName = ({ tonic, mode }: { readonly tonic: string; readonly mode: 'major' | 'minor' }): string =>
  (mode === 'major' ? FLAT_MAJORS : FLAT_MINORS)[tonic] ?? tonic
