// A job: draws the cover of one album.

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { COVER_SIZE } from './covers/canvas.ts'
import { drawCover } from './covers/draw.ts'
import { encodePng } from './png.ts'

export interface CoverInput {
  readonly albumId: string
  readonly path: string
  readonly marker: string
}

/** Draws one cover to its path. */
export default async function drawCoverFile({ albumId, path, marker }: CoverInput): Promise<void> {
  const png = encodePng(drawCover(albumId), COVER_SIZE, COVER_SIZE, marker)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, png)
  await rename(`${path}.part`, path)
}
