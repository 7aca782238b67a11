// A series over time as rows of a table: the days of each bin, its listens, and what the question adds.

import type { Cell, Table } from '../insight.ts'
import type { Bins } from '../period.ts'
import type { Scope } from '../scope.ts'

export interface Bin {
  readonly from: string
  readonly to: string
  readonly listens: number
  readonly counted: number
}

/** The bin at `at`, its listens counted. */
export function binAt({ mark }: Scope, bins: Bins & { readonly rows: Int32Array }, at: number): Bin {
  let [listens, counted] = [0, 0]
  for (let row = bins.rows[at]; row < bins.rows[at + 1]; row++) {
    listens += (mark[row] >> 3) & 1
    counted += mark[row] & 1
  }
  return { from: bins.from[at], to: bins.to[at], listens, counted }
}

export function binTable<Row extends Bin>(
  name: string,
  title: string,
  rows: readonly Row[],
  columns: readonly { readonly name: string; readonly unit: string | null; readonly cell: (row: Row) => Cell }[],
): Table {
  return {
    name,
    title,
    columns: [
      { name: 'from', unit: 'local date' },
      { name: 'to', unit: 'local date' },
      { name: 'listens', unit: 'listens' },
      { name: 'counted', unit: 'listens' },
      ...columns.map(({ name, unit }) => ({ name, unit })),
    ],
    rows: rows.map((row) => [row.from, row.to, row.listens, row.counted, ...columns.map(({ cell }) => cell(row))]),
  }
}
