// One insight on the page: asked for when it scrolls in, framed, drawn, exported.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { InsightName, InsightOf } from '../../../../src/server/contract.ts'
import { type InsightWish, insightCsv, insightQuery, insightTablesQuery } from '../../api/insights.ts'
import { say } from '../../app/notice.ts'
import { ChartFault, ChartFrame, ChartSilence, ChartSkeleton } from '../../charts/chart-frame.tsx'
import type { ChartAct } from '../../charts/chart-menu.tsx'
import { ChartTables } from '../../charts/chart-table.tsx'
import { drawThings } from '../../charts/draw/things.tsx'
import { Plot } from '../../charts/plot.tsx'
import { ThingHalves, Things } from '../../charts/things.tsx'
import { countOf, formatCount } from '../../kit/format.ts'
import { Loading, Skeleton } from '../../kit/states.tsx'
import type { Part } from './parts/part.ts'
import { type Looking, useLooking } from './scope.ts'
import { fileName, percent, tied } from './words.ts'

interface InsightProps<Name extends InsightName> {
  readonly name: Name
  readonly read: (answer: InsightOf<Name>) => readonly Part[]
  readonly wish?: InsightWish
  /** Where the chart answers a question of its own with the numbers of `name`: its name, the question, the answer. */
  readonly own?: string
  readonly questionOf?: (answer: InsightOf<Name> | undefined) => string
  readonly answerOf?: (answer: InsightOf<Name>) => string
  readonly choice?: () => ReactNode
  /** Under the picture: what shows more of it. */
  readonly foot?: (answer: InsightOf<Name>) => ReactNode
  /** wide: the whole width; pair: its parts beside one another there; aside: the second one narrower. */
  readonly layout?: 'half' | 'wide' | 'pair' | 'aside'
  /** How high the skeleton is, in rem: about as high as the chart. */
  readonly height?: number
}

const NO_WISH: InsightWish = {}

export function Insight<Name extends InsightName>(props: InsightProps<Name>) {
  const { name, read, wish = NO_WISH, layout = 'half', height = 14, choice } = props
  const looking = useLooking()
  const [place, seen] = useSeen()
  const query = useQuery({ ...insightQuery(name, looking.scope, wish), enabled: seen, placeholderData: keepPreviousData })
  const known = looking.catalogue.items.find((item) => item.name === name)
  const answer = useMemo(() => (query.data ? named(query.data, looking.catalogue) : undefined), [query.data, looking.catalogue])
  const question = props.questionOf?.(answer) ?? answer?.question ?? known?.question ?? ''
  const parts = useMemo(() => (answer ? read(answer) : []), [answer, read])
  return (
    <div ref={place} className={`insight insight-${layout}`} data-testid={`insight-${props.own ?? name}`}>
      {answer ? (
        <Shown {...props} answer={answer} question={question} parts={parts} looking={looking} wish={wish} stale={query.isPlaceholderData} />
      ) : (
        <figure className="chart-frame chart-waiting" aria-label={question}>
          <div className="chart-head">
            <h3>{question}</h3>
          </div>
          {choice ? <div className="chart-choice">{choice()}</div> : null}
          {query.error ? (
            <ChartFault error={query.error} retry={() => void query.refetch()} />
          ) : (
            <Loading what="the numbers">
              <ChartSkeleton height={height} />
            </Loading>
          )}
        </figure>
      )}
    </div>
  )
}

/** How the parts stand in an exported picture: shares of its width. */
const COLUMNS = { half: [1], wide: [1], pair: [0.5, 0.5], aside: [0.62, 0.38], ring: [0.36, 0.64] } as const

interface ShownProps<Name extends InsightName> extends InsightProps<Name> {
  readonly answer: InsightOf<Name>
  readonly question: string
  readonly parts: readonly Part[]
  readonly looking: Looking
  readonly wish: InsightWish
  readonly stale: boolean
}

function Shown<Name extends InsightName>({
  name,
  own,
  layout = 'half',
  answer,
  answerOf,
  question,
  parts,
  looking,
  wish,
  choice,
  foot,
  stale,
}: ShownProps<Name>) {
  const isSilent = answer.trust.used === 0 || parts.length === 0
  const sentence =
    answer.trust.listens === 0 ? 'Nothing was heard in this time.' : answerOf && !isSilent ? answerOf(answer) : shortly(answer.summary)
  const picture = async (as: 'svg' | 'png') => {
    try {
      const { takePicture } = await import('../../charts/take-picture.tsx')
      const words = { question, answer: sentence, source: sourceWords(answer, looking) }
      const columns = parts.length < 2 ? [1] : parts[0].key === 'day' ? COLUMNS.ring : COLUMNS[layout]
      const file = `deepcut-${own ?? name}-${looking.period.label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
      await takePicture({ words, parts: parts.map(posterPart), columns }, file, as)
    } catch (error) {
      say(`The picture could not be made. ${(error as Error).message}`)
    }
  }
  const tables = looking.catalogue.items.find((item) => item.name === name)?.tables ?? []
  const acts: ChartAct[] = [
    ...tables.map((table) => ({
      label: tables.length === 1 ? 'Numbers as CSV' : `Numbers as CSV: ${lower(table.title)}`,
      href: insightCsv(name, looking.scope, wish, table.name),
    })),
    ...(isSilent
      ? []
      : [
          { label: 'Picture as SVG', act: () => void picture('svg') },
          { label: 'Picture as PNG', act: () => void picture('png') },
        ]),
  ]
  const { coverage } = answer.trust
  return (
    <ChartFrame
      question={question}
      answer={sentence}
      about={aboutWords(answer)}
      note={!isSilent && coverage && coverage.share < 0.995 ? `${percent(coverage.share)} ${coverage.label}.` : undefined}
      acts={acts}
      foot={isSilent ? null : foot?.(answer)}
      table={() => <Tables question={question} name={name} looking={looking} wish={wish} />}
      choice={choice?.()}
    >
      {isSilent ? (
        <ChartSilence />
      ) : (
        <div className={stale ? 'insight-parts insight-stale' : 'insight-parts'}>
          {parts.map((part) => (
            <div key={part.key} className={`insight-part part-${part.key}`}>
              {part.title ? <h4>{part.title}</h4> : null}
              {part.draw ? (
                <Plot
                  draw={part.draw}
                  label={parts.length > 1 && part.title ? `${question} ${part.title}.` : `${question} ${answer.summary.join(' ')}`}
                />
              ) : null}
              {part.rows ? <List part={part} label={part.title ?? question} wide={layout === 'wide'} /> : null}
            </div>
          ))}
        </div>
      )}
    </ChartFrame>
  )
}

/** From so many rows on a list over the whole width stands in two halves. */
const LONG_ROWS = 20

function List({ part, label, wide }: { part: Part; label: string; wide: boolean }) {
  const { rows = [], tint, ranked } = part
  const Rows = wide && rows.length >= LONG_ROWS ? ThingHalves : Things
  return <Rows rows={rows} tint={tint} ranked={ranked} label={label} />
}

const ANSWER_LETTERS = 130

/** The first sentence, and the second where both are short. */
const shortly = ([first = '', second]: readonly string[]): string =>
  second && first.length + second.length < ANSWER_LETTERS ? `${first} ${second}` : first

/** Sources are named by where they were; in sentences the last piece of that is enough. */
function named<Name extends InsightName>(answer: InsightOf<Name>, { sources }: Looking['catalogue']): InsightOf<Name> {
  const shorten = (text: string) => sources.reduce((words, { label }) => words.replaceAll(label, fileName(label)), text)
  return { ...answer, summary: answer.summary.map((sentence) => tied(shorten(sentence))) }
}

const lower = (title: string) => title.charAt(0).toLowerCase() + title.slice(1)
const posterPart = ({ title, draw, rows, tint }: Part) => ({ title, draw: draw ?? drawThings(rows ?? [], tint) })

type Answer = Pick<InsightOf<InsightName>, 'explanation' | 'summary' | 'trust' | 'period' | 'listener'>

function aboutWords({ explanation, summary, trust, period }: Answer): string[] {
  const left = trust.excluded.filter(({ listens }) => listens > 0).map(({ label, listens }) => `${countOf(listens, 'listen')} ${label}`)
  return [
    ...summary.slice(1),
    explanation,
    `It rests on ${formatCount(trust.used)} of ${countOf(trust.listens, 'listen')} in this period, days and hours as in ${period.zone}.`,
    ...(left.length > 0 ? [`Left out: ${left.join('; ')}.`] : []),
  ]
}

const sourceWords = ({ trust, period, listener }: Answer, looking: Looking): string =>
  [listener, looking.period.label, period.source ? fileName(period.source.label) : null, countOf(trust.used, 'listen'), period.zone]
    .filter((part) => part)
    .join(' · ')

function Tables({ question, name, looking, wish }: { question: string; name: InsightName; looking: Looking; wish: InsightWish }) {
  const query = useQuery(insightTablesQuery(name, looking.scope, wish))
  if (query.error) return <ChartFault error={query.error} retry={() => void query.refetch()} />
  if (!query.data)
    return (
      <Loading what="the table">
        <Skeleton height="10rem" />
      </Loading>
    )
  return <ChartTables of={question} tables={query.data.tables} />
}

/** Whether a place has come near the view; once it has, it stays so. */
function useSeen() {
  const place = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (seen || !place.current) return
    const watch = new IntersectionObserver(([entry]) => entry.isIntersecting && setSeen(true), { rootMargin: '300px' })
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [seen])
  return [place, seen] as const
}
