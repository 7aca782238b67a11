// Colours for drawn covers, in OKLCH (Ottosson 2020): equal steps look equal, so a palette keeps its balance at any hue.

/** sRGB as #rrggbb of a lightness (0 to 1), chroma (0 to about 0.3) and hue (degrees); chroma is lowered until the colour exists. */
export function oklch(lightness: number, chroma: number, hueDeg: number): string {
  for (let c = chroma; ; c -= 0.01) {
    const rgb = linearRgb(lightness, Math.max(0, c), hueDeg)
    if (c <= 0 || rgb.every((value) => value >= -0.0005 && value <= 1.0005)) return `#${rgb.map(hex).join('')}`
  }
}

function linearRgb(lightness: number, chroma: number, hueDeg: number): number[] {
  const a = chroma * Math.cos((hueDeg * Math.PI) / 180)
  const b = chroma * Math.sin((hueDeg * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function hex(linear: number): string {
  const clipped = Math.min(1, Math.max(0, linear))
  const gamma = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055
  return Math.round(gamma * 255)
    .toString(16)
    .padStart(2, '0')
}
