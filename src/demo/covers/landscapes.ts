// Covers with a horizon: hills, water, weather, contours.

import { colour, disc, inside, mix, noiseOf, type Painter, segment, smooth } from './canvas.ts'

/** Slow Weather: bands of mist, each a little nearer, and a sun that hardly gets through. */
export function slowWeather(): Painter {
  const noise = noiseOf('slow weather')
  const sky = [colour('#e9ddd0'), colour('#c7cfd4'), colour('#8fa3b3')]
  const bands = ['#b9c3c9', '#98a8b4', '#76899a', '#566a7d', '#3b4d60'].map(colour)
  const sun = colour('#fff3df')
  return (x, y) => {
    let out = y < 0.45 ? mix(sky[2], sky[1], y / 0.45) : mix(sky[1], sky[0], Math.min(1, (y - 0.45) / 0.3))
    const halo = Math.hypot(x - 0.66, y - 0.33)
    out = mix(out, sun, 0.75 * Math.exp(-halo * 7))
    out = mix(out, sun, inside(disc(x, y, 0.66, 0.33, 0.092)) * 0.9)
    bands.forEach((band, i) => {
      const base = 0.5 + i * 0.095
      const ridge = base + 0.05 * noise(x * (2.2 + i * 0.7) + i * 9, i * 3.7) + 0.018 * noise(x * (7 + i) + i, i * 5.1)
      const depth = smooth(0, 0.16, y - ridge)
      const mist = 0.92 - 0.55 * depth * (i < 4 ? 1 : 0.4)
      out = mix(out, band, inside(ridge - y) * mist)
    })
    return out
  }
}

/** Hedge School: fields folded over each other, ruled by the plough. */
export function hedgeSchool(): Painter {
  const noise = noiseOf('hedge school')
  const sky = [colour('#f3e6c8'), colour('#e8cf9d')]
  const fields = ['#b9b06a', '#8f9a54', '#c58f3f', '#5f7a48', '#8a5a34', '#33513d'].map(colour)
  const dark = colour('#22382d')
  return (x, y) => {
    let out = mix(sky[1], sky[0], smooth(0, 0.45, y))
    out = mix(out, colour('#c8502d'), inside(disc(x, y, 0.27, 0.235, 0.083)))
    fields.forEach((field, i) => {
      const slope = (i % 2 === 0 ? 1 : -1) * (0.1 + 0.02 * i) * (x - 0.5)
      const ridge = 0.36 + i * 0.115 + slope + 0.035 * noise(x * 2.4 + i * 7, i * 2.3)
      const within = inside(ridge - y)
      if (within === 0) return
      const furrows = Math.sin((y - ridge) * (150 - i * 12) + 9 * noise(x * 1.6 + i, y * 1.4) + (i % 2 === 0 ? 26 : -22) * x)
      const ruled = mix(field, dark, 0.16 * smooth(0.1, 0.6, furrows))
      const hedge = smooth(0.012 + 0.006 * noise(x * 60, i), 0.004, y - ridge)
      out = mix(out, mix(ruled, dark, hedge * 0.85), within)
    })
    return out
  }
}

/** Night Pieces: the moon, and what the water makes of it. */
export function nightPieces(): Painter {
  const noise = noiseOf('night pieces')
  const [top, low] = [colour('#0b1226'), colour('#24375c')]
  const [deep, near] = [colour('#16233f'), colour('#070b18')]
  const moon = colour('#f4ead2')
  return (x, y) => {
    const horizon = 0.6
    if (y < horizon) {
      let out = mix(top, low, (y / horizon) ** 1.6)
      const d = Math.hypot(x - 0.5, y - 0.31)
      out = mix(out, colour('#8fa0bd'), 0.35 * Math.exp(-Math.max(0, d - 0.13) * 9))
      const face = mix(moon, colour('#cfc4ae'), 0.45 * smooth(-0.1, 0.7, noise(x * 11, y * 11) + 0.6 * noise(x * 23 + 5, y * 23)))
      return mix(out, face, inside(d - 0.135))
    }
    const down = (y - horizon) / (1 - horizon)
    let out = mix(deep, near, down)
    const row = Math.floor(down ** 0.62 * 26)
    const rowMiddle = ((row + 0.5) / 26) ** (1 / 0.62)
    const height = 0.0052 + 0.004 * rowMiddle
    const width = (0.03 + 0.13 * Math.abs(noise(row * 0.9, 3.3)) + 0.1 * rowMiddle) * (1 - 0.35 * rowMiddle)
    const shift = 0.035 * noise(row * 1.7, 8.1) * (0.4 + rowMiddle)
    const lineY = horizon + rowMiddle * (1 - horizon)
    const line = segment(x, y, 0.5 + shift - width, lineY, 0.5 + shift + width, lineY, height)
    out = mix(out, moon, inside(line) * (0.95 - 0.55 * rowMiddle))
    return mix(out, colour('#3a4f78'), 0.5 * smooth(0.006, 0, y - horizon))
  }
}

/** Cartographies: heights of an island nobody has seen, and the way there. */
export function cartographies(): Painter {
  const noise = noiseOf('cartographies')
  const [sea, shallow, paper, high] = ['#123240', '#1f5260', '#e8d9b5', '#c9a866'].map(colour)
  const ink = colour('#43321f')
  const red = colour('#c2402a')
  const heightAt = (x: number, y: number) => {
    const island = 0.62 - 1.9 * ((x - 0.56) ** 2 + (y - 0.46) ** 2) ** 0.72
    return island + 0.2 * noise(x * 3.1, y * 3.1) + 0.1 * noise(x * 6.7 + 4, y * 6.7) + 0.04 * noise(x * 15, y * 15 + 9)
  }
  const route = Array.from({ length: 25 }, (_, i): [number, number] => {
    const t = i / 24
    return [0.06 + 0.4 * t + 0.05 * Math.sin(t * 7), 0.94 - 0.4 * t ** 1.4 + 0.025 * Math.sin(t * 11)]
  })
  return (x, y) => {
    const height = heightAt(x, y)
    const slope = Math.hypot(heightAt(x + 0.002, y) - height, heightAt(x, y + 0.002) - height) / 0.002
    const lineAt = (step: number) => {
      const off = Math.abs(height / step - Math.round(height / step)) * step
      return off / Math.max(0.15, slope)
    }
    const land = smooth(0, 0.004 * Math.max(0.4, slope), height)
    let out = mix(mix(sea, shallow, smooth(-0.45, 0, height)), mix(paper, high, smooth(0.05, 0.62, height)), land)
    if (height > 0) out = mix(out, ink, inside(lineAt(0.045) - 0.0007) * 0.6)
    else out = mix(out, colour('#6fa3a6'), inside(lineAt(0.07) - 0.0005) * 0.45 * smooth(-0.5, 0, height))
    if (height > 0) out = mix(out, ink, inside(lineAt(0.225) - 0.0014) * 0.75)
    out = mix(out, ink, inside(Math.abs(height) / Math.max(0.15, slope) - 0.0022))
    for (let i = 0; i + 1 < route.length; i += 2) out = mix(out, red, inside(segment(x, y, ...route[i], ...route[i + 1], 0.0042)))
    const [ex, ey] = route[24]
    const cross = Math.min(
      segment(x, y, ex - 0.02, ey - 0.02, ex + 0.02, ey + 0.02, 0.0055),
      segment(x, y, ex - 0.02, ey + 0.02, ex + 0.02, ey - 0.02, 0.0055),
    )
    return mix(out, red, inside(cross))
  }
}
