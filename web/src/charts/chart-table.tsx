// The numbers of a chart as tables: for those who read rather than look, and for everyone who wants to know exactly.

import { formatCount } from '../kit/format.ts'
import { cellWords, unitWords } from './cell-words.ts'

interface TableBody {
  readonly name: string
  readonly title: string
  readonly columns: readonly { readonly name: string; readonly unit: string | null }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** More rows than this are left to the CSV, so that the page stays quick. */
const ROWS_MAX = 500

/** `of` is the question of the chart: it tells the tables of a page apart. */
export const ChartTables = ({ of, tables }: { of: string; tables: readonly TableBody[] }) => (
  <>
    {tables.map((table) => (
      <ChartTable key={table.name} of={of} table={table} single={tables.length === 1} />
    ))}
  </>
)

function ChartTable({ of, table, single }: { of: string; table: TableBody; single: boolean }) {
  const numeric = table.columns.map((_, column) => table.rows.every((row) => row[column] === null || typeof row[column] === 'number'))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard (WCAG 2.1.1)
    <section className="chart-table" aria-label={single ? `${of} As a table` : `${of} ${table.title}`} tabIndex={0}>
      <table>
        <caption className={single ? 'hidden' : ''}>{table.title}</caption>
        <thead>
          <tr>
            {table.columns.map(({ name, unit }, column) => (
              <th key={name} scope="col" className={numeric[column] ? 'number' : ''}>
                {name}
                {unitWords(unit) && unitWords(unit) !== name ? <span className="quiet">{` ${unitWords(unit)}`}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, ROWS_MAX).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and never change places
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={table.columns[column].name} className={numeric[column] ? 'number' : ''}>
                  {cellWords(cell, table.columns[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > ROWS_MAX ? (
        <p className="small quiet">{`The first ${ROWS_MAX} of ${formatCount(table.rows.length)} rows; the CSV has all.`}</p>
      ) : null}
    </section>
  )
}
