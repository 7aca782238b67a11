// YouTube and YouTube Music from Google Takeout: the history of what was watched and "My Activity", as JSON or, Google's default, as HTML.

import { parseTime } from '../export-time.ts'
import type { Input } from '../input.ts'
import { type JsonObject, jsonRows } from '../json-rows.ts'
import type { Format, FormatContext } from './format.ts'
import { readJsonRows } from './json-array.ts'
import { namesMonthFirst, parseSpokenTime } from './spoken-date.ts'
import { stretchOf } from './stretch.ts'
import { type Activity, readActivity, videoIdOf } from './youtube-activity.ts'
import { type ActivityCell, activityCells } from './youtube-html.ts'
import { type AroundTitles, learnAround, titleWithin, type WrappedTitle } from './youtube-words.ts'

/** How much of a file is looked at to learn the words around titles and the order of dates. */
const LEARN_BYTES = 2 << 20

export const youtubeJson: Format = {
  name: 'youtube-json',
  title: 'YouTube and YouTube Music, Takeout (JSON)',
  recognises: ({ jsonKeys, text }) =>
    jsonKeys.has('header') &&
    jsonKeys.has('title') &&
    jsonKeys.has('time') &&
    (jsonKeys.has('products') || jsonKeys.has('activityControls')) &&
    /youtube/i.test(text),
  read: async function* (input, context) {
    const titles: WrappedTitle[] = []
    for await (const { values } of jsonRows(beginning(input)))
      for (const row of values)
        if (videoIdOf(textOf(row['titleUrl'])) !== null && !isAdvertisement(row))
          titles.push({ product: productOf(row), title: textOf(row['title']), url: textOf(row['titleUrl']) })
    const around = learnAround(titles)
    const dropped = new Set<string>()
    yield* readJsonRows(jsonRows(input.read()), (row) => readJsonEntry(row, around, context, dropped), dropped)
  },
}

async function* beginning(input: Pick<Input, 'read'>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of input.read()) {
    yield chunk
    bytes += chunk.length
    if (bytes >= LEARN_BYTES) return
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.replace(/\u00a0/g, ' ') : '')
const listOf = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter((item): item is JsonObject => typeof item === 'object' && item !== null) : []
/** The name is translated, but for the company's. */
const isAdvertisement = (row: JsonObject): boolean => listOf(row['details']).some((detail) => /google/i.test(textOf(detail['name'])))

/** The product of an entry; names of products are not translated. YouTube Music is told in one place or the other. */
function productOf(row: JsonObject): string {
  const products = [textOf(row['header']), ...(Array.isArray(row['products']) ? row['products'].map(textOf) : [])]
  return products.find((product) => product === 'YouTube Music') ?? products.find((product) => product.startsWith('YouTube')) ?? products[0]
}

/** Reads an entry. `time` is in UTC, mostly with ms; `subtitles` name the channel, and are missing for what is gone. */
function readJsonEntry(row: JsonObject, around: AroundTitles, context: FormatContext, dropped: Set<string>) {
  if (row['locationInfos'] !== undefined) dropped.add('locationInfos')
  const atMs = parseTime(row['time'])
  if (atMs === null) return { refused: row['time'] === undefined ? 'time is missing.' : 'time is not a date.' }
  const url = textOf(row['titleUrl'])
  const [channel] = listOf(row['subtitles'])
  const product = productOf(row)
  if (!/^YouTube/.test(product) && !/youtu/.test(url)) return { ignoredAs: 'NOT_YOUTUBE' }
  return readActivity(
    {
      product,
      title: titleWithin(textOf(row['title']), around(product)),
      url,
      channel: textOf(channel?.['name']),
      channelUrl: textOf(channel?.['url']),
      atMs,
      precision: /\.\d/.test(String(row['time'])) ? 'ms' : 's',
      advertisement: isAdvertisement(row),
    },
    context,
  )
}

export const youtubeHtml: Format = {
  name: 'youtube-html',
  title: 'YouTube and YouTube Music, Takeout (HTML)',
  // The page begins with so much style that its first entry may lie beyond the head.
  recognises: ({ text }) => /^\s*(?:<!doctype html>\s*)?<html/i.test(text) && /\bouter-cell\b|\.mdl-(?:grid|cell|typography)/.test(text),
  read: async function* (input, context) {
    const learned = await learnFromCells(input)
    let number = 0
    for await (const { cells, bad } of activityCells(input.read())) {
      const first = number
      number += cells.length
      yield stretchOf(
        cells.length,
        (index) => readCell(cells[index], learned, context),
        (index) => `entry ${first + index + 1}, byte ${cells[index].offset}`,
        bad.map(({ offset, message }) => ({ where: `byte ${offset}`, message })),
        new Set(),
      )
    }
  },
}

interface Learned {
  readonly around: AroundTitles
  readonly monthFirst: boolean
}

async function learnFromCells(input: Pick<Input, 'read'>): Promise<Learned> {
  const titles: WrappedTitle[] = []
  const dates: string[] = []
  for await (const { cells } of activityCells(beginning(input)))
    for (const { product, lines, links } of cells) {
      dates.push(lines.at(-1) ?? '')
      if (links.length > 0 && videoIdOf(links[0].href) !== null)
        titles.push({ product, title: addressed(lines[0], links[0]), url: links[0].href })
    }
  return { around: learnAround(titles), monthFirst: namesMonthFirst(dates) }
}

/** A line with the address of its link in place of the link's words: so what stands around them is plain to see. */
const addressed = (line: string, { text, href }: { readonly text: string; readonly href: string }): string =>
  text === '' ? line : line.replace(text, () => href)

/** An entry: the first line holds words and the link to the video, the second links the channel, the last is the time, in the person's zone. */
function readCell({ product, lines, links, caption, cut }: ActivityCell, { around, monthFirst }: Learned, context: FormatContext) {
  if (!/^YouTube/.test(product) && !links.some(({ href }) => /youtu/.test(href))) return { ignoredAs: 'NOT_YOUTUBE' }
  let atMs: number | null = null
  for (let i = lines.length - 1; i >= 0 && atMs === null; i--) atMs = parseSpokenTime(lines[i], context.zone, monthFirst)
  if (atMs === null)
    return { refused: cut ? 'The file ends in the middle of this entry.' : 'No date that is understood stands in this entry.' }
  const [video, channel] = links
  const own = video === undefined ? undefined : lines.find((line) => line.includes(video.text))
  const activity: Activity = {
    product,
    // The link says where the title begins and ends; the words around it only tell whether it was watched.
    title: own !== undefined && titleWithin(addressed(own, video), around(product)) === null ? null : (video?.text ?? ''),
    url: video?.href ?? '',
    channel: channel?.text ?? '',
    channelUrl: channel?.href ?? '',
    atMs,
    precision: 's',
    advertisement:
      /google/i.test(
        caption
          .replace(/https?:\S+/g, '')
          .split(/\n/)
          .slice(1)
          .join(' '),
      ) && /\bads?\b|anzeigen|annonces|anuncios|annunci|広告|광고|广告|廣告|reklam/i.test(caption),
  }
  return readActivity(activity, context)
}
