// How: in one go, to the end or not, what is skipped and where, and on what it is heard.

import type { InsightOf } from '../../../../../src/server/contract.ts'
import { drawColumns } from '../../../charts/draw/columns.tsx'
import { drawLines } from '../../../charts/draw/lines.tsx'
import { drawRows } from '../../../charts/draw/rows.tsx'
import { hourColour } from '../../../charts/hour-colour.ts'
import { countOf, formatCount, formatSpan, formatTime } from '../../../kit/format.ts'
import { countLevels, fileName, hoursWords, mostOf, percent, shareLevels } from '../words.ts'
import type { Part } from './part.ts'

const MINUTE_MS = 60_000

export function sessionsParts({ data }: InsightOf<'sessions'>): Part[] {
  const most = mostOf(data.lengths.map(({ sessions }) => sessions))
  const hours = mostOf(data.startHours)
  return [
    {
      key: 'lengths',
      title: 'By length',
      draw: drawColumns(
        data.lengths.map(({ fromMin, toMin, sessions, ms }) => ({
          key: `${fromMin}`,
          label:
            fromMin === 0 && toMin !== null ? `< ${spanShort(toMin)}` : toMin === null ? `${spanShort(fromMin)} +` : spanShort(fromMin),
          name:
            toMin === null
              ? `${formatSpan(fromMin * MINUTE_MS)} and more`
              : `${fromMin === 0 ? 'Up' : formatSpan(fromMin * MINUTE_MS)} to ${formatSpan(toMin * MINUTE_MS)}`,
          value: sessions,
          told: `${countOf(sessions, 'session')}, ${hoursWords(ms)} in all`,
          strong: sessions === most,
        })),
        { levels: countLevels(most), unit: 'sessions', height: 8 },
      ),
    },
    {
      key: 'starts',
      title: 'By the hour they begin',
      draw: drawColumns(
        data.startHours.map((sessions, hour) => ({
          key: `${hour}`,
          label: hour % 6 === 0 ? `${hour}:00` : '',
          name: `${hour}:00 to ${(hour + 1) % 24}:00`,
          value: sessions,
          told: countOf(sessions, 'session'),
          tint: hourColour(hour + 0.5),
        })),
        { levels: countLevels(hours), unit: 'sessions', height: 8 },
      ),
    },
  ]
}

const spanShort = (minutes: number): string => (minutes === 0 ? '0' : minutes < 60 ? `${minutes} min` : `${minutes / 60} h`)

export function completionParts({ data }: InsightOf<'completion'>): Part[] {
  const parts: Part[] = []
  const { byShare, bySecond } = data
  if (byShare)
    parts.push({
      key: 'share',
      title: 'Along the track',
      draw: curve(byShare, {
        label: (at) => (Math.round(at * 100) % 25 === 0 ? percent(at) : ''),
        name: (at) => `${percent(at)} of the track`,
        said: data.medianShare === null ? null : { at: data.medianShare, text: `half are gone at ${percent(data.medianShare)}` },
      }),
    })
  if (bySecond)
    parts.push({
      key: 'second',
      title: 'Minute by minute',
      draw: curve(bySecond, {
        label: (at) => (at % 120 === 0 ? `${at / 60}:00` : ''),
        name: (at) => `at ${formatTime(at * 1000)}`,
        said: data.medianS === null ? null : { at: data.medianS, text: `half are gone at ${formatTime(data.medianS * 1000)}` },
      }),
    })
  return parts
}

type CurveBody = NonNullable<InsightOf<'completion'>['data']['byShare']>
interface CurveWords {
  readonly label: (at: number) => string
  readonly name: (at: number) => string
  readonly said: { readonly at: number; readonly text: string } | null
}

const curve = (body: CurveBody, { label, name, said }: CurveWords) =>
  drawLines(
    body.at.map((at, index) => ({
      key: `${at}`,
      label: label(at),
      name: name(at),
      told: `${percent(body.share[index])} still listen, of ${countOf(body.atRisk[index], 'listen')}`,
    })),
    [{ key: 'stay', label: '', tint: 'var(--data-listens)', values: body.share, filled: true }],
    {
      levels: shareLevels(1),
      height: 9,
      edges: true,
      band: { low: body.low, high: body.high, tint: 'var(--data-listens)' },
      ...(said ? { said: { at: body.at.findIndex((at) => at >= said.at), text: said.text } } : {}),
    },
  )

type Skips = InsightOf<'skips-by-artist' | 'skips-by-hour' | 'skips-by-source' | 'skips-by-position'>
/** Fewer listens have an interval wider than the picture: it is cut off at its top. */
const SURE_LISTENS = 20
const SKIP_TINT = 'var(--data-skips)'
const skipWords = ({ rate, low, high, listens, skipped }: Skips['data']['rows'][number]) =>
  `${percent(rate)} skipped (${percent(low)} to ${percent(high)}), ${formatCount(skipped)} of ${countOf(listens, 'listen')}`

/** Rates beside their names, with the interval in which they lie. */
export function skipRows({ data }: Skips, shown = 10): Part[] {
  const rows = data.rows.filter(({ listens }) => listens > 0).slice(0, shown)
  if (rows.length === 0) return []
  const most = mostOf(rows.map(({ rate }) => rate))
  return [
    {
      key: 'rates',
      draw: drawRows(
        rows.map((row) => ({
          key: row.key,
          label: row.thing?.name ?? fileName(row.label),
          value: row.rate,
          strong: data.order ? row === rows[0] : row.rate === most,
          said: percent(row.rate),
          told: skipWords(row),
          between: [row.low, row.high] as const,
        })),
        { tint: SKIP_TINT, ...(data.whole ? { mean: { value: data.whole.rate, label: `all: ${percent(data.whole.rate)}` } } : {}) },
      ),
    },
  ]
}

/** Rates in their own order: the hours of the day, the places in a session. */
export function skipColumns({ data, name }: InsightOf<'skips-by-hour' | 'skips-by-position'>): Part[] {
  const byHour = name === 'skips-by-hour'
  const sure = data.rows.filter(({ listens }) => listens >= SURE_LISTENS)
  const most = mostOf(sure.map(({ rate }) => rate))
  return [
    {
      key: 'rates',
      draw: drawColumns(
        data.rows.map((row, at) => ({
          key: row.key,
          label: byHour ? (at % 6 === 0 ? `${at}:00` : '') : at === 0 || (at + 1) % 5 === 0 ? `${at + 1}` : '',
          name: byHour ? `${at}:00 to ${(at + 1) % 24}:00` : `Listen ${row.label} of a session`,
          strong: row.rate === most && row.listens >= SURE_LISTENS,
          value: row.listens > 0 ? row.rate : null,
          told: row.listens > 0 ? skipWords(row) : 'no listens',
          ...(row.listens > 0 ? { between: [row.low, row.high] as const } : {}),
        })),
        {
          levels: shareLevels(mostOf([...sure.map(({ high }) => high), ...data.rows.map(({ rate }) => rate)])),
          height: 9,
          tint: SKIP_TINT,
          ...(byHour ? {} : { below: 'listen of the session' }),
        },
      ),
    },
  ]
}

type Split = InsightOf<'platforms' | 'sources'>['data']['rows'][number]
export function splitParts({ data, period }: InsightOf<'platforms' | 'sources'>): Part[] {
  const year = (ms: number) => new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: period.zone }).format(ms)
  const years = ({ firstMs, lastMs }: Split) => (year(firstMs) === year(lastMs) ? year(firstMs) : `${year(firstMs)} to ${year(lastMs)}`)
  return [
    {
      key: 'split',
      draw: drawRows(
        data.rows.slice(0, 10).map((row) => ({
          key: row.key,
          label: fileName(row.label),
          value: row.share,
          said: percent(row.share),
          told: `${countOf(row.counted, 'listen')}, ${hoursWords(row.msPlayed + row.msEstimated)}, ${years(row)}`,
        })),
      ),
    },
  ]
}
