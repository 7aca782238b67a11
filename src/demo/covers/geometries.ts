// Covers of plain shapes: rings, grids, tiles, dots, rosettes.

import { box, type Colour, colour, disc, inside, mix, type Painter, smooth } from './canvas.ts'

/** Undertow: two sets of rings that disagree. */
export function undertow(): Painter {
  const [dark, bright, deep] = [colour('#061416'), colour('#d9f25a'), colour('#0d5a5e')]
  const rings = (x: number, y: number, cx: number, cy: number, step: number) => {
    const d = Math.hypot(x - cx, (y - cy) * 1.08)
    return { d, edge: Math.abs(((d / step) % 1) - 0.5) * step - step * 0.25 }
  }
  return (x, y) => {
    const pull = 0.055 * Math.sin(y * 5.2 + 0.6)
    const a = rings(x + pull, y, 0.34, 0.3, 0.038)
    const b = rings(x + pull, y, 0.62, 0.68, 0.0405)
    const [inA, inB] = [inside(a.edge), inside(b.edge)]
    const odd = inA * (1 - inB) + inB * (1 - inA)
    const ground = mix(dark, deep, 0.9 * smooth(0.9, 0.1, a.d))
    return mix(ground, bright, odd * smooth(0.72, 0.2, Math.min(b.d, a.d * 1.15)) * 0.98)
  }
}

/** Varanda: tiles of quarter circles, as on a pavement by the sea. */
export function varanda(): Painter {
  const cream = colour('#f6ead2')
  const tones = ['#d9542f', '#e9a23b', '#1f6f63', '#17403f', '#e8c37b'].map(colour)
  const count = 5
  const pick = (i: number, j: number, n: number) => (((i * 7 + j * 13 + n * 5 + ((i * j) % 3) * 4) % 97) * 31) % 97
  return (x, y) => {
    const [u, v] = [x * count, y * count]
    const [i, j] = [Math.floor(u), Math.floor(v)]
    const turn = pick(i, j, 1) % 4
    let [s, t] = [u - i, v - j]
    for (let n = 0; n < turn; n++) [s, t] = [t, 1 - s]
    const ground: Colour = pick(i, j, 2) % 3 === 0 ? tones[3] : cream
    const first = tones[pick(i, j, 3) % 3]
    const second = ground === cream ? tones[3 + (pick(i, j, 4) % 2)] : cream
    const scaled = (d: number) => inside(d / count)
    const r = Math.hypot(s, t)
    let out = mix(ground, first, scaled(r - 0.98))
    out = mix(out, second, scaled(r - 0.66))
    out = mix(out, pick(i, j, 5) % 2 === 0 ? first : tones[1], scaled(r - 0.34))
    if (pick(i, j, 6) % 5 === 0) out = mix(out, tones[pick(i, j, 7) % 3], scaled(Math.hypot(s - 1, t - 1) - 0.3))
    return out
  }
}

/** Grid Studies: a rule, followed, and the one place where it is not. */
export function gridStudies(): Painter {
  const [paper, ink, red] = [colour('#d8d5cd'), colour('#1b1b1c'), colour('#d4351c')]
  const count = 13
  const margin = 0.11
  const cellSize = (1 - 2 * margin) / count
  return (x, y) => {
    const [i, j] = [Math.floor((x - margin) / cellSize), Math.floor((y - margin) / cellSize)]
    if (i < 0 || j < 0 || i >= count || j >= count) return paper
    const [cx, cy] = [margin + (i + 0.5) * cellSize, margin + (j + 0.5) * cellSize]
    const wave = 0.5 + 0.5 * Math.sin(i * 0.62 + 1.4 * Math.sin(j * 0.45)) * Math.cos(j * 0.52 - i * 0.16)
    const odd = i === 8 && j === 4
    const radius = cellSize * (odd ? 0.46 : 0.08 + 0.38 * wave)
    return mix(paper, odd ? red : ink, inside(disc(x, y, cx, cy, radius)))
  }
}

/** Waltzes for an Empty Ballroom: what the dancers left on the floor. */
export function waltzes(): Painter {
  const [floor, light, gold, wine] = ['#3a1420', '#5b2130', '#e2bd7d', '#f1e3cf'].map(colour)
  return (x, y) => {
    const [dx, dy] = [x - 0.5, y - 0.5]
    const r = Math.hypot(dx, dy)
    let out = mix(light, floor, smooth(0, 0.62, r))
    let lines = 0
    let few = 0
    for (let n = 0; n < 36; n++) {
      const angle = (n / 36) * 2 * Math.PI
      const [cx, cy] = [0.19 * Math.cos(angle), 0.19 * Math.sin(angle)]
      const turned = angle + 0.9
      const [u, v] = [
        (dx - cx) * Math.cos(turned) + (dy - cy) * Math.sin(turned),
        -(dx - cx) * Math.sin(turned) + (dy - cy) * Math.cos(turned),
      ]
      const scale = Math.hypot(u / 0.2, v / 0.115)
      const edge = Math.abs(scale - 1) * 0.115 * (0.8 + 0.4 * Math.abs(u))
      const hit = inside(edge - 0.00085)
      if (n % 12 === 0) few = Math.max(few, inside(edge - 0.0022))
      else lines = 1 - (1 - lines) * (1 - hit * 0.62)
    }
    out = mix(out, gold, lines)
    out = mix(out, wine, few)
    const frame = Math.abs(box(x, y, 0.5, 0.5, 0.452, 0.452))
    return mix(out, gold, inside(frame - 0.0011) * 0.8)
  }
}

/** Low Tide Dub: a loudspeaker and its echoes, each a little further off. */
export function lowTideDub(): Painter {
  const [sand, black] = [colour('#ecd9a8'), colour('#16140f')]
  const tones = ['#b5301f', '#dd8a1d', '#3f6b3a', '#1d3b34'].map(colour)
  const echoes = Array.from({ length: 6 }, (_, n) => {
    const radius = 0.3 * 0.76 ** n
    return { radius, x: 0.36 + (0.3 - radius) * 2.15, y: 0.355 + (0.3 - radius) * 2.15 }
  }).reverse()
  const speaker = (d: number, radius: number, first: number) => {
    let face = black
    for (let ring = 0; ring < 5; ring++) {
      const tone = ring % 2 === 0 ? tones[(ring / 2 + first) % 4] : sand
      face = mix(face, tone, inside(d - radius * (0.95 - ring * 0.165)))
    }
    return mix(face, black, inside(d - radius * 0.2))
  }
  return (x, y) => {
    let out = sand
    for (const [i, echo] of echoes.entries()) {
      const d = Math.hypot(x - echo.x, y - echo.y)
      out = mix(out, speaker(d, echo.radius, echoes.length - 1 - i), inside(d - echo.radius))
    }
    return out
  }
}
