// New and old: what was met for the first time, who stays, how varied and how far from the mainstream, and what was loved, again and again or once.

import type { InsightOf } from '../../../../../src/server/contract.ts'
import { drawColumns } from '../../../charts/draw/columns.tsx'
import { drawLines } from '../../../charts/draw/lines.tsx'
import { countOf, formatCount, formatSpan } from '../../../kit/format.ts'
import { dayIn } from '../period.ts'
import { binNames, countLevels, dateIn, dayName, monthName, mostOf, percent, shareLevels } from '../words.ts'
import type { Part } from './part.ts'
import { thingRow } from './thing.ts'

const SHOWN = 6
const NEW = 'var(--data-new)'
const OLD = 'var(--data-listens)'

export function discoveryParts({ data, period }: InsightOf<'discovery'>): Part[] {
  const names = binNames(data.bins, data.step)
  const lines = [
    { key: 'tracks', label: 'new tracks', tint: NEW, values: data.bins.map(({ newTrackShare }) => newTrackShare), filled: true },
    { key: 'artists', label: 'new artists', tint: 'var(--data-sound)', values: data.bins.map(({ newArtistShare }) => newArtistShare) },
  ]
  const parts: Part[] = [
    {
      key: 'share',
      draw: drawLines(
        data.bins.map((bin, at) => ({
          key: bin.from,
          ...names[at],
          told: `${percent(bin.newTrackShare)} to new tracks (${formatCount(bin.newTracks)}), ${percent(bin.newArtistShare)} to new artists (${formatCount(bin.newArtists)})`,
        })),
        lines,
        { levels: shareLevels(mostOf(lines.flatMap(({ values }) => values))), height: data.bestNewArtists.length > 3 ? 17 : 11 },
      ),
    },
  ]
  if (data.bestNewArtists.length > 0)
    parts.push({
      key: 'best',
      title: 'Met in this time, and heard most since',
      tint: NEW,
      rows: data.bestNewArtists.slice(0, SHOWN).map((artist) =>
        thingRow(artist, {
          note: `first on ${dateIn(artist.firstMs, period.zone)}`,
          value: artist.counted,
          said: countOf(artist.counted, 'listen'),
        }),
      ),
    })
  return parts
}

export function loyaltyParts({ data }: InsightOf<'loyalty'>): Part[] {
  const names = binNames(data.bins, data.step)
  const lines = [
    { key: 'old', label: 'known artists', tint: OLD, values: data.bins.map(({ oldShare }) => oldShare), filled: true },
    { key: 'top', label: 'the favourite', tint: 'var(--data-other)', values: data.bins.map(({ topArtistShare }) => topArtistShare) },
  ]
  return [
    {
      key: 'share',
      draw: drawLines(
        data.bins.map((bin, at) => ({
          key: bin.from,
          ...names[at],
          told: `${percent(bin.oldShare)} to artists known for ${data.knownDays} days; ${bin.topArtist ? `${bin.topArtist.name} ${percent(bin.topArtistShare)}` : 'no favourite'}`,
        })),
        lines,
        { levels: shareLevels(mostOf(lines.flatMap(({ values }) => values))) },
      ),
    },
  ]
}

export function diversityParts({ data }: InsightOf<'diversity'>): Part[] {
  const names = binNames(data.bins, data.step)
  const values = data.bins.map(({ effectiveArtists }) => effectiveArtists)
  return [
    {
      key: 'artists',
      draw: drawLines(
        data.bins.map((bin, at) => ({
          key: bin.from,
          ...names[at],
          told:
            bin.effectiveArtists === null
              ? 'no listens'
              : `as varied as ${formatCount(Math.round(bin.effectiveArtists))} artists heard alike, of ${formatCount(bin.artists)} heard`,
        })),
        [{ key: 'artists', label: '', tint: OLD, values, filled: true }],
        { levels: countLevels(mostOf(values)), unit: 'artists' },
      ),
    },
  ]
}

export function obscurityParts({ data }: InsightOf<'obscurity'>): Part[] {
  const parts: Part[] = []
  const most = mostOf(data.tenths)
  const all = data.tenths.reduce((sum, count) => sum + count, 0)
  if (all > 0)
    parts.push({
      key: 'tenths',
      draw: drawColumns(
        data.tenths.map((count, tenth) => ({
          key: `${tenth}`,
          label: tenth === 0 ? 'hardly known' : tenth === 9 ? 'known by all' : '',
          name: `${tenth * 10} to ${tenth * 10 + 10} of 100`,
          value: count,
          told: `${countOf(count, 'listen')}, ${percent(count / all)}`,
          tint: 'var(--data-listens)',
          strong: count === most,
        })),
        { levels: countLevels(most), unit: 'listens', height: 9 },
      ),
    })
  if (data.deepCuts.length > 0)
    parts.push({
      key: 'deep',
      title: 'Your deepest cuts',
      rows: data.deepCuts
        .slice(0, SHOWN)
        .map((cut) => thingRow(cut, { said: countOf(cut.counted, 'listen'), saidNote: `${Math.round(cut.percentile)} of 100 known` })),
    })
  return parts
}

export function bingesParts({ data, period }: InsightOf<'binges'>): Part[] {
  const parts: Part[] = []
  if (data.runs.length > 0)
    parts.push({
      key: 'runs',
      title: 'With nothing between',
      rows: data.runs.slice(0, SHOWN).map((run) =>
        thingRow(run, {
          said: `${formatCount(run.times)} times`,
          saidNote: dateIn(run.fromMs, period.zone),
          exact: `within ${formatSpan(run.toMs - run.fromMs)}`,
        }),
      ),
    })
  if (data.days.length > 0)
    parts.push({
      key: 'days',
      title: 'Within one day',
      rows: data.days
        .slice(0, SHOWN)
        .map((binge) => thingRow(binge, { said: `${formatCount(binge.times)} times`, saidNote: dayName(binge.day) })),
    })
  return parts
}

type Love = InsightOf<'first-loves'>['data']['tracks'][number]
export function firstLovesParts({ data, period }: InsightOf<'first-loves'>): Part[] {
  const row = (love: Love) =>
    thingRow(love, { said: dateIn(love.firstMs, period.zone), saidNote: `${countOf(love.counted, 'listen')} since` })
  return lists([
    ['tracks', 'Tracks', data.tracks.slice(0, SHOWN).map(row)],
    ['artists', 'Artists', data.artists.slice(0, SHOWN).map(row)],
  ])
}

type Forgotten = InsightOf<'forgotten-loves'>['data']['tracks'][number]
export function forgottenParts({ data, period }: InsightOf<'forgotten-loves'>): Part[] {
  const row = (love: Forgotten) =>
    thingRow(love, {
      said: countOf(love.counted, 'listen'),
      saidNote: `until ${monthName(dayIn(love.lastMs, period.zone))}`,
      exact: `last on ${dateIn(love.lastMs, period.zone)}, silent for ${countOf(love.silentDays, 'day')}`,
    })
  return lists([
    ['tracks', 'Tracks', data.tracks.slice(0, SHOWN).map(row)],
    ['artists', 'Artists', data.artists.slice(0, SHOWN).map(row)],
  ])
}

const lists = (all: readonly (readonly [string, string, NonNullable<Part['rows']>])[]): Part[] =>
  all.filter(([, , rows]) => rows.length > 0).map(([key, title, rows]) => ({ key, title, rows }))
