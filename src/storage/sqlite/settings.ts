// Settings on SQLite: each a name and a JSON value.

import type { Budget, BudgetStore } from '#analysis'
import type { Database } from './database.ts'

const NAME = 'analysis.budget'

/** The budget of the analysis; null until it is set. */
export function sqliteBudget(database: Database): BudgetStore {
  return {
    async load() {
      const row = database.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', NAME)
      return row ? (JSON.parse(row.value) as Budget) : null
    },
    async save(budget) {
      database.run(
        'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        NAME,
        JSON.stringify(budget),
      )
    },
  }
}
