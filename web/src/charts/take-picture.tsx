// Saves a chart as an SVG or a PNG that needs nothing else: colours as sRGB, the font and the covers inside. Loaded when first asked for.

import figtree from '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url'
import type { ComponentProps, ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Poster } from './poster.tsx'

/** How large a PNG is drawn: for sharp screens. */
const PNG_SCALE = 2
const STYLES = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'opacity', 'text-anchor', 'font-size', 'font-weight', 'letter-spacing', 'clip-path'] // biome-ignore format: a list
const PLAIN: Readonly<Record<string, string>> = { opacity: '1', 'stroke-dasharray': 'none', 'stroke-linejoin': 'miter', 'stroke-linecap': 'butt', 'letter-spacing': 'normal', 'clip-path': 'none' } // biome-ignore format: a list

/** Draws the poster out of sight, makes it self-contained, and offers it as a download named `name`. */
export const takePicture = async (poster: ComponentProps<typeof Poster>, name: string, as: 'svg' | 'png'): Promise<void> =>
  save(await pictureOf(<Poster {...poster} />, as, PNG_SCALE), `${name}.${as}`)

/** An SVG element out of sight as a picture that needs nothing else; a PNG is drawn at `scale` times its size. */
export async function pictureOf(drawing: ReactElement, as: 'svg' | 'png', scale: number): Promise<Blob> {
  const host = document.createElement('div')
  host.style.cssText = 'position:fixed;left:-10000px;top:0;font-size:16px'
  document.body.append(host)
  const root = createRoot(host)
  try {
    flushSync(() => root.render(drawing))
    const text = await standalone(host.querySelector('svg')!)
    return as === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await painted(text, host.querySelector('svg')!, scale)
  } finally {
    root.unmount()
    host.remove()
  }
}

/** The markup of a live SVG with every style written into it. */
async function standalone(live: SVGSVGElement): Promise<string> {
  const copy = live.cloneNode(true) as SVGSVGElement
  const from = [...live.querySelectorAll<SVGElement>('*')]
  const to = [...copy.querySelectorAll<SVGElement>('*')]
  const colour = colourReader()
  from.forEach((element, at) => {
    const computed = getComputedStyle(element)
    const written = STYLES.flatMap((name) => {
      const value = computed.getPropertyValue(name)
      if (value === '' || value === PLAIN[name]) return []
      return [`${name}:${name === 'fill' || name === 'stroke' ? colour(value) : value}`]
    })
    to[at].removeAttribute('class')
    if (element instanceof SVGTextContentElement || element instanceof SVGGeometryElement || element instanceof SVGImageElement)
      to[at].setAttribute('style', written.join(';'))
  })
  await Promise.all(to.map(async (element) => element instanceof SVGImageElement && inline(element)))
  copy.removeAttribute('class')
  copy.setAttribute('font-family', 'Figtree, system-ui, sans-serif')
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  const font = await dataUrl(figtree)
  style.textContent = `text{font-variant-numeric:tabular-nums}${font ? `@font-face{font-family:Figtree;font-weight:300 900;src:url(${font}) format("woff2")}` : ''}`
  copy.prepend(style)
  return new XMLSerializer().serializeToString(copy)
}

/** Any CSS colour as #rrggbb, as older viewers read it; none and transparent stay what they are. */
function colourReader(): (css: string) => string {
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  const known = new Map<string, string>()
  const read = (css: string) => {
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = css
    pen.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data
    return a === 255
      ? `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
      : `rgba(${r},${g},${b},${(a / 255).toFixed(3)})`
  }
  return (css) => {
    if (css === 'none') return css
    const before = known.get(css)
    if (before !== undefined) return before
    const found = read(css)
    known.set(css, found)
    return found
  }
}

/** A cover goes into the picture; one that is missing leaves its empty square. */
async function inline(image: SVGImageElement): Promise<void> {
  const data = await dataUrl(image.getAttribute('href') ?? '')
  if (data) image.setAttribute('href', data)
  else image.remove()
}

async function dataUrl(url: string): Promise<string | null> {
  const response = await fetch(url).catch(() => null)
  if (!response?.ok) return null
  const blob = await response.blob()
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => resolve(null)
    reader.readAsDataURL(blob)
  })
}

async function painted(text: string, live: SVGSVGElement, scale: number): Promise<Blob> {
  const image = new Image()
  const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve()
    image.onerror = () => reject(new Error('This browser could not draw the picture. The SVG works everywhere.'))
    image.src = url
  })
  await image.decode().catch(() => {})
  const canvas = document.createElement('canvas')
  canvas.width = live.width.baseVal.value * scale
  canvas.height = live.height.baseVal.value * scale
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('This browser could not make a PNG. The SVG works everywhere.'))),
      'image/png',
    ),
  )
}

/** Offers a picture as a download. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
