// Settings on SQLite: each a name and a JSON value.

import type { Budget, BudgetStore } from '#analysis'
import type { Database } from './database.ts'

/** A setting; null until it is set. */
export function readSetting<Value>(database: Database, name: string): Value | null {
  const row = database.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', name)
  return row ? (JSON.parse(row.value) as Value) : null
}

export function writeSetting(database: Database, name: string, value: unknown): void {
  database.run(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(value),
  )
}

const BUDGET = 'analysis.budget'

/** The budget of the analysis; null until it is set. */
export const sqliteBudget = (database: Database): BudgetStore => ({
  load: async () => readSetting<Budget>(database, BUDGET),
  save: async (budget) => writeSetting(database, BUDGET, budget),
})
