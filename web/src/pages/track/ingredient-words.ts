// The ingredients of the estimated attributes in words: what each is, and its value as one reads it.

interface Words {
  readonly text: string
  readonly unit?: string
  readonly digits?: number
}

const WORDS: Readonly<Record<string, Words>> = {
  'pulse clarity': { text: 'How plainly one tempo stands out from the rest, 0 to 1.' },
  'bass pulse': { text: 'How much of the pulse is in the bass.' },
  'onset strength': { text: 'How strongly notes and drums set in.' },
  'percussive share': { text: 'How much of the sound is short and noisy, like drums, rather than held.' },
  brightness: { text: 'Where the middle of its spectrum lies, in octaves: more is brighter.', unit: 'oct' },
  'high share': { text: 'How far the highs lie below the whole sound.', unit: 'dB', digits: 1 },
  'bass share': { text: 'How far the bass lies below the whole sound.', unit: 'dB', digits: 1 },
  'voice band share': { text: 'How far the band of voices lies below the whole sound.', unit: 'dB', digits: 1 },
  'syllable rate': { text: 'How much the level moves as fast as syllables do, four times a second.' },
  pauses: { text: 'The share of time in which it falls silent for a breath.' },
  'hiss swing': { text: 'How much hissing comes and goes, as s and t do in speech.', unit: 'dB', digits: 1 },
  'gliding pitch': { text: 'The share of tones that slide, as voices do.' },
  'steady pitch': { text: 'The share of tones that stay where they are, as instruments do.' },
  'tonal share': { text: 'How much of the sound is tones rather than noise.' },
  'bed level': { text: 'How loud the softest moments are against the loudest: a room or an audience fills them.', unit: 'dB', digits: 1 },
  'bed relief': { text: 'How uneven the softest moments are.', unit: 'dB', digits: 1 },
  decay: { text: 'How fast sounds die away; in a hall they do it slowly.', unit: 'dB/s', digits: 0 },
  'attack sharpness': { text: 'How suddenly sounds set in.' },
  loudness: { text: 'How loud it is over its whole length.', unit: 'LUFS', digits: 1 },
  'loudness range': { text: 'How far its quiet parts lie below its loud ones.', unit: 'LU', digits: 1 },
  'dance tempo': { text: 'How near its tempo is to the one people dance to most, about 118 BPM; 1 is there.' },
  tempo: { text: 'Its tempo in octaves above 115 BPM.', unit: 'oct' },
  mode: { text: 'Major above 0, minor below, as far as the key is sure.' },
  'beat wander': { text: 'How much the beats stray: 0 is as even as a machine.' },
}

/** What an ingredient is; undefined for one that is not known here. */
export const ingredientText = (name: string): string | undefined => WORDS[name]?.text

/** Its value with its unit. */
export function ingredientValue(name: string, value: number): string {
  const { unit, digits = 2 } = WORDS[name] ?? {}
  const shown = value
    .toFixed(digits)
    .replace(/^-(?=[0.]*$)/, '')
    .replace('-', '−')
  return unit ? `${shown} ${unit}` : shown
}
