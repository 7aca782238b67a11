// Insights: what a listening life looks like, in any period; one question a chart, asked for as it scrolls in.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { insightQuery, insightsQuery } from '../../api/insights.ts'
import { useListener } from '../../api/listener.ts'
import { statusQuery } from '../../api/queries.ts'
import { Button } from '../../kit/button.tsx'
import { Empty, Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { dayIn, readPeriod } from './period.ts'
import { Choice, PeriodPicker } from './pickers.tsx'
import { type Looking, LookingContext, useLooking } from './scope.ts'
import type { InsightSearch } from './search.ts'
import { CompareSection, HowSection, NewAndOldSection, SECTIONS, SoundSection, WhatSection, WhenSection } from './sections.tsx'
import { Totals } from './totals.tsx'
import { fileName } from './words.ts'
import './insights.css'

const route = getRouteApi('/insights')
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

export function Insights() {
  const search = route.useSearch()
  const chosen = useListener()
  const user = search.who ?? chosen
  const catalogue = useQuery(insightsQuery(user))
  const today = dayIn(Date.now(), ZONE)
  const { data } = catalogue
  const periodText = search.period === undefined ? undefined : String(search.period)
  const looking = useMemo((): Looking | null => {
    if (!data) return null
    const period = readPeriod(periodText, today)
    const { from, to } = period
    return {
      catalogue: data,
      period,
      scope: { user, ...(from ? { from, to } : {}), zone: ZONE, ...(search.source ? { source: search.source } : {}) },
    }
  }, [data, periodText, search.source, user, today])
  if (catalogue.error) return <Fault error={catalogue.error} what="Insights" retry={() => void catalogue.refetch()} page />
  if (!looking) return <Waiting />
  if (looking.catalogue.firstMs === null)
    return (
      <Empty
        page
        title="Nothing to look back on yet"
        action={
          <Link to="/import" className="button button-filled">
            Import a history
          </Link>
        }
      >
        When you listen, what you stay with and what you skip would be here. Import an export of yours, or play something.
      </Empty>
    )
  return (
    <LookingContext value={looking}>
      <Head looking={looking} search={search} today={today} />
      <Body />
    </LookingContext>
  )
}

function Head({ looking, search, today }: { looking: Looking; search: InsightSearch; today: string }) {
  const navigate = route.useNavigate()
  const { data: status } = useQuery(statusQuery)
  const people = status?.listeners ?? []
  const { sources } = looking.catalogue
  const go = (change: InsightSearch) => void navigate({ search: (before: InsightSearch) => ({ ...before, ...change }), resetScroll: false })
  return (
    <>
      <header className="page-head insights-head">
        <div>
          <h1>Insights</h1>
          <p>{`What your listening tells. Hours as in ${ZONE.replaceAll('_', ' ')}.`}</p>
        </div>
        <Link to="/year" className="button">
          Your year
        </Link>
      </header>
      <div className="insights-bar">
        <div className="pickers">
          {people.length > 1 ? (
            <Choice
              label="Whose listens"
              value={looking.scope.user ?? people[0].name}
              options={people.map(({ name }) => ({ value: name, label: name }))}
              onPick={(who) => go({ who, source: undefined })}
            />
          ) : null}
          {sources.length > 1 ? (
            <Choice
              label="From which source"
              value={`${search.source ?? ''}`}
              options={[
                { value: '', label: 'All sources' },
                ...sources.map(({ id, label }) => ({ value: `${id}`, label: fileName(label) })),
              ]}
              onPick={(source) => go({ source: source === '' ? undefined : Number(source) })}
            />
          ) : null}
          <PeriodPicker
            text={search.period === undefined ? undefined : String(search.period)}
            today={today}
            zone={ZONE}
            catalogue={looking.catalogue}
            onPick={(period) => go({ period: period && /^\d{4}$/.test(period) ? Number(period) : period })}
          />
        </div>
        <nav className="insights-nav" aria-label="Parts of this page">
          {SECTIONS.map(({ id, label }) => (
            <a key={id} href={`#${id}`}>
              {label}
            </a>
          ))}
        </nav>
      </div>
    </>
  )
}

/** The page below its head: the totals; all the rest only where there is something to tell. */
function Body() {
  const { scope, period } = useLooking()
  const navigate = route.useNavigate()
  const totals = useQuery(insightQuery('totals', scope))
  if (totals.error) return <Fault error={totals.error} what="The totals" retry={() => void totals.refetch()} />
  if (totals.data?.trust.listens === 0)
    return (
      <Empty
        title={`Nothing was heard ${period.within}`}
        action={
          <Button
            filled
            onClick={() => void navigate({ search: (before: InsightSearch) => ({ ...before, period: undefined, source: undefined }) })}
          >
            Look at all time
          </Button>
        }
      >
        Choose another time or another source: your listens are all still there.
      </Empty>
    )
  return (
    <>
      <Totals answer={totals.data} zone={scope.zone} />
      <WhenSection />
      <WhatSection />
      <HowSection />
      <NewAndOldSection />
      <SoundSection />
      <CompareSection />
    </>
  )
}

const Waiting = () => (
  <>
    <header className="page-head">
      <div>
        <h1>Insights</h1>
        <p>What your listening tells</p>
      </div>
    </header>
    <Loading what="your listening">
      <Skeleton height="20rem" />
    </Loading>
  </>
)
