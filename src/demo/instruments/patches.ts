// The instrument cupboard: sounds by name, as data for the renderers.

import type { Choir, Drum, DrumName, FrequencyModulation, Pipe, Plucked, Struck, Subtractive } from './instrument.ts'

export const drum = (name: DrumName, wander = 0): Drum => ({ kind: 'drum', drum: name, wander })

const partials = (levels: readonly number[], decayS: number, tilt: number) =>
  levels.map((level, n) => ({ ratio: n + 1, level, decayS: decayS / (1 + n * tilt) }))

export const PIANO: Struck = {
  kind: 'struck',
  partials: partials([1, 0.62, 0.4, 0.3, 0.2, 0.13, 0.09, 0.06, 0.045, 0.03], 7, 0.38),
  inharmonicity: 0.0004,
  stringsCents: 1.1,
  knock: 0.5,
  damperS: 0.22,
  width: 0.6,
}
/** A piano with felt between hammer and string. */
export const FELT_PIANO: Struck = {
  ...PIANO,
  partials: partials([1, 0.42, 0.2, 0.1, 0.05, 0.03, 0.015], 5.5, 0.5),
  knock: 0.8,
  damperS: 0.35,
}
export const VIBRAPHONE: Struck = {
  kind: 'struck',
  partials: [
    { ratio: 1, level: 1, decayS: 4 },
    { ratio: 3.98, level: 0.28, decayS: 1.1 },
    { ratio: 10.4, level: 0.06, decayS: 0.3 },
  ],
  inharmonicity: 0,
  stringsCents: 0.6,
  knock: 0.25,
  damperS: 0.5,
  width: 0.5,
}
export const MARIMBA: Struck = {
  ...VIBRAPHONE,
  partials: [
    { ratio: 1, level: 1, decayS: 0.9 },
    { ratio: 3.93, level: 0.35, decayS: 0.25 },
    { ratio: 9.5, level: 0.12, decayS: 0.08 },
  ],
  stringsCents: 0,
  knock: 0.4,
}
export const MUSIC_BOX: Struck = {
  ...VIBRAPHONE,
  partials: [
    { ratio: 1, level: 0.8, decayS: 2.2 },
    { ratio: 2.01, level: 0.25, decayS: 1.2 },
    { ratio: 5.4, level: 0.25, decayS: 0.5 },
    { ratio: 9.1, level: 0.08, decayS: 0.2 },
  ],
  knock: 0.1,
}
export const BELL: Struck = {
  ...VIBRAPHONE,
  partials: [
    { ratio: 0.5, level: 0.5, decayS: 9 },
    { ratio: 1, level: 0.8, decayS: 7 },
    { ratio: 1.19, level: 0.45, decayS: 5 },
    { ratio: 1.5, level: 0.3, decayS: 4 },
    { ratio: 2, level: 0.5, decayS: 4 },
    { ratio: 2.74, level: 0.2, decayS: 2 },
    { ratio: 3.76, level: 0.12, decayS: 1.4 },
  ],
  stringsCents: 1.5,
  knock: 0.05,
  damperS: 3,
}
export const KALIMBA: Struck = {
  ...MUSIC_BOX,
  partials: [
    { ratio: 1, level: 1, decayS: 1.4 },
    { ratio: 5.9, level: 0.16, decayS: 0.2 },
  ],
  knock: 0.3,
}

export const ELECTRIC_PIANO: FrequencyModulation = {
  kind: 'fm',
  ratio: 1,
  index: 1.5,
  indexDecayS: 1.2,
  tine: { ratio: 14, index: 0.7, decayS: 0.25 },
  detuneCents: 4,
  decayS: 3,
  envelope: { attackS: 0.003, decayS: 3, sustain: 0.7, releaseS: 0.25 },
}
export const GLASS: FrequencyModulation = {
  ...ELECTRIC_PIANO,
  ratio: 3.5,
  index: 1.8,
  indexDecayS: 0.8,
  tine: undefined,
  decayS: 2.5,
  detuneCents: 7,
}
export const FM_BASS: FrequencyModulation = {
  kind: 'fm',
  ratio: 2,
  index: 2.6,
  indexDecayS: 0.18,
  detuneCents: 0,
  decayS: 1.2,
  envelope: { attackS: 0.003, decayS: 0.6, sustain: 0.7, releaseS: 0.06 },
}

export const NYLON: Plucked = { kind: 'plucked', ringS: 3, brightness: 0.35, position: 0.24, bodyHz: 110, damperS: 0.12 }
export const STEEL: Plucked = { kind: 'plucked', ringS: 4, brightness: 0.75, position: 0.16, bodyHz: 130, damperS: 0.15 }
export const HARP: Plucked = { kind: 'plucked', ringS: 5, brightness: 0.5, position: 0.4, bodyHz: 200, damperS: 0.6 }
export const PIZZICATO: Plucked = { kind: 'plucked', ringS: 0.6, brightness: 0.25, position: 0.3, bodyHz: 260, damperS: 0.1 }
export const UPRIGHT: Plucked = { kind: 'plucked', ringS: 1.6, brightness: 0.12, position: 0.28, bodyHz: 98, damperS: 0.06 }
export const MUTED_GUITAR: Plucked = { kind: 'plucked', ringS: 0.5, brightness: 0.45, position: 0.12, bodyHz: 150, damperS: 0.04 }

const subtractive = (patch: Partial<Subtractive> & Pick<Subtractive, 'envelope' | 'cutoffHz'>): Subtractive => ({
  kind: 'subtractive',
  wave: 'saw',
  unison: 1,
  detuneCents: 0,
  width: 0,
  resonance: 0.15,
  sweepOctaves: 0,
  sweepDecayS: 0.3,
  ...patch,
})
export const WARM_PAD = subtractive({
  unison: 4,
  detuneCents: 11,
  width: 0.9,
  cutoffHz: 900,
  sweepOctaves: 0.8,
  sweepAttackS: 1.2,
  sweepDecayS: 4,
  envelope: { attackS: 0.9, decayS: 2, sustain: 0.85, releaseS: 1.6 },
})
export const BRIGHT_PAD = subtractive({
  unison: 5,
  detuneCents: 16,
  width: 1,
  cutoffHz: 2200,
  sweepOctaves: 0.6,
  sweepAttackS: 0.4,
  sweepDecayS: 3,
  envelope: { attackS: 0.25, decayS: 2, sustain: 0.8, releaseS: 0.7 },
})
export const STAB = subtractive({
  unison: 5,
  detuneCents: 14,
  width: 0.8,
  cutoffHz: 700,
  sweepOctaves: 2.4,
  sweepDecayS: 0.35,
  resonance: 0.3,
  envelope: { attackS: 0.003, decayS: 0.4, sustain: 0.25, releaseS: 0.18 },
})
export const PLUCK = subtractive({
  unison: 2,
  detuneCents: 8,
  width: 0.7,
  cutoffHz: 500,
  sweepOctaves: 3,
  sweepDecayS: 0.22,
  resonance: 0.35,
  keyTrack: 0.6,
  envelope: { attackS: 0.002, decayS: 0.35, sustain: 0.05, releaseS: 0.15 },
})
export const SAW_BASS = subtractive({
  unison: 2,
  detuneCents: 6,
  sub: 0.5,
  cutoffHz: 420,
  sweepOctaves: 1.8,
  sweepDecayS: 0.25,
  resonance: 0.3,
  envelope: { attackS: 0.004, decayS: 0.4, sustain: 0.75, releaseS: 0.06 },
})
export const SUB_BASS = subtractive({
  wave: 'triangle',
  sub: 0.25,
  cutoffHz: 420,
  sweepOctaves: 0.6,
  sweepDecayS: 0.3,
  envelope: { attackS: 0.006, decayS: 0.5, sustain: 0.85, releaseS: 0.08 },
})
export const REESE = subtractive({
  unison: 4,
  detuneCents: 22,
  width: 0.5,
  sub: 0.5,
  cutoffHz: 520,
  sweepOctaves: 1.1,
  sweepAttackS: 0.35,
  sweepDecayS: 1.2,
  resonance: 0.25,
  envelope: { attackS: 0.01, decayS: 1, sustain: 0.9, releaseS: 0.1 },
})
export const LEAD = subtractive({
  unison: 3,
  detuneCents: 10,
  width: 0.4,
  cutoffHz: 2600,
  sweepOctaves: 1,
  sweepDecayS: 0.5,
  resonance: 0.2,
  vibrato: { hz: 5.4, cents: 14, delayS: 0.25 },
  envelope: { attackS: 0.01, decayS: 0.6, sustain: 0.75, releaseS: 0.2 },
})
export const MELODICA = subtractive({
  wave: 'square',
  unison: 2,
  detuneCents: 5,
  cutoffHz: 1900,
  keyTrack: 0.5,
  resonance: 0.1,
  noise: 0.02,
  vibrato: { hz: 5.6, cents: 16, delayS: 0.2 },
  envelope: { attackS: 0.05, decayS: 0.4, sustain: 0.85, releaseS: 0.1 },
})
export const DISTORTED = subtractive({
  unison: 2,
  detuneCents: 5,
  width: 0.6,
  cutoffHz: 3600,
  sweepOctaves: 0.4,
  sweepDecayS: 0.5,
  envelope: { attackS: 0.004, decayS: 1.5, sustain: 0.8, releaseS: 0.08 },
})
export const VIOLINS = subtractive({
  unison: 5,
  detuneCents: 12,
  width: 0.7,
  cutoffHz: 2100,
  keyTrack: 0.45,
  resonance: 0.12,
  noise: 0.025,
  vibrato: { hz: 5.3, cents: 15, delayS: 0.2 },
  envelope: { attackS: 0.14, decayS: 1, sustain: 0.88, releaseS: 0.35 },
})
export const SOLO_VIOLIN = subtractive({
  unison: 2,
  detuneCents: 3,
  width: 0.2,
  cutoffHz: 2500,
  keyTrack: 0.4,
  resonance: 0.25,
  noise: 0.04,
  vibrato: { hz: 5.6, cents: 22, delayS: 0.18 },
  envelope: { attackS: 0.07, decayS: 0.8, sustain: 0.85, releaseS: 0.18 },
})
export const CELLI = subtractive({
  unison: 4,
  detuneCents: 9,
  width: 0.5,
  cutoffHz: 1100,
  keyTrack: 0.5,
  resonance: 0.2,
  noise: 0.03,
  vibrato: { hz: 4.9, cents: 12, delayS: 0.25 },
  envelope: { attackS: 0.12, decayS: 1, sustain: 0.88, releaseS: 0.35 },
})
export const SHORT_STRINGS = subtractive({
  unison: 4,
  detuneCents: 10,
  width: 0.7,
  cutoffHz: 1700,
  keyTrack: 0.4,
  noise: 0.05,
  sweepOctaves: 0.8,
  sweepDecayS: 0.15,
  envelope: { attackS: 0.02, decayS: 0.16, sustain: 0.25, releaseS: 0.16 },
})
export const HORNS = subtractive({
  unison: 3,
  detuneCents: 7,
  width: 0.4,
  cutoffHz: 620,
  keyTrack: 0.4,
  sweepOctaves: 1.2,
  sweepAttackS: 0.16,
  sweepDecayS: 3,
  envelope: { attackS: 0.1, decayS: 1, sustain: 0.9, releaseS: 0.25 },
})

export const FLUTE: Pipe = {
  kind: 'pipe',
  harmonics: [1, 0.34, 0.12, 0.05, 0.02],
  breath: 0.22,
  vibrato: { hz: 5.1, cents: 16, delayS: 0.25 },
  envelope: { attackS: 0.06, decayS: 0.6, sustain: 0.9, releaseS: 0.14 },
}
export const WHISTLE: Pipe = {
  ...FLUTE,
  harmonics: [1, 0.2, 0.1, 0.03],
  breath: 0.14,
  vibrato: { hz: 5.6, cents: 10, delayS: 0.3 },
  envelope: { attackS: 0.025, decayS: 0.5, sustain: 0.9, releaseS: 0.08 },
}
export const CLARINET: Pipe = {
  ...FLUTE,
  harmonics: [1, 0.05, 0.5, 0.04, 0.26, 0.03, 0.12, 0.02, 0.06],
  breath: 0.06,
  vibrato: { hz: 4.8, cents: 6, delayS: 0.4 },
}
export const ORGAN: Pipe = {
  kind: 'pipe',
  harmonics: [0.7, 0.6, 0.45, 0.35, 0, 0.2, 0, 0.15],
  breath: 0,
  vibrato: { hz: 6.4, cents: 5, delayS: 0 },
  envelope: { attackS: 0.006, decayS: 0.2, sustain: 0.85, releaseS: 0.05 },
}
export const GLASS_HARMONICA: Pipe = {
  ...FLUTE,
  harmonics: [1, 0.08, 0.05],
  breath: 0.03,
  vibrato: { hz: 3.4, cents: 7, delayS: 0.5 },
  envelope: { attackS: 0.9, decayS: 2, sustain: 0.9, releaseS: 2.2 },
}
export const CHOIR: Choir = { kind: 'choir', vowel: 'ah', envelope: { attackS: 0.6, decayS: 1, sustain: 0.9, releaseS: 1.2 } }
export const HUM: Choir = { kind: 'choir', vowel: 'oo', envelope: { attackS: 0.8, decayS: 1, sustain: 0.9, releaseS: 1.6 } }
