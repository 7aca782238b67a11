// Taking the picture of the year along: as a file, or through the system's own share sheet. Nothing leaves by itself.

import { useState } from 'react'
import type { YearBody } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import type { Tint } from './picture-of.ts'
import { POSTER_SIZE, type PosterShape, YearPoster } from './poster.tsx'

const SHAPES = [
  { value: 'tall', label: 'Tall' },
  { value: 'square', label: 'Square' },
] as const

/** Whether this browser can hand a picture to the system's share sheet. */
const canShare = (): boolean =>
  typeof navigator.canShare === 'function' && navigator.canShare({ files: [new File([''], 'year.png', { type: 'image/png' })] })

/** Chooses the shape of the picture, and gives it along. */
export function SharePicture({
  body,
  tint,
  shape,
  onShape,
}: {
  body: YearBody
  tint: Tint
  shape: PosterShape
  onShape: (shape: PosterShape) => void
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const name = `deepcut-${(body.period?.label ?? 'year').replaceAll(' ', '-').toLowerCase()}-${shape}`

  async function take(as: 'png' | 'svg', give: 'save' | 'share'): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      const { pictureOf, save } = await import('../../charts/take-picture.tsx')
      const blob = await pictureOf(<YearPoster body={body} tint={tint} shape={shape} />, as, 1)
      if (give === 'save') save(blob, `${name}.${as}`)
      else await navigator.share({ title: body.period?.title, files: [new File([blob], `${name}.${as}`, { type: blob.type })] })
    } catch (error) {
      // Closing the share sheet is no fault.
      if (!(error instanceof DOMException && error.name === 'AbortError'))
        setProblem(error instanceof Error ? error.message : 'The picture could not be made.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="year-share">
      <Segmented label="Shape of the picture" value={shape} options={SHAPES} onChange={onShape} />
      <div className="year-share-acts">
        <Button filled disabled={busy} onClick={() => void take('png', 'save')} data-testid="save-png">
          Save as PNG
        </Button>
        <Button disabled={busy} onClick={() => void take('svg', 'save')} data-testid="save-svg">
          Save as SVG
        </Button>
        {canShare() ? (
          <Button disabled={busy} onClick={() => void take('png', 'share')}>
            Share
          </Button>
        ) : null}
      </div>
      <p className="year-share-note" role="status">
        {problem ?? (busy ? 'Drawing the picture …' : `${POSTER_SIZE[shape].join(' × ')}, drawn here. It goes nowhere unless you send it.`)}
      </p>
    </div>
  )
}
