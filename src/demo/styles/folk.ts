// Folk in 6/8: a picked steel guitar, double bass, frame drum, and a tune for whistle or fiddle over a drone.

import { arrange } from '../composing/arranger.ts'
import { motifOf, sing } from '../composing/melody.ts'
import { CLARINET, drum, HUM, NYLON, SOLO_VIOLIN, STEEL, UPRIGHT, WHISTLE } from '../instruments/patches.ts'
import { type Piece, tonicOf } from '../piece.ts'
import type { Score } from '../score.ts'

const PICKING = ['024354|025354', '042342|035342', '02.453|02.354']

/** Composes a folk piece. Its felt beat is the dotted crotchet, two a bar. */
export function folk(piece: Piece, seed: number): Score {
  const { a, b, variant } = piece
  const arranger = arrange({
    seed,
    tonic: tonicOf(piece),
    scale: piece.scale,
    setting: {
      tempoBpm: piece.tempoBpm,
      beatsPerBar: 2,
      timeSignature: '6/8',
      reverb: { seconds: 1.5, dampHz: 4800, preDelayMs: 14, level: 0.4 },
      master: { lufs: [-16, -15.2, -17][variant] },
      tailS: 2.6,
      pulse: 'clear',
    },
    form: [
      ['intro', 4, a],
      ['A', 8, a],
      ['B', 8, b],
      ['break', 4, a],
      ["A'", 8, a],
      ['outro', 2, piece.mode === 'minor' ? 'i' : 'I'],
    ],
  })
  const guitar = arranger.part('guitar', STEEL, { levelDb: 0, pan: -0.3, reverb: 0.25, looseMs: 6 })
  const strum = arranger.part('strummed guitar', variant === 2 ? NYLON : STEEL, {
    levelDb: -5,
    pan: 0.4,
    reverb: 0.2,
    looseMs: 6,
    highPassHz: 150,
  })
  const bass = arranger.part('bass', UPRIGHT, { levelDb: -6, reverb: 0.08, looseMs: 5 })
  const frame = arranger.part('frame drum', drum('tom', 0.1), { levelDb: -9, reverb: 0.25, looseMs: 5 })
  const shaker = arranger.part('shaker', drum('shaker', 0.2), { levelDb: -20, pan: 0.25, looseMs: 6 })
  const drone = arranger.part('drone', HUM, { levelDb: -13, reverb: 0.4 })
  for (const passage of arranger.passages) {
    const { name } = passage
    if (name === 'outro') {
      arranger.comp(strum, { ...passage, bars: 1 }, 'X-----', { register: { low: 48, high: 72 }, voices: 4, strumBeats: 0.06, length: 4 })
      arranger.broken(guitar, { ...passage, bars: 1 }, '0246..', { register: { low: 47, high: 67 }, length: 4 })
      arranger.bass(bass, { ...passage, bars: 1 }, 'R-----', { around: 41, length: 1.6 })
      continue
    }
    arranger.broken(guitar, passage, PICKING[variant], {
      register: { low: 47, high: 67 },
      length: 1.4,
      velocity: name === 'break' ? 0.55 : 0.68,
    })
    if (/^[AB]/.test(name)) arranger.bass(bass, passage, name === 'B' ? 'R--5--|R--3-a' : 'R-----|R----5', { around: 41, length: 0.95 })
    if (name === 'B' || name === "A'") {
      arranger.comp(strum, passage, 'X.oxox', {
        register: { low: 50, high: 72 },
        voices: 4,
        strumBeats: 0.035,
        velocity: 0.62,
        length: 0.5,
      })
      arranger.hits(frame, passage, 'X..o.,|X.,o.o', { midi: 57 })
      arranger.hits(shaker, passage, 'xooxoo')
    }
    if (name === 'break' || name === "A'")
      arranger.hold(drone, passage, { register: { low: 53, high: 72 }, voices: 2, velocity: 0.6, legato: 1 })
  }
  const tune = arranger.part('tune', [WHISTLE, SOLO_VIOLIN, CLARINET][variant], {
    levelDb: -1,
    pan: 0.12,
    reverb: 0.4,
    looseMs: 7,
  })
  const answer = arranger.part('answer', [SOLO_VIOLIN, WHISTLE, SOLO_VIOLIN][variant], {
    levelDb: -3,
    pan: 0.35,
    reverb: 0.45,
    looseMs: 8,
  })
  const motif = motifOf(arranger.random, ['x-xx-x', 'x-xxxx', 'xxxx-x', 'x--x-x', 'x-xx--'], ['x-----', 'x--x--'])
  for (const passage of arranger.passagesOf('A'))
    sing(arranger, tune, passage, motif, {
      register: { low: [69, 64, 60][variant], high: [88, 83, 79][variant] },
      velocity: 0.72,
      ornament: 0.8,
      harmonySteps: 0,
    })
  const turn = motifOf(arranger.random, ['xxxxxx', 'x-xx-x', 'x-xxxx'], ['x-----'])
  for (const passage of arranger.passagesOf('B'))
    sing(arranger, variant === 1 ? tune : answer, passage, turn, { register: { low: 64, high: 83 }, velocity: 0.74, ornament: 0.5 })
  for (const passage of arranger.passagesOf("A'"))
    sing(arranger, answer, passage, motif, { register: { low: 60, high: 76 }, velocity: 0.6, phraseBars: 4 })
  return arranger.finish()
}
