import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accentFrom, contrast, dominant, GROUNDS, LAMP, type Oklch, type Rgb, toOklch, toRgb } from './colour.ts'

const near = (one: number, other: number, by: number) => assert.ok(Math.abs(one - other) <= by, `${one} is not within ${by} of ${other}`)
const pixels = (...colours: Rgb[]) => colours.flatMap((colour) => [...colour.map((part) => Math.round(part * 255)), 255])

test('sRGB goes to OKLCH and back', () => {
  for (const colour of [
    [1, 0, 0],
    [0.2, 0.5, 0.9],
    [0.5, 0.5, 0.5],
    [1, 1, 1],
    [0, 0, 0],
  ] as const) {
    const back = toRgb(toOklch(colour))
    for (const part of [0, 1, 2]) near(back[part], colour[part], 0.002)
  }
})

test('OKLCH of pure red, after its definition', () => {
  const red = toOklch([1, 0, 0])
  near(red.l, 0.628, 0.001)
  near(red.c, 0.2577, 0.001)
  near(red.h, 29.23, 0.05)
})

test('contrast runs from 1 to 21, whichever comes first', () => {
  near(contrast([0, 0, 0], [1, 1, 1]), 21, 0.001)
  near(contrast([1, 1, 1], [0, 0, 0]), 21, 0.001)
  assert.equal(contrast([0.3, 0.4, 0.5], [0.3, 0.4, 0.5]), 1)
})

test('every accent reads at AA on every ground, whatever the cover', () => {
  for (let hue = 0; hue < 360; hue += 7) {
    for (const c of [0.03, 0.1, 0.3]) {
      for (const l of [0.15, 0.5, 0.95]) {
        const accent = accentFrom({ l, c, h: hue })
        for (const [theme, grounds] of Object.entries(GROUNDS)) {
          for (const ground of grounds) {
            const reached = contrast(toRgb(accent[theme as 'day' | 'night']), ground)
            assert.ok(reached >= 4.5, `hue ${hue}, lightness ${l}, chroma ${c}: ${reached.toFixed(2)} by ${theme}`)
          }
        }
      }
    }
  }
})

test('text on a filled accent reads too', () => {
  const onDay = toRgb({ l: 0.985, c: 0.006, h: 85 })
  const onNight = toRgb({ l: 0.19, c: 0.02, h: 60 })
  for (let hue = 0; hue < 360; hue += 7) {
    const { day, night } = accentFrom({ l: 0.6, c: 0.14, h: hue })
    assert.ok(contrast(toRgb(day), onDay) >= 4.5)
    assert.ok(contrast(toRgb(night), onNight) >= 4.5)
  }
})

test('the lamp reads as well', () => {
  for (const ground of GROUNDS.day) assert.ok(contrast(toRgb(LAMP.day), ground) >= 4.5)
  for (const ground of GROUNDS.night) assert.ok(contrast(toRgb(LAMP.night), ground) >= 4.5)
})

test('a cover speaks with its colour, not with its black and grey', () => {
  const grey: Rgb[] = Array.from({ length: 60 }, () => [0.5, 0.5, 0.5])
  const black: Rgb[] = Array.from({ length: 60 }, () => [0, 0, 0])
  const blue: Rgb[] = Array.from({ length: 10 }, () => [0.1, 0.3, 0.9])
  const found = dominant(pixels(...grey, ...black, ...blue)) as Oklch
  near(found.h, toOklch([0.1, 0.3, 0.9]).h, 2)
})

test('a cover without colour leaves the lamp on', () => {
  assert.equal(dominant(pixels([0.2, 0.2, 0.2], [0.9, 0.9, 0.9])), null)
  assert.equal(dominant([]), null)
  assert.equal(accentFrom(null), LAMP)
})

test('what cannot be seen does not count', () => {
  assert.equal(dominant([255, 0, 0, 0, 255, 0, 0, 10]), null)
})
