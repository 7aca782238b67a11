// The five motifs of drawn covers: each turns a look into shapes on a square of 600.

import type { CoverLook, Palette } from './drawn-cover.ts'

type Motif = (look: CoverLook, palette: Palette) => string[]

const SIDE = 600
const n = (value: number) => String(Math.round(value * 10) / 10)
const at = (look: CoverLook, index: number) => look.profile[((index % 12) + 12) % 12]

/** Layered ridges under a low sun: calm, tonal music. */
const hills: Motif = (look, palette) => {
  const layers = 3 + Math.round(look.pace * 2)
  const radius = 52 + 60 * at(look, 3)
  const sunX = 150 + 300 * at(look, 0)
  const sunY = 130 + 90 * at(look, 1)
  const shapes = [`<circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(radius)}" fill="${palette.accent}"/>`]
  for (let layer = 0; layer < layers; layer++) {
    const depth = layer / (layers - 1)
    const base = 270 + 250 * depth
    const height = (90 - 42 * depth) * (0.55 + 0.7 * look.energy)
    const points: [number, number][] = []
    const count = 7
    for (let i = 0; i <= count; i++) {
      const lift = at(look, layer * 5 + i * 2) - 0.5 + 0.35 * Math.sin(i * (0.9 + look.pace) + layer * 2.1)
      points.push([(i / count) * SIDE, base - lift * height])
    }
    const tone = palette.tones[Math.min(3, Math.round(depth * 3))]
    shapes.push(`<path d="${ridge(points)}V${SIDE}H0Z" fill="${tone}"/>`)
  }
  return shapes
}

/** A smooth line through points from left to right (Catmull-Rom as Bézier curves). */
function ridge(points: readonly [number, number][]): string {
  let path = `M${n(points[0][0])} ${n(points[0][1])}`
  for (let i = 0; i < points.length - 1; i++) {
    const [before, from, to, after] = [points[Math.max(0, i - 1)], points[i], points[i + 1], points[Math.min(points.length - 1, i + 2)]]
    const first = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
    const second = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
    path += `C${n(first[0])} ${n(first[1])} ${n(second[0])} ${n(second[1])} ${n(to[0])} ${n(to[1])}`
  }
  return path
}

/** The grooves of a record, cut open where the sound is: the middle of the road. */
const grooves: Motif = (look, palette) => {
  const rings = 5 + Math.round(look.pace * 5)
  const cx = 300 + (at(look, 0) - 0.5) * 360
  const cy = 300 + (at(look, 1) - 0.5) * 360
  const gap = 400 / rings
  const shapes: string[] = []
  for (let ring = rings; ring >= 1; ring--) {
    const radius = 60 + ring * gap
    const width = gap * (0.3 + 0.42 * look.energy) * (0.6 + 0.8 * at(look, ring))
    const length = 2 * Math.PI * radius
    const open = 0.12 + 0.5 * at(look, ring + 4)
    const turn = 360 * at(look, ring + 7) + ring * 40 * look.roughness
    const tone = palette.tones[(ring + 2) % 4]
    shapes.push(
      `<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(radius)}" fill="none" stroke="${tone}" stroke-width="${n(width)}" stroke-linecap="round" stroke-dasharray="${n(length * (1 - open))} ${n(length * open)}" transform="rotate(${n(turn)} ${n(cx)} ${n(cy)})"/>`,
    )
  }
  shapes.push(`<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(34 + 26 * look.energy)}" fill="${palette.accent}"/>`)
  return shapes
}

/** A grid of discs and halves: music with a beat. */
const discs: Motif = (look, palette) => {
  const across = look.pace > 0.66 ? 5 : look.pace > 0.33 ? 4 : 3
  const margin = 48
  const cell = (SIDE - 2 * margin) / across
  const shapes: string[] = []
  const loudest = look.profile.indexOf(Math.max(...look.profile))
  for (let row = 0; row < across; row++) {
    for (let column = 0; column < across; column++) {
      const index = row * across + column
      const value = at(look, index * 5 + row)
      const radius = (cell / 2) * (0.34 + 0.58 * value)
      const x = margin + cell * (column + 0.5)
      const y = margin + cell * (row + 0.5)
      const accent = index === (loudest * across) % (across * across)
      const tone = accent ? palette.accent : palette.tones[Math.min(3, Math.floor(value * 4))]
      const half = at(look, index * 7 + 3) < 0.2 + 0.35 * look.roughness
      if (half && !accent) shapes.push(halfDisc(x, y, radius, Math.floor(at(look, index * 3 + 1) * 3.99) * 90, tone))
      else shapes.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${tone}"/>`)
    }
  }
  return shapes
}

const halfDisc = (x: number, y: number, radius: number, turnDeg: number, fill: string) =>
  `<path d="M${n(-radius)} 0A${n(radius)} ${n(radius)} 0 0 1 ${n(radius)} 0Z" transform="translate(${n(x)} ${n(y)}) rotate(${turnDeg})" fill="${fill}"/>`

/** Bars about a line, like a short wave: loud, rough music. */
const bars: Motif = (look, palette) => {
  const count = 7 + 2 * Math.round(look.pace * 3)
  const margin = 44
  const pitch = (SIDE - 2 * margin) / count
  const width = pitch * (0.6 + 0.24 * look.energy)
  const middle = 300 + (at(look, 2) - 0.5) * 60
  const peak = Math.round(at(look, 5) * (count - 1))
  const shapes: string[] = []
  for (let i = 0; i < count; i++) {
    const position = (i / (count - 1)) * 11
    const low = Math.floor(position)
    const value = at(look, low) * (1 - (position - low)) + at(look, Math.min(11, low + 1)) * (position - low)
    const jag = look.roughness * 0.4 * (i % 2 === 0 ? 1 : -1)
    const share = Math.min(1, Math.max(0.1, value + jag * (0.4 + 0.6 * at(look, i * 5))))
    const height = 70 + 430 * share * (0.6 + 0.4 * look.energy)
    const x = margin + pitch * (i + 0.5) - width / 2
    const tone = i === peak ? palette.accent : palette.tones[Math.min(3, Math.floor(share * 3.99))]
    const round = (width / 2) * (1 - look.roughness)
    shapes.push(
      `<rect x="${n(x)}" y="${n(middle - height / 2)}" width="${n(width)}" height="${n(height)}" rx="${n(round)}" fill="${tone}"/>`,
    )
  }
  return shapes
}

/** Moons on their orbits, each with its shaded side: sparse music, and music known by name only. */
const moons: Motif = (look, palette) => {
  const orbits = 3 + Math.round(look.pace * 2)
  const cx = 300 + (at(look, 0) - 0.5) * 220
  const cy = 300 + (at(look, 1) - 0.5) * 220
  const light = 2 * Math.PI * at(look, 2)
  const shapes: string[] = []
  for (let orbit = 1; orbit <= orbits; orbit++) {
    const radius = 70 + orbit * (300 / orbits) * (0.8 + 0.3 * at(look, orbit))
    shapes.push(`<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(radius)}" fill="none" stroke="${palette.tones[1]}" stroke-width="2.5"/>`)
    const angle = 2 * Math.PI * (at(look, orbit + 4) + orbit * 0.38)
    const last = orbit === orbits - 1
    const size = last ? 18 + 16 * at(look, 9) : 26 + 44 * at(look, orbit + 7)
    const moon = last ? palette.accent : palette.tones[2]
    shapes.push(...shaded(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle), size, light, moon, palette.tones[0]))
  }
  shapes.push(...shaded(cx, cy, 64 + 60 * at(look, 10) * (0.5 + look.energy), light, palette.tones[3], palette.tones[1]))
  return shapes
}

/** A disc whose side away from the light lies in shade. */
function shaded(x: number, y: number, radius: number, lightAngle: number, fill: string, shade: string): string[] {
  const turn = `rotate(${n((lightAngle * 180) / Math.PI)} ${n(x)} ${n(y)})`
  const r = n(radius)
  const terminator = n(radius * 0.72)
  return [
    `<circle cx="${n(x)}" cy="${n(y)}" r="${r}" fill="${fill}"/>`,
    `<path d="M${n(x)} ${n(y - radius)}A${r} ${r} 0 0 1 ${n(x)} ${n(y + radius)}A${terminator} ${r} 0 0 0 ${n(x)} ${n(y - radius)}Z" transform="${turn}" fill="${shade}" fill-opacity="0.55"/>`,
  ]
}

export const MOTIFS: Readonly<Record<CoverLook['motif'], Motif>> = { hills, grooves, discs, bars, moons }
