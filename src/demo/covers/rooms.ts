// Covers of places at night or in bad weather: a station, a skylight, rooms under water, a road.

import { seededRandom } from '#kernel'
import { box, colour, disc, inside, mix, noiseOf, type Painter, segment, smooth } from './canvas.ts'

/** Last Train Out: lights that run together far down the line. */
export function lastTrainOut(): Painter {
  const random = seededRandom('last train out')
  const [night, blue] = [colour('#0d0f26'), colour('#2b2560')]
  const lights = ['#ff7a3d', '#ffc46b', '#e2466a', '#8a3fa0', '#fff0d2', '#ff9d5c'].map(colour)
  const [vx, vy] = [0.655, 0.4]
  const beams = Array.from({ length: 46 }, () => ({
    angle: random.next() * Math.PI * 2,
    half: 0.004 + 0.03 * random.next() ** 2.4,
    tone: random.below(lights.length),
    from: 0.05 + random.next() * 0.3,
    to: 0.35 + random.next() * 0.9,
    strength: 0.35 + 0.65 * random.next(),
  }))
  return (x, y) => {
    const [dx, dy] = [x - vx, y - vy]
    const d = Math.hypot(dx, dy)
    const angle = (Math.atan2(dy, dx) + 2 * Math.PI) % (2 * Math.PI)
    let out = mix(blue, night, smooth(0, 0.75, d))
    for (const beam of beams) {
      const off = Math.abs(((angle - beam.angle + 3 * Math.PI) % (2 * Math.PI)) - Math.PI)
      const edge = inside((off - beam.half) * d)
      if (edge > 0)
        out = mix(
          out,
          lights[beam.tone],
          edge * beam.strength * smooth(beam.from, beam.from + 0.04, d) * smooth(beam.to + 0.25, beam.to, d),
        )
    }
    out = mix(out, colour('#ffd9a0'), 0.8 * Math.exp(-d * 13))
    return mix(out, colour('#fff6e4'), inside(disc(x, y, vx, vy, 0.046)))
  }
}

/** Rain on the Skylight: twelve panes and the evening behind them. */
export function rainOnTheSkylight(): Painter {
  const random = seededRandom('rain on the skylight')
  const noise = noiseOf('panes')
  const [plum, rose, ochre, frame] = ['#4a2b4d', '#c9737a', '#eeb56a', '#241726'].map(colour)
  const drops = Array.from({ length: 150 }, () => {
    const [x, y, length] = [random.next() * 1.2 - 0.1, random.next() * 1.1 - 0.05, 0.02 + 0.09 * random.next() ** 2]
    return { x, y, ex: x - length * 0.32, ey: y + length, half: 0.0009 + 0.0016 * random.next(), light: 0.35 + 0.5 * random.next() }
  })
  const warm = Array.from({ length: 12 }, () => random.next())
  return (x, y) => {
    const [i, j] = [Math.min(2, Math.floor(x * 3)), Math.min(3, Math.floor(y * 4))]
    const evening = smooth(-0.2, 1.15, y + 0.25 * noise(x * 2.2, y * 2.2))
    let out = evening < 0.5 ? mix(plum, rose, evening * 2) : mix(rose, ochre, evening * 2 - 1)
    const lit = warm[j * 3 + i]
    out = mix(out, lit > 0.5 ? ochre : plum, 0.34 * Math.abs(lit - 0.5) * 2)
    const pane = box((x * 3) % 1, (y * 4) % 1, 0.5, 0.5, 0.462, 0.45)
    for (const drop of drops) {
      if (Math.abs(x - drop.x) > 0.06 || y < drop.y - 0.01 || y > drop.ey + 0.01) continue
      out = mix(out, colour('#fbeede'), inside(segment(x, y, drop.x, drop.y, drop.ex, drop.ey, drop.half)) * drop.light)
    }
    return mix(frame, out, inside(pane / 3.5))
  }
}

/** Tidal Rooms: a door in a door in a door, and the sea has come in. */
export function tidalRooms(): Painter {
  const noise = noiseOf('tidal rooms')
  const walls = ['#e9dcc3', '#d3c4a5', '#a9b6a4', '#6f9a98', '#3f7680', '#1f4f5e', '#f7e9c8'].map(colour)
  const rooms = (x: number, y: number) => {
    let out = walls[0]
    for (let n = 1; n < walls.length; n++) {
      const half = 0.43 - n * 0.058
      const top = 0.08 + n * 0.062
      const cx = 0.5 + 0.012 * n * (n % 2 === 0 ? 1 : -1)
      const arch = y < top + half ? disc(x, y, cx, top + half, half) : Math.abs(x - cx) - half
      const shade = 1 - 0.35 * smooth(0.05, 0, -arch)
      const wall = walls[n]
      out = mix(out, [wall[0] * shade, wall[1] * shade, wall[2] * shade], inside(arch))
    }
    return out
  }
  return (x, y) => {
    const water = 0.7
    if (y < water) return rooms(x, y)
    const down = (y - water) / (1 - water)
    const ripple = 0.02 * down * noise(x * 5, y * 60) + 0.012 * down * noise(x * 14 + 3, y * 110)
    const seen = rooms(x + ripple, 2 * water - y - ripple * 2)
    const tint = mix(seen, colour('#123d4b'), 0.3 + 0.5 * down)
    return mix(tint, colour('#f4ead4'), 0.6 * inside(Math.abs(y - water) - 0.0012))
  }
}

/** Chrome Horizon: a sun cut by blinds, and the road. */
export function chromeHorizon(): Painter {
  const [top, low] = [colour('#160a24'), colour('#6b1746')]
  const [hot, gold] = [colour('#ff3d6e'), colour('#ffc857')]
  const noise = noiseOf('chrome horizon')
  const horizon = 0.665
  return (x, y) => {
    if (y < horizon) {
      let out = mix(top, low, (y / horizon) ** 2)
      const sun = disc(x, y, 0.5, 0.42, 0.27)
      const along = (y - 0.15) / 0.54
      const step = 0.052
      const gap = 0.003 + 0.03 * Math.max(0, along - 0.25)
      const slot = Math.abs((((y - 0.02) / step) % 1) - 0.5) * step - (step - gap) / 2
      out = mix(out, mix(gold, hot, smooth(0.1, 0.95, along)), inside(sun) * inside(slot))
      const ridge = horizon - 0.035 - 0.13 * Math.abs(noise(x * 4.2, 2.5)) - 0.03 * Math.abs(noise(x * 13, 7))
      return mix(out, colour('#0b0614'), inside(ridge - y))
    }
    const down = (y - horizon) / (1 - horizon)
    const depth = 0.055 / (down + 0.045)
    const across = (x - 0.5) * depth * 62
    const blur = 1 / (1 + depth * 2.2)
    const fine = (value: number, width: number) => smooth(width, width * 0.35, Math.abs(value - Math.round(value)))
    const grid = Math.max(fine(across, 0.03 + 0.09 * depth), fine(depth * 7, 0.05 + 0.1 * depth)) * blur
    return mix(mix(colour('#2a0c33'), colour('#0b0614'), down), mix(hot, gold, 0.2), grid * 0.85)
  }
}
