// The title of the story: the year, large, over the covers it is made of, and the two ways in.

import type { YearBody } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import type { Period } from './art.tsx'

const COVERS = 12
const YEARS = 5

export function Opening({
  body,
  period,
  years,
  onYear,
  sounding,
  onPlay,
  onLook,
}: {
  body: YearBody
  period: Period
  years: readonly { readonly year: number; readonly counted: number }[]
  onYear: (year: number) => void
  sounding: number
  onPlay: () => void
  onLook: () => void
}) {
  const covers = body.coverTrackIds.slice(0, COVERS)
  const isYear = /^\d{4}$/.test(period.label)
  const others = years.filter(({ year, counted }) => counted > 0 && String(year) !== period.label).slice(0, YEARS)
  return (
    <div className="card-face opening">
      <div className="opening-covers" aria-hidden="true">
        {covers.map((id) => (
          <Cover key={id} of="tracks" id={id} eager />
        ))}
      </div>
      <div className="card-words">
        <p className="card-name">{isYear ? 'Your year in music' : 'Your music'}</p>
        <h1 className={isYear ? 'opening-year' : 'opening-span'}>{period.label}</h1>
        <p className="card-detail">{titleWords(body, period, sounding)}</p>
        <div className="opening-acts">
          <Button filled icon="play" onClick={onPlay} data-testid="story-play">
            {sounding > 0 ? 'Play with its soundtrack' : 'Play the story'}
          </Button>
          <Button onClick={onLook}>Look through it</Button>
        </div>
        {others.length > 0 ? (
          <p className="opening-years">
            <span>Another year:</span>
            {others.map(({ year }) => (
              <button type="button" key={year} onClick={() => onYear(year)}>
                {year}
              </button>
            ))}
          </p>
        ) : null}
      </div>
    </div>
  )
}

function titleWords({ cards, listener, sparse }: YearBody, { isOpen }: Period, sounding: number): string {
  const so = isOpen ? ', so far' : ''
  const whose = listener === 'me' ? '' : ` of ${listener}`
  const sound = sounding > 0 ? ` ${sounding === cards.length ? 'All' : sounding} of them sound, from your own files.` : ''
  return `${cards.length} ${cards.length === 1 ? 'card' : 'cards'}${whose}${so}, told from your own history.${sound}${sparse ? ` ${sparse}` : ''}`
}
