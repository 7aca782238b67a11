// The history: totals, two questions answered by pictures, and every listen by day.

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import type { Stats } from '../../../../src/server/contract.ts'
import { useListener } from '../../api/listener.ts'
import { askListens, statsQuery } from '../../api/queries.ts'
import { countOf, formatCount, formatDate, formatDay, formatSpan } from '../../kit/format.ts'
import { Empty, Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { byDay, type Day } from './by-day.ts'
import { HistoryRow } from './history-row.tsx'
import { Months } from './months.tsx'
import { PlayingNow } from './playing-now.tsx'
import { Week } from './week.tsx'
import './history.css'

export function History() {
  const user = useListener()
  const stats = useQuery(statsQuery(user))
  const pages = useInfiniteQuery({
    queryKey: ['listens', 'rows', user],
    queryFn: ({ pageParam }) => askListens(user, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextBeforeMs,
  })
  const days = useMemo(() => byDay(pages.data?.pages.flatMap((page) => page.items) ?? []), [pages.data])
  return (
    <>
      <header className="page-head">
        <div>
          <h1>History</h1>
          <p>
            {stats.data?.firstMs ? `Everything you played since ${formatDate(stats.data.firstMs, Date.now())}` : 'Everything you played'}
          </p>
        </div>
        {stats.data && stats.data.listens > 0 ? (
          <Link to="/year" className="button">
            Your year
          </Link>
        ) : null}
      </header>
      <PlayingNow />
      {stats.data && stats.data.listens > 0 ? <Totals stats={stats.data} /> : null}
      {pages.isPending ? (
        <Loading what="your history">
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <div key={key} style={{ padding: '0.5rem 0' }}>
              <Skeleton height="2.5rem" />
            </div>
          ))}
        </Loading>
      ) : pages.error && days.length === 0 ? (
        <Fault error={pages.error} what="The history" retry={() => void pages.refetch()} />
      ) : days.length === 0 ? (
        <Empty
          title="No listens yet"
          action={
            <Link to="/import" className="button button-filled">
              Import a history
            </Link>
          }
        >
          Every playback would be here by day, however short. Import your Spotify export, or play something: it appears at once.
        </Empty>
      ) : (
        <>
          {days.map((day) => (
            <DayList key={day.startMs} day={day} />
          ))}
          <More more={pages.hasNextPage} busy={pages.isFetchingNextPage} fetch={() => void pages.fetchNextPage()} />
        </>
      )}
    </>
  )
}

function Totals({ stats }: { stats: Stats }) {
  const numbers: readonly (readonly [string, string, string])[] = [
    [formatSpan(stats.msPlayed), 'of sound', `${formatCount(Math.round(stats.msPlayed / 3_600_000))} hours`],
    [formatCount(stats.countedListens), 'counted listens', 'At least 30 s, or half the track, or to the end'],
    [formatCount(stats.skips), 'skipped', 'Ended early by you'],
    [formatCount(stats.distinctTracks), `tracks by ${countOf(stats.distinctArtists, 'artist')}`, ''],
  ]
  return (
    <>
      <dl className="totals">
        {numbers.map(([value, name, exact]) => (
          <div key={name} title={exact || undefined}>
            <dt className="small quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="history-charts">
        <Week hours={stats.byHourOfWeek} />
        <Months months={stats.byMonth} />
      </div>
      <p className="history-more">
        <Link to="/insights">All insights: what you play, skip and forget</Link>
      </p>
    </>
  )
}

function DayList({ day }: { day: Day }) {
  const playedMs = day.listens.reduce((sum, listen) => sum + (listen.msPlayed ?? 0), 0)
  return (
    <section className="day">
      <h2>
        {formatDay(day.startMs, Date.now())}
        <span className="small quiet">{`${countOf(day.listens.length, 'listen')}, ${formatSpan(playedMs)}`}</span>
      </h2>
      <ol>
        {day.listens.map((listen) => (
          <HistoryRow key={listen.id} listen={listen} />
        ))}
      </ol>
    </section>
  )
}

/** Fetches the next page when its foot comes near. */
function More({ more, busy, fetch }: { more: boolean; busy: boolean; fetch: () => void }) {
  const foot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = foot.current
    if (!element || !more || busy) return
    const watch = new IntersectionObserver(([entry]) => entry.isIntersecting && fetch(), { rootMargin: '800px' })
    watch.observe(element)
    return () => watch.disconnect()
  }, [more, busy, fetch])
  return (
    <div ref={foot} className="history-foot small quiet" role="status">
      {busy ? 'Fetching earlier listens …' : more ? '' : 'That is where your history begins.'}
    </div>
  )
}
