// The colours of data, read from the style sheets: told from the ground at 3:1 (WCAG 1.4.11), and text on them at 4.5:1 (1.4.3), in both themes.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { contrast, type Oklch, type Rgb, toRgb } from '../theme/colour.ts'
import { hourColour } from './hour-colour.ts'
import { between } from './ramp.ts'

const css = ['../theme/tokens.css', 'data.css'].map((path) => readFileSync(join(import.meta.dirname, path), 'utf8')).join('\n')
const THEMES = ['light', 'dark'] as const
type Themed = Record<(typeof THEMES)[number], Oklch>

/** "--name: light-dark(oklch(…), oklch(…))", or another name for one. */
function token(name: string): Themed {
  const other = new RegExp(`--${name}: var\\(--([a-z-]+)\\);`).exec(css)
  if (other) return token(other[1])
  const found = new RegExp(`--${name}: light-dark\\(oklch\\(([\\d. ]+)\\), oklch\\(([\\d. ]+)\\)\\)`).exec(css)
  assert.ok(found, `there is no colour --${name}`)
  const [light, dark] = [found[1], found[2]].map((parts) => {
    const [l, c, h] = parts.split(' ').map(Number)
    return { l, c, h }
  })
  return { light, dark }
}

const DATA = ['data-listens', 'data-skips', 'data-new', 'data-sound', 'data-other', 'mood-bright', 'mood-tense', 'mood-calm', 'mood-dark']

test('every colour of data stands out from the ground, the muted ones of bars too', () => {
  const ground = token('ground')
  for (const theme of THEMES) {
    for (const name of DATA) {
      const reached = contrast(toRgb(token(name)[theme]), toRgb(ground[theme]))
      assert.ok(reached >= 3, `${name}, ${theme}: ${reached.toFixed(2)}`)
    }
    for (const name of ['data-listens', 'data-skips']) {
      const reached = contrast(toRgb(between(ground[theme], token(name)[theme], 0.72)), toRgb(ground[theme]))
      assert.ok(reached >= 3, `${name} muted, ${theme}: ${reached.toFixed(2)}`)
    }
  }
})

test('every hour stands out from the ground', () => {
  const ground = token('ground')
  for (let hour = 0; hour < 24; hour++) {
    const colours = [...hourColour(hour + 0.5).matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map(
      ([, ...parts]) => parts.map((part) => Number(part) / 255) as unknown as Rgb,
    )
    for (const [at, theme] of THEMES.entries()) {
      const reached = contrast(colours[at], toRgb(ground[theme]))
      assert.ok(reached >= 3, `${hour}:00, ${theme}: ${reached.toFixed(2)}`)
    }
  }
})

test('keys can be read on the fullest part of the wheel', () => {
  const WHEEL_FULL = 0.52
  for (const theme of THEMES) {
    const fullest = between(token('hover')[theme], token('data-sound')[theme], WHEEL_FULL)
    const reached = contrast(toRgb(fullest), toRgb(token('text')[theme]))
    assert.ok(reached >= 4.5, `${theme}: ${reached.toFixed(2)}`)
  }
})
