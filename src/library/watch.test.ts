// Watching real folders: one call after things have calmed down, for music only, and none after closing.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { watchFolders } from './watch.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deepcut-watch-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (holds()) return
    await wait(25)
  }
  assert.fail(`did not happen: ${what}`)
}

describe('watching folders', () => {
  it('says once which folder changed, and not for what is no music', async () => {
    const [a, b] = [join(home, 'a'), join(home, 'b')]
    mkdirSync(a)
    mkdirSync(b)
    const changed: string[] = []
    const watching = await watchFolders({}, { folders: [a, b], quietMs: 120, onChange: (folder) => void changed.push(folder) })
    try {
      await wait(300)
      writeFileSync(join(a, 'notes.txt'), 'x')
      writeFileSync(join(a, 'song.mp3.part'), 'x')
      mkdirSync(join(b, 'album'))
      for (let i = 0; i < 5; i++) writeFileSync(join(b, `${i}.flac`), 'x')
      await until('a call for b', () => changed.includes(b))
      await wait(600)
      assert.ok(!changed.includes(a), 'called for a text file')
      const before = changed.length
      rmSync(join(b, '1.flac'))
      await until('a call for the removal', () => changed.length > before)
    } finally {
      await watching.close()
    }
    const after = changed.length
    writeFileSync(join(b, 'late.flac'), 'x')
    await wait(400)
    assert.equal(changed.length, after)
  })

  it('waits for a folder that is missing, and outlives a handler that fails', async () => {
    const late = join(home, 'late')
    let calls = 0
    const watching = await watchFolders(
      {},
      {
        folders: [late],
        quietMs: 80,
        missingEveryMs: 100,
        onChange: () => {
          calls++
          throw new Error('scan failed')
        },
      },
    )
    try {
      mkdirSync(late)
      await until('a call when it comes', () => calls === 1)
      await wait(300)
      writeFileSync(join(late, 'a.mp3'), 'x')
      await until('a call for a file in it', () => calls >= 2)
    } finally {
      await watching.close()
    }
  })
})
