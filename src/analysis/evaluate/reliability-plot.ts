// The reliability plot as an SVG picture: how sure against how often right, one curve for each estimate, dots as large as their bins.

import type { Reliability } from './scores/reliability.ts'

const SIDE = 360
const MARGIN = 48
const COLOURS = ['#2f6f8f', '#b4552d', '#4b7f3a']

/** An SVG file with a curve for each named reliability; the diagonal is a confidence that keeps its word. */
export function reliabilityPlot(ofEach: Readonly<Record<string, Reliability>>): string {
  const size = SIDE + 2 * MARGIN
  const at = (share: number) => MARGIN + share * SIDE
  const curves = Object.entries(ofEach).map(([name, { bins }], i) => {
    const colour = COLOURS[i % COLOURS.length]
    const filled = bins.filter(({ count }) => count > 0)
    const all = filled.reduce((sum, { count }) => sum + count, 0)
    const points = filled.map(({ confidence, right }) => `${at(confidence).toFixed(1)},${at(1 - right).toFixed(1)}`)
    const dots = filled.map(({ confidence, right, count }) => {
      const radius = (3 + 12 * Math.sqrt(count / all)).toFixed(1)
      const title = `${name}: ${count} with confidence ${confidence.toFixed(2)}, ${(100 * right).toFixed(0)} % right`
      return `<circle cx="${at(confidence).toFixed(1)}" cy="${at(1 - right).toFixed(1)}" r="${radius}" fill="${colour}" fill-opacity="0.5"><title>${title}</title></circle>`
    })
    const label = `<text x="${MARGIN + 10}" y="${MARGIN + 20 + 18 * i}" fill="${colour}">${name}</text>`
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${label}`
  })
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${at(share)}" y="${size - MARGIN + 18}" text-anchor="middle">${share}</text><text x="${MARGIN - 8}" y="${at(1 - share) + 4}" text-anchor="end">${share}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" font-family="sans-serif" font-size="13" role="img">
<title>Reliability: confidence against the share that is right</title>
<rect width="${size}" height="${size}" fill="#fff"/>
<rect x="${MARGIN}" y="${MARGIN}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#999"/>
<line x1="${at(0)}" y1="${at(1)}" x2="${at(1)}" y2="${at(0)}" stroke="#999" stroke-dasharray="4 4"/>
${curves.join('\n')}
<g fill="#444">${ticks.join('')}<text x="${at(0.5)}" y="${size - 8}" text-anchor="middle">confidence</text><text transform="translate(14 ${at(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text></g>
</svg>
`
}
