// What a file sounds like, for people: some lines, each with how sure it is.

import { type Analysis, trackReplayGain } from '#analysis'
import type { Hall } from './hall.ts'
import { bold, columns, dim, duration, plain, printLine } from './print.ts'
import { tonicName } from './tonic-name.ts'

/** Ingredients named with an attribute. */
const INGREDIENTS_SHOWN = 3
const CHANNELS: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo' }

export function printAnalysis(hall: Hall, path: string, analysis: Analysis): void {
  const { durationS, codec, sampleRateHz, channels } = analysis
  const facts = [duration(durationS), codec, `${sampleRateHz / 1000} kHz`, CHANNELS[channels] ?? `${channels} channels`]
  printLine(hall, `${bold(hall, plain(path))} ${dim(hall, facts.join(', '))}`)
  const rows = [
    ['  tempo', tempoLine(analysis)],
    ['  key', keyLine(analysis)],
    ['  loudness', loudnessLine(analysis)],
    ...formRows(analysis),
  ]
  for (const line of columns(rows)) printLine(hall, line)
  const estimates = Object.entries(analysis.attributes)
  if (estimates.length === 0) return
  printLine(hall, `  ${dim(hall, 'estimated from the sound, 0 to 1:')}`)
  const shown = estimates.map(([name, { value, confidence, ingredients }]) => [
    `    ${name}`,
    value.toFixed(2),
    sureness(confidence),
    ingredients
      .slice(0, INGREDIENTS_SHOWN)
      .map((ingredient) => `${ingredient.effect < 0 ? '-' : '+'} ${ingredient.name}`)
      .join(', '),
  ])
  for (const line of columns(shown, [1])) printLine(hall, line)
}

function tempoLine({ tempo, tempoCurve, timeSignature, timeSignatureConfidence }: Analysis): string {
  if (!tempo) return 'no steady pulse'
  const drift =
    tempoCurve && tempoCurve.bpm.length > 1
      ? `, drifts from ${Math.min(...tempoCurve.bpm).toFixed(0)} to ${Math.max(...tempoCurve.bpm).toFixed(0)}`
      : ''
  const bars = timeSignature ? `; ${timeSignature}, ${sureness(timeSignatureConfidence)}` : ''
  return `${tempo.bpm.toFixed(1)} BPM, ${sureness(tempo.confidence)}${drift}${bars}`
}

function keyLine({ key, keyChanges }: Analysis): string {
  if (!key) return 'no clear key'
  const name = (one: { tonic: string; mode: 'major' | 'minor' }) => `${tonicName(one)} ${one.mode}`
  const turns = keyChanges.length > 1 ? `; ${keyChanges.map((span) => `${name(span)} from ${clock(span.fromS)}`).join(', ')}` : ''
  return `${name(key)} (${key.camelot}), ${sureness(key.confidence)}; A = ${Math.round(440 * 2 ** (key.tuningCents / 1200))} Hz${turns}`
}

function loudnessLine(analysis: Analysis): string {
  const { integratedLufs, rangeLu, truePeakDbtp } = analysis.loudness
  if (integratedLufs === null) return 'too quiet to measure'
  const gain = analysis.extent === 'whole' ? trackReplayGain(analysis) : null
  const parts = [
    `${integratedLufs.toFixed(1)} LUFS`,
    rangeLu === null ? null : `range ${rangeLu.toFixed(1)} LU`,
    truePeakDbtp === null ? null : `peak ${truePeakDbtp.toFixed(1)} dBTP`,
    gain && `ReplayGain ${gain.gainDb > 0 ? '+' : ''}${gain.gainDb.toFixed(1)} dB`,
  ]
  return parts.filter(Boolean).join(', ')
}

function formRows({ structure }: Analysis): string[][] {
  if (!structure) return []
  const sections = structure.sections.map(({ label, fromS }) => `${label} ${clock(fromS)}`)
  const cues = structure.cues.map(({ kind, atS }) => `${kind} ${clock(atS)}`)
  return [...(sections.length > 0 ? [['  sections', sections.join(', ')]] : []), ...(cues.length > 0 ? [['  cues', cues.join(', ')]] : [])]
}

/** 3:07 */
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** How sure a measurement is, in words. */
function sureness(confidence: number): string {
  if (confidence >= 0.8) return 'sure'
  if (confidence >= 0.55) return 'fairly sure'
  return confidence >= 0.3 ? 'unsure' : 'a guess'
}
