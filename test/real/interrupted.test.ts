// Killing the process at any moment loses at most the files in hand: a scan is killed in the middle of the analysis, and goes on.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { deepcut, startDeepcut } from './deepcut.ts'
import type { ScanDocument } from './documents.ts'
import { readyMusic } from './ready.ts'

const WORKERS = 2
const { library, skip } = await readyMusic()
const home = mkdtempSync(join(tmpdir(), 'deepcut-interrupted-'))

describe('a scan that is killed', { skip }, () => {
  after(() => rmSync(home, { recursive: true, force: true }))

  it('goes on where it was, and loses at most the files in hand', { timeout: 300_000 }, async () => {
    const folder = join(library!.folder, 'Alcachofa Soft')
    const pieces = library!.pieces.filter((piece) => piece.path.startsWith('Alcachofa Soft/'))
    const env = { DEEPCUT_WORKERS: String(WORKERS) }
    const first = startDeepcut(home, ['scan', folder, '--json'], env)
    let done = 0
    first.process.stderr!.on('data', (text: string) => {
      for (const match of text.matchAll(/Analysing: (\d+) of \d+ files/g)) done = Number(match[1])
      if (done >= 4) first.process.kill('SIGKILL')
    })
    const killed = await first.done
    assert.equal(killed.signal, 'SIGKILL', `the scan ended by itself before it could be killed: ${killed.stderr}`)

    const { document } = await deepcut<ScanDocument>(home, ['scan', folder])
    assert.equal(document.files, pieces.length)
    assert.deepEqual(document.failed, [])
    assert.equal(document.added + document.unchanged + document.updated, pieces.length)
    // At least `done` were finished before the kill, whatever was in hand then is done again, and nothing else.
    assert.ok(
      document.analysed <= pieces.length - done,
      `${done} were done before the kill, and ${document.analysed} of ${pieces.length} were analysed again`,
    )
    console.log(`real: killed after ${done} of ${pieces.length} files; the next scan analysed ${document.analysed}`)

    const again = await deepcut<ScanDocument>(home, ['scan', folder])
    assert.deepEqual([again.document.analysed, again.document.unchanged, again.document.failed], [0, pieces.length, []])
  })
})
