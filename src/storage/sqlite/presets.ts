// Presets of the column mapper: a few, so they lie together in one setting.

import type { Preset, PresetStore } from '#listens'
import type { Database } from './database.ts'
import { readSetting, writeSetting } from './settings.ts'

const NAME = 'import.presets'

export function sqlitePresets(database: Database): PresetStore {
  const list = () => readSetting<Preset[]>(database, NAME) ?? []
  const without = (name: string) => list().filter((preset) => preset.name !== name)
  return {
    list: async () => list(),
    save: async (preset) =>
      writeSetting(
        database,
        NAME,
        [...without(preset.name), preset].sort((a, b) => (a.name < b.name ? -1 : 1)),
      ),
    remove: async (name) => writeSetting(database, NAME, without(name)),
  }
}
