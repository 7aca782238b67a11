// Draws the cover of an album.

import type { Painter } from './canvas.ts'
import { paint } from './canvas.ts'
import { gridStudies, lowTideDub, undertow, varanda, waltzes } from './geometries.ts'
import { cartographies, hedgeSchool, nightPieces, slowWeather } from './landscapes.ts'
import { chromeHorizon, lastTrainOut, rainOnTheSkylight, tidalRooms } from './rooms.ts'

/** Painter and grain (0 none to about 0.1) by album. */
const COVERS: Readonly<Record<string, readonly [paint: () => Painter, grain: number]>> = {
  'last-train-out': [lastTrainOut, 0.05],
  undertow: [undertow, 0.03],
  'slow-weather': [slowWeather, 0.05],
  'tidal-rooms': [tidalRooms, 0.04],
  'rain-on-the-skylight': [rainOnTheSkylight, 0.06],
  'waltzes-for-an-empty-ballroom': [waltzes, 0.05],
  'chrome-horizon': [chromeHorizon, 0.04],
  'hedge-school': [hedgeSchool, 0.06],
  'night-pieces': [nightPieces, 0.06],
  varanda: [varanda, 0.04],
  'low-tide-dub': [lowTideDub, 0.06],
  'grid-studies': [gridStudies, 0.03],
  cartographies: [cartographies, 0.04],
}

/** The pixels of an album's cover, COVER_SIZE squared, three bytes each. */
export function drawCover(albumId: string): Uint8Array {
  const cover = COVERS[albumId]
  if (!cover) throw new Error(`No cover for ${albumId}`)
  return paint(cover[0](), { seed: albumId, grain: cover[1] })
}
