// Listeners.

import { Fault } from '#kernel'
import { DEFAULT_LISTENER, type Listener, type ListenerStore } from '#listens'
import type { Database } from './database.ts'

export function sqliteListeners(database: Database): ListenerStore {
  const find = (name: string) => database.get<Listener>('SELECT id, name FROM listeners WHERE name = ?', name.trim()) ?? null
  const ensure = (name: string): Listener => {
    if (name.trim() === '') throw new Fault('invalid', 'LISTENER_NAME_EMPTY', 'A listener needs a name.')
    database.run('INSERT INTO listeners (name) VALUES (?) ON CONFLICT (name) DO NOTHING', name.trim())
    return find(name)!
  }
  return {
    list: async () => {
      const listeners = database.all<Listener>('SELECT id, name FROM listeners ORDER BY id')
      return listeners.length > 0 ? listeners : [ensure(DEFAULT_LISTENER)]
    },
    find: async (name) => find(name),
    ensure: async (name) => find(name) ?? ensure(name),
  }
}
