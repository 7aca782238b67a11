// "Your year": a time told as a story of cards, and the same cards as a list to read.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { YearBody } from '../../../../src/server/contract.ts'
import { insightsQuery } from '../../api/insights.ts'
import { useListener } from '../../api/listener.ts'
import { yearQuery, yearsQuery } from '../../api/year.ts'
import { Button } from '../../kit/button.tsx'
import { Empty, Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { dayIn, readPeriod } from '../insights/period.ts'
import { PeriodPicker } from '../insights/pickers.tsx'
import { CardList } from './card-list.tsx'
import type { YearSearch } from './search.ts'
import { Story } from './story.tsx'
import './year.css'

const route = getRouteApi('/year')
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

export function Year() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const user = useListener()
  const today = dayIn(Date.now(), ZONE)
  const periodText = search.period === undefined ? undefined : String(search.period)
  const wish = useMemo(() => {
    const { from, to } = readPeriod(periodText, today)
    return { user, zone: ZONE, ...(from ? { from, to } : {}) }
  }, [periodText, today, user])
  const year = useQuery(yearQuery(wish))
  const years = useQuery(yearsQuery({ user, zone: ZONE }))
  const go = (change: YearSearch) =>
    void navigate({ search: (before: YearSearch) => ({ ...before, ...change }), replace: true, resetScroll: false })
  const pick = (period: string | number) => go({ period, card: undefined })

  if (year.error) return <Fault error={year.error} what="Your year" retry={() => void year.refetch()} page />
  const { data: body } = year
  if (!body) return <Waiting />
  if (body.period === null)
    return (
      <Empty
        page
        title="No year to tell yet"
        action={
          <Link to="/import" className="button button-filled">
            Import a history
          </Link>
        }
      >
        A story of your year would be here, some minutes after an import: its hours, its artist, its days, and what it sounded like.
      </Empty>
    )
  const { period } = body
  const tells = body.cards.length > 0
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{period.title}</h1>
          <p>{headWords(body)}</p>
        </div>
        {tells ? (
          <Button filled icon="play" onClick={() => go({ as: undefined, card: undefined })} data-testid="open-story">
            Open the story
          </Button>
        ) : null}
      </header>
      <Pickers text={periodText ?? period.label} user={user} today={today} onPick={pick} />
      {tells ? (
        <CardList body={body} period={period} />
      ) : (
        <Empty title={body.sparse ?? 'Nothing to tell'}>Choose another time: your listens are all still there.</Empty>
      )}
      {tells && search.as !== 'list' ? (
        <Story
          key={period.label}
          body={body}
          period={period}
          at={Math.min(search.card ?? 0, body.cards.length)}
          onGo={(at) => go({ card: at === 0 ? undefined : at })}
          onClose={() => go({ as: 'list', card: undefined })}
          years={years.data?.years ?? []}
          onYear={pick}
        />
      ) : null}
    </>
  ) // biome-ignore format: as it is
}

const headWords = ({ cards, period, sparse }: YearBody): string =>
  sparse ?? `${cards.length} cards${period?.isOpen ? ', so far' : ''}. Hours as in ${ZONE.replaceAll('_', ' ')}.`

/** The time the story tells of: any year, month, or days. */
function Pickers({
  text,
  user,
  today,
  onPick,
}: {
  text: string
  user: string | null
  today: string
  onPick: (period: string | number) => void
}) {
  const { data } = useQuery(insightsQuery(user))
  if (!data || data.firstMs === null || data.lastMs === null) return null
  const { firstMs, lastMs } = data
  // "All time" has no name of its own in the address here: it is from the first day to the last.
  const pick = (period: string | undefined) => onPick(period ?? `${dayIn(firstMs, ZONE)}..${dayIn(lastMs, ZONE)}`)
  return (
    <div className="year-pickers">
      <PeriodPicker text={text} today={today} zone={ZONE} catalogue={{ firstMs, lastMs }} onPick={(period) => pick(period)} />
      <Link to="/insights" search={/^\d{4}$/.test(text) ? { period: Number(text) } : { period: text }} className="year-link">
        The same time in Insights
      </Link>
    </div>
  )
}

const Waiting = () => (
  <>
    <header className="page-head">
      <div>
        <h1>Your year</h1>
        <p>A story of what you heard</p>
      </div>
    </header>
    <Loading what="your year">
      <Skeleton height="24rem" />
    </Loading>
  </>
)
