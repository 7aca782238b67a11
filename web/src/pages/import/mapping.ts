// A mapping of columns, in words and as it is changed by hand.

import type { MappingBody } from '../../../../src/server/contract.ts'

export type Field = keyof MappingBody['columns'] & string

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  time: 'when (date and time)',
  date: 'date alone',
  clock: 'time of day alone',
  title: 'title',
  artist: 'artist',
  album: 'album',
  played: 'time played',
  length: 'length of the track',
  isrc: 'ISRC',
  uri: 'id or link',
  skipped: 'skipped, yes or no',
  kind: 'kind (track, podcast …)',
  platform: 'device or player',
  country: 'country',
}

export const TIME_WORDS: Readonly<Record<MappingBody['timeForm'], string>> = {
  iso: '2024-03-31 18:04',
  'year-first': '2024/3/31 18:04',
  'day-first': '31.03.2024 18:04',
  'month-first': '3/31/2024 6:04 PM',
  words: '31 March 2024, 18:04',
  'epoch-s': '1711908240 (seconds)',
  'epoch-ms': '1711908240000 (milliseconds)',
  excel: '45382.75 (spreadsheet)',
}

export const LENGTH_WORDS: Readonly<Record<MappingBody['playedUnit'], string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  min: 'minutes',
  clock: '3:45',
}

/** The mapping with a column taken for something else (or nothing); another column that was it no longer is. */
export function withColumn(mapping: MappingBody, column: number, field: Field | ''): MappingBody {
  const kept = Object.entries(mapping.columns).filter(([name, index]) => index !== column && name !== field)
  return { ...mapping, columns: Object.fromEntries(field === '' ? kept : [...kept, [field, column]]) }
}
