// The title of the story: the year, large, over the covers it is made of, and the two ways in.

import type { YearBody, YearThing } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import type { Period } from './art.tsx'
import { pictureOfThing } from './picture-of.ts'

const COVERS = 12
const YEARS = 5

/** Different covers of all that the cards speak of, tracks and albums before artists, whose pictures they often share. */
export function coversOf({ cards }: YearBody): { of: 'tracks' | 'albums' | 'artists'; id: number }[] {
  const things: YearThing[] = cards.flatMap((card) => card.things)
  const ordered = [...things.filter(({ kind }) => kind !== 'artist'), ...things.filter(({ kind }) => kind === 'artist')]
  const pictures = ordered.flatMap((thing) => pictureOfThing(thing) ?? [])
  const keys = new Set<string>()
  return pictures.filter(({ of, id }) => !keys.has(`${of} ${id}`) && keys.add(`${of} ${id}`)).slice(0, COVERS)
}

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
  const isYear = /^\d{4}$/.test(period.label)
  const others = years.filter(({ year, counted }) => counted > 0 && String(year) !== period.label).slice(0, YEARS)
  return (
    <div className="card-face opening">
      <div className="opening-covers" aria-hidden="true">
        {coversOf(body).map((picture) => (
          <Cover key={`${picture.of} ${picture.id}`} {...picture} eager />
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
  return `${cards.length} ${cards.length === 1 ? 'card' : 'cards'}${whose}${so}, told from your own history on your own machine.${sound}${sparse ? ` ${sparse}` : ''}`
}
