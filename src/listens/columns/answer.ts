// How a table of listens is to be read: as the person said, as a preset for these columns says, or as guessed where the guess is certain. Else it asks.

import type { Format } from '../formats/format.ts'
import { headOf, type Input } from '../input.ts'
import { lookAtTable, type TableLook } from './guess-mapping.ts'
import { mappedTable } from './mapped-table.ts'
import { type Mapping, type PresetStore, presetFor, whyUseless } from './mapping.ts'

/** What a person said of the tables of an import. */
export type TableAnswer =
  /** To be read so. */
  | { readonly mapping: Mapping }
  /** The guess may be taken as it is, doubts and all. */
  | { readonly asGuessed: true }

export interface Answer {
  readonly format: Format
  readonly mapping: Mapping
  readonly notes: readonly string[]
}

interface Question {
  readonly format: Format
  readonly message: string
  readonly asks: TableLook
}

/** Null where the file is no table of listens. */
export async function answerFor(
  presets: PresetStore,
  input: Input,
  request: { readonly answer?: TableAnswer; readonly zone?: string },
): Promise<Answer | Question | null> {
  const { answer } = request
  const look = await lookAtTable(await headOf(input.read()))
  if (look === null) return answer && 'mapping' in answer ? { format: mappedTable, mapping: answer.mapping, notes: [] } : null
  const notes = look.zoneless && request.zone === undefined ? ['Its times name no zone and were read as UTC.'] : []
  if (answer && 'mapping' in answer) return { format: mappedTable, mapping: answer.mapping, notes }
  const preset = presetFor(await presets.list(), look.mapping.header)
  if (preset)
    return { format: mappedTable, mapping: preset.mapping, notes: [`Its columns were read by the preset “${preset.name}”.`, ...notes] }
  if ((look.doubts.length === 0 || answer) && whyUseless(look.mapping) === null) {
    const { header, columns } = look.mapping
    const meant = Object.entries(columns).map(([field, index]) => `${field}: ${header[index] || `column ${index + 1}`}`)
    return { format: mappedTable, mapping: look.mapping, notes: [`Its columns were read as ${meant.join(', ')}.`, ...notes] }
  }
  const message = `This is a table of listens, but not all of its columns are clear: ${look.doubts.join(' ')} Say what they mean on the Import page, or with --columns.`
  return { format: mappedTable, message, asks: look }
}
