// The parts of the page: when, what, how, new and old, sound, compare.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useCallback, useState } from 'react'
import type { InsightOf } from '../../../../src/server/contract.ts'
import type { InsightWish } from '../../api/insights.ts'
import { statusQuery } from '../../api/queries.ts'
import { Button } from '../../kit/button.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { againstOptions, againstWish } from './against.ts'
import { Insight } from './insight.tsx'
import { compareParts } from './parts/compare.ts'
import { completionParts, sessionsParts, skipColumns, skipRows, splitParts } from './parts/how.ts'
import {
  bingesParts,
  discoveryParts,
  diversityParts,
  firstLovesParts,
  forgottenParts,
  loyaltyParts,
  obscurityParts,
} from './parts/new-and-old.ts'
import { energyParts, moodParts, tempoParts, wheelParts } from './parts/sound.ts'
import { type RankingName, rankingParts, rankingQuestion } from './parts/what.ts'
import { calendarParts, clockParts, monthsAnswer, monthsParts, monthsQuestion, streaksParts, yearsOf } from './parts/when.ts'
import { yearsWithin } from './period.ts'
import { Choice } from './pickers.tsx'
import { useLooking } from './scope.ts'
import type { InsightSearch } from './search.ts'

export const SECTIONS = [
  { id: 'when', label: 'When' },
  { id: 'what', label: 'What' },
  { id: 'how', label: 'How' },
  { id: 'new-and-old', label: 'New and old' },
  { id: 'sound', label: 'Sound' },
  { id: 'compare', label: 'Compare' },
] as const

function Section({ id, label, beside, children }: { id: string; label: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section id={id} className="insights-section" aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{label}</h2>
        {beside}
      </header>
      <div className="insights-grid">{children}</div>
    </section>
  )
}

const YEARS_SHOWN = 4

export function WhenSection() {
  const [allYears, setAllYears] = useState(false)
  const readYears = useCallback((answer: InsightOf<'calendar'>) => calendarParts(answer, allYears ? 100 : YEARS_SHOWN), [allYears])
  return (
    <Section id="when" label="When">
      <Insight name="calendar" own="months" questionOf={monthsQuestion} answerOf={monthsAnswer} read={monthsParts} layout="wide" />
      <Insight name="clock" read={clockParts} layout="pair" height={18} />
      <Insight
        name="calendar"
        read={readYears}
        layout="wide"
        height={18}
        foot={(answer) =>
          yearsOf(answer) > YEARS_SHOWN ? (
            <Button onClick={() => setAllYears(!allYears)}>
              {allYears ? 'Show only the latest years' : `Show all ${yearsOf(answer)} years`}
            </Button>
          ) : null
        }
      />
      <Insight name="streaks" read={streaksParts} />
      <Insight name="sessions" read={sessionsParts} height={24} />
    </Section>
  )
}

type By = 'counted' | 'time' | 'skipped'
type Order = 'most' | 'least'
const BY: readonly { value: By; label: string }[] = [
  { value: 'counted', label: 'Listens' },
  { value: 'time', label: 'Time' },
  { value: 'skipped', label: 'Skips' },
]
const ORDER: readonly { value: Order; label: string }[] = [
  { value: 'most', label: 'Most' },
  { value: 'least', label: 'Least' },
]
const SHORT = 6
const LONG = 50

export function WhatSection() {
  const [by, setBy] = useState<By>('counted')
  const [order, setOrder] = useState<Order>('most')
  return (
    <Section
      id="what"
      label="What"
      beside={
        <div className="insights-beside">
          <Segmented label="Order" value={order} options={ORDER} onChange={setOrder} />
          <Segmented label="Measured by" value={by} options={BY} onChange={setBy} />
        </div>
      }
    >
      <Ranking name="top-artists" by={by} order={order} />
      <Ranking name="top-tracks" by={by} order={order} />
      <Ranking name="top-albums" by={by} order={order} />
      <Ranking name="top-genres" by={by} order={order} />
    </Section>
  )
}

function Ranking({ name, by, order }: { name: RankingName; by: By; order: Order }) {
  const [long, setLong] = useState(false)
  const wish: InsightWish = { by, order, count: long ? LONG : SHORT }
  return (
    <Insight
      name={name}
      read={rankingParts}
      questionOf={() => rankingQuestion(name, by, order)}
      layout={long ? 'wide' : 'half'}
      wish={wish}
      height={22}
      foot={({ data }) =>
        data.total > SHORT ? (
          <Button onClick={() => setLong(!long)}>{long ? 'Show fewer' : `Show the first ${Math.min(LONG, data.total)}`}</Button>
        ) : null
      }
    />
  )
}

/** All skip charts begin with the same sentence; theirs is the second. */
const closer = ({ summary }: { readonly summary: readonly string[] }): string => summary[1] ?? summary[0] ?? ''

const ARTIST_MOST: InsightWish = { order: 'most', count: 8 }
const ARTIST_LEAST: InsightWish = { order: 'least', count: 8 }

export function HowSection() {
  const [order, setOrder] = useState<Order>('most')
  return (
    <Section id="how" label="How">
      <Insight name="completion" read={completionParts} layout="pair" height={12} />
      <Insight
        name="skips-by-artist"
        read={skipRows}
        answerOf={closer}
        wish={order === 'most' ? ARTIST_MOST : ARTIST_LEAST}
        choice={() => <Segmented label="Order" value={order} options={ORDER} onChange={setOrder} />}
        height={18}
      />
      <Insight name="skips-by-hour" read={skipColumns} answerOf={closer} />
      <Insight name="skips-by-position" read={skipColumns} answerOf={closer} />
      <Insight name="skips-by-source" read={skipRows} answerOf={closer} />
      <Insight name="platforms" read={splitParts} />
      <Insight name="sources" read={splitParts} />
    </Section>
  )
}

export const NewAndOldSection = () => (
  <Section id="new-and-old" label="New and old">
    <Insight name="discovery" read={discoveryParts} layout="aside" height={26} />
    <Insight name="loyalty" read={loyaltyParts} />
    <Insight name="diversity" read={diversityParts} />
    <Insight name="first-loves" read={firstLovesParts} height={24} />
    <Insight name="forgotten-loves" read={forgottenParts} height={24} />
    <Insight name="binges" read={bingesParts} height={24} />
    <Insight name="obscurity" read={obscurityParts} height={24} />
  </Section>
)

export const SoundSection = () => (
  <Section id="sound" label="Sound">
    <Insight name="energy-by-hour" read={energyParts} />
    <Insight name="tempo-drift" read={tempoParts} />
    <Insight name="key-wheel" read={wheelParts} height={24} />
    <Insight name="mood-seasons" read={moodParts} />
  </Section>
)

const route = getRouteApi('/insights')

export function CompareSection() {
  const { against } = route.useSearch()
  const navigate = route.useNavigate()
  const { period, scope, catalogue } = useLooking()
  const { data: status } = useQuery(statusQuery)
  const people = (status?.listeners ?? []).map(({ name }) => name)
  const options = againstOptions(period, yearsWithin(catalogue, scope.zone), people, scope.user ?? people[0])
  const value = options.some((option) => option.value === against) ? against! : options[0].value
  const wish = againstWish(value, period)
  return (
    <Section
      id="compare"
      label="Compare"
      beside={
        <Choice
          label="Compared with"
          value={value}
          options={options}
          onPick={(next) => void navigate({ search: (before: InsightSearch) => ({ ...before, against: next }), resetScroll: false })}
        />
      }
    >
      <Insight name="compare" read={compareParts} wish={wish} layout="pair" height={24} />
    </Section>
  )
}
