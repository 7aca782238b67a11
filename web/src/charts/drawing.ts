// What a chart is made of: a drawing for a room of some width, and the places in it that can be asked for their exact values.

import type { ReactNode } from 'react'

/** Where a drawing is put: its width, and the size of a rem, both in px; text at 200 % doubles the rem. */
export interface Room {
  readonly widthPx: number
  readonly remPx: number
}

/** A place that tells its exact value: on hover, or by the arrow keys. */
export interface Mark {
  readonly key: string
  /** What it is: "Tuesday, 21:00 to 22:00". */
  readonly name: string
  /** What it holds: "124 listens, 6 h 10 min". */
  readonly value: string
  /** Left, top, width and height in px. */
  readonly box: readonly [number, number, number, number]
  /** How it is shown when it is asked: an outline of its own, a point on a line, or (without either) its box. */
  readonly outline?: string
  readonly dot?: readonly [number, number]
}

export interface Drawing {
  readonly widthPx: number
  readonly heightPx: number
  readonly body: ReactNode
  readonly marks: readonly Mark[]
}

/** Draws for a room; the same drawing for the same room. */
export type Draw = (room: Room) => Drawing

/** Whole tenths of px: enough for the eye, and short in the markup. */
export const px = (value: number): number => Math.round(value * 10) / 10

const THIN = /[ijlIf.,:;'’|!()[\]·]/
const HALF = /[rts\-"“”*°]/
const BROAD = /[mwMW@%—…]/
const CAPITAL = /[A-Z&0-9−+#?]/
const LOWER = /[abcdeghknopquvxyz]/
const WHOLE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffe6]|\p{Extended_Pictographic}/u

/** About how wide a text stands in Figtree, in px: a little too wide rather than too narrow. */
export function textWidth(text: string, sizePx: number): number {
  let ems = 0
  for (const letter of text) {
    if (letter === ' ') ems += 0.26
    else if (LOWER.test(letter)) ems += 0.57
    else if (THIN.test(letter)) ems += 0.3
    else if (HALF.test(letter)) ems += 0.44
    else if (BROAD.test(letter)) ems += 0.88
    else if (CAPITAL.test(letter)) ems += 0.65
    else ems += WHOLE.test(letter) ? 1.02 : 0.57
  }
  return ems * sizePx
}

/** The text as far as it fits, with an ellipsis where it does not. */
export function fitText(text: string, sizePx: number, widthPx: number): string {
  if (textWidth(text, sizePx) <= widthPx) return text
  const letters = [...text]
  let count = letters.length
  while (count > 1 && textWidth(`${letters.slice(0, count).join('').trimEnd()}…`, sizePx) > widthPx) count--
  return `${letters.slice(0, count).join('').trimEnd()}…`
}

/** The text in lines that fit. */
export function wrapText(text: string, sizePx: number, widthPx: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]
    if (last !== undefined && textWidth(`${last} ${word}`, sizePx) <= widthPx) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
