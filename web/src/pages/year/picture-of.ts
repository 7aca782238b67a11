// Which picture a thing of a card has, and the hue that a card takes from it or from what it tells.

import { useEffect, useState } from 'react'
import type { YearCard, YearThing } from '../../../../src/server/contract.ts'
import { type CoverOf, coverUrl } from '../../kit/cover.tsx'
import { pixelsOf } from '../../theme/accent.ts'
import { dominant } from '../../theme/colour.ts'

/** Its own picture; that of a track of it where a genre has none. */
export function pictureOfThing({ kind, id, trackId }: Pick<YearThing, 'kind' | 'id' | 'trackId'>): { of: CoverOf; id: number } | null {
  if (kind === 'artist') return { of: 'artists', id }
  if (kind === 'album') return { of: 'albums', id }
  return trackId === null ? null : { of: 'tracks', id: trackId }
}

export function urlOfThing(thing: Pick<YearThing, 'kind' | 'id' | 'trackId'>): string | null {
  const picture = pictureOfThing(thing)
  return picture && coverUrl(picture.of, picture.id)
}

/** Hue in degrees and strength (0 to 1) of the colours of a card. */
export interface Tint {
  readonly hue: number
  readonly strength: number
}

const OWN: Readonly<Record<YearCard['kind'], number>> = {
  time: 72,
  artist: 40,
  tracks: 55,
  album: 30,
  discovery: 165,
  clock: 290,
  days: 145,
  binge: 10,
  return: 230,
  skips: 255,
  sound: 300,
  'deep-cuts': 222,
  variety: 195,
  summary: 72,
}

/** Hues of the hours, as they have them everywhere: indigo at night, rose at dawn, amber by day, copper in the evening. */
const hueOfHour = (hour: number): number => (hour < 6 || hour >= 22 ? 288 : hour < 9 ? 352 : hour < 17 ? 78 : hour < 20 ? 50 : 345)

/** The tint of a card without a cover: by what it tells. */
export function ownTint({ kind, chart }: Pick<YearCard, 'kind' | 'chart'>): Tint {
  if (chart?.shape === 'hours') return { hue: hueOfHour(chart.peak), strength: 1 }
  if (chart?.shape === 'keys') {
    const best = chart.keys.reduce((top, one, at) => (one.counted > chart.keys[top].counted ? at : top), 0)
    return { hue: (best >> 1) * 30, strength: 1 }
  }
  return { hue: OWN[kind], strength: 1 }
}

/** The cover a card takes its colours from; null where it speaks of none. */
export const coverOfCard = ({ things, kind }: Pick<YearCard, 'things' | 'kind'>): string | null =>
  things.length === 0 || kind === 'skips' ? null : urlOfThing(things[0])

const known = new Map<string, Tint>()

/** The tint of a picture once it has loaded; `own` until then, and where the picture has no colour. */
export function useTint(url: string | null, own: Tint): Tint {
  const [tint, setTint] = useState<{ url: string; tint: Tint } | null>(null)
  useEffect(() => {
    if (url === null || known.has(url)) return
    const image = new Image()
    let wanted = true
    image.onload = () => {
      const colour = dominant(pixelsOf(image))
      known.set(url, colour ? { hue: Math.round(colour.h), strength: Math.min(1, 0.55 + colour.c * 4) } : { ...own, strength: 0.35 })
      if (wanted) setTint({ url, tint: known.get(url)! })
    }
    image.src = url
    return () => {
      wanted = false
    }
  }, [url, own])
  return (url !== null && (known.get(url) ?? (tint?.url === url ? tint.tint : null))) || own
}
