// A small writer of workbooks (.xlsx), for tests that need one, with texts shared or in place. Format: ECMA-376.

import { type ZipMember, zipBytes } from './zip-writer.ts'

export type WrittenCell = string | number | null

export interface WrittenSheet {
  readonly name: string
  readonly rows: readonly (readonly WrittenCell[])[]
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

/** The bytes of a workbook with these sheets. `sharedTexts`: texts in a part of their own, as most programs write them. */
export function workbookBytes(
  sheets: readonly WrittenSheet[],
  options: { sharedTexts?: boolean; from1904?: boolean; extra?: ZipMember[] } = {},
): Buffer {
  const shared = new Map<string, number>()
  const cell = (value: WrittenCell, place: string) => {
    if (value === null) return ''
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
    if (!options.sharedTexts) return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
    if (!shared.has(value)) shared.set(value, shared.size)
    return `<c r="${place}" t="s"><v>${shared.get(value)}</v></c>`
  }
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const bodies = sheets.map(({ rows }) => {
    const lines = rows.map(
      (cells, i) => `<row r="${i + 1}">${cells.map((value, column) => cell(value, `${letters(column)}${i + 1}`)).join('')}</row>`,
    )
    return `<?xml version="1.0" encoding="UTF-8"?><worksheet ${main}><sheetData>${lines.join('\n')}</sheetData></worksheet>`
  })
  const list = sheets.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
  const relations = sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
  const parts: [string, string][] = [
    ['[Content_Types].xml', '<Types/>'],
    [
      'xl/workbook.xml',
      `<workbook ${main} xmlns:r="r"><workbookPr${options.from1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${relations.join('')}</Relationships>`],
    ...bodies.map((body, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, body]),
  ]
  if (options.sharedTexts)
    parts.push([
      'xl/sharedStrings.xml',
      `<sst ${main}>${[...shared.keys()].map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    ])
  return zipBytes([...parts.map(([name, text]): ZipMember => ({ name, bytes: Buffer.from(text) })), ...(options.extra ?? [])])
}
