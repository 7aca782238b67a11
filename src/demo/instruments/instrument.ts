// The instruments, as data. Each kind has one file that renders a note of it; levels are linear, times in seconds, pitches in Hz or semitones.

export interface Envelope {
  readonly attackS: number
  readonly decayS: number
  /** Level held while the note lasts, 0 to 1. */
  readonly sustain: number
  readonly releaseS: number
}

/** Oscillators through a low-pass filter: basses, leads, pads, brass, bowed ensembles. */
export interface Subtractive {
  readonly kind: 'subtractive'
  readonly wave: 'saw' | 'square' | 'triangle'
  /** Oscillators a note, spread by `detuneCents` in pitch and by `width` (0 to 1) in the stereo picture. */
  readonly unison: number
  readonly detuneCents: number
  readonly width: number
  /** Level of a sine an octave below. */
  readonly sub?: number
  readonly noise?: number
  readonly cutoffHz: number
  /** 0 to 0.95. */
  readonly resonance: number
  /** Octaves that the filter's envelope adds, its decay, and how far the cutoff follows the pitch (0 to 1). */
  readonly sweepOctaves: number
  readonly sweepDecayS: number
  readonly sweepAttackS?: number
  readonly keyTrack?: number
  readonly vibrato?: { readonly hz: number; readonly cents: number; readonly delayS: number }
  readonly envelope: Envelope
}

/** Two-operator frequency modulation: electric pianos, bells, basses. */
export interface FrequencyModulation {
  readonly kind: 'fm'
  readonly ratio: number
  readonly index: number
  readonly indexDecayS: number
  /** A second, quickly fading modulator: the tine of an electric piano. */
  readonly tine?: { readonly ratio: number; readonly index: number; readonly decayS: number }
  readonly detuneCents: number
  readonly decayS: number
  readonly envelope: Envelope
}

/** A sum of decaying partials: piano, marimba, vibraphone, bells, music box. */
export interface Struck {
  readonly kind: 'struck'
  readonly partials: readonly { readonly ratio: number; readonly level: number; readonly decayS: number }[]
  /** Stiffness of the string: partial n is sharp by sqrt(1 + B n^2). */
  readonly inharmonicity: number
  /** Detuned second string, in cents; 0 for one string. */
  readonly stringsCents: number
  /** Level of the hammer's knock. */
  readonly knock: number
  /** How fast a note dies after it is let go, s. */
  readonly damperS: number
  /** How strongly the keyboard is laid out from left to right, 0 to 1. */
  readonly width: number
}

/** Karplus-Strong string: guitars, harp, pizzicato, double bass. */
export interface Plucked {
  readonly kind: 'plucked'
  /** Seconds that middle C rings to -60 dB. */
  readonly ringS: number
  /** 0 dark to 1 bright. */
  readonly brightness: number
  /** Where it is plucked, as a part of the string. */
  readonly position: number
  readonly bodyHz: number
  readonly damperS: number
}

/** Sines with breath: flute, whistle, clarinet, drawbar organ. */
export interface Pipe {
  readonly kind: 'pipe'
  readonly harmonics: readonly number[]
  readonly breath: number
  readonly vibrato: { readonly hz: number; readonly cents: number; readonly delayS: number }
  readonly envelope: Envelope
}

/** Voices singing a vowel: saws through formants. */
export interface Choir {
  readonly kind: 'choir'
  readonly vowel: 'ah' | 'oo'
  readonly envelope: Envelope
}

export type DrumName =
  | 'kick-club'
  | 'kick-soft'
  | 'kick-deep'
  | 'snare'
  | 'snare-tight'
  | 'snare-dusty'
  | 'brush'
  | 'clap'
  | 'hat'
  | 'hat-open'
  | 'hat-dusty'
  | 'ride'
  | 'crash'
  | 'shaker'
  | 'rim'
  | 'tom'
  | 'conga'
  | 'clave'
  | 'click'
  | 'timpani'
  | 'bass-drum'

/** A drum: a one-shot, tuned by the note (60 as built). */
export interface Drum {
  readonly kind: 'drum'
  readonly drum: DrumName
  /** 0 to 1: how far hits wander in the stereo picture. */
  readonly wander?: number
}

/** Noise that moves: sea, wind, vinyl, a riser into the next section. */
export interface Texture {
  readonly kind: 'texture'
  readonly texture: 'sea' | 'vinyl' | 'riser' | 'rain' | 'swell'
}

export type Instrument = Subtractive | FrequencyModulation | Struck | Plucked | Pipe | Choir | Drum | Texture

/** A note as the renderers take it. */
export interface Voice {
  readonly startS: number
  readonly lengthS: number
  readonly hz: number
  readonly midi: number
  readonly velocity: number
  /** For what is random in a note: phases, noise. */
  readonly seed: number
}

/** Two channels that notes are added to. */
export interface Stereo {
  readonly left: Float32Array
  readonly right: Float32Array
}

export const SAMPLE_RATE_HZ = 44_100
