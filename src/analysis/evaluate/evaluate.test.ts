// What an evaluation reads and draws beside its scores: folders with truth, keys over time, the reliability plot.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Fault } from '#kernel'
import { reliabilityPlot } from './reliability-plot.ts'
import { timeInKey } from './scores/key-spans.ts'
import { reliability } from './scores/reliability.ts'
import { readTruthFolder } from './truth-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'deepcut-truth-'))
after(() => rmSync(folder, { recursive: true }))

describe('a folder with truth', () => {
  it('may know a tempo and nothing else', async () => {
    writeFileSync(join(folder, 'truth.json'), JSON.stringify([{ file: 'a/b.flac', tempoBpm: 98.5 }]))
    const { truths } = await readTruthFolder(folder)
    assert.equal(truths[0].path, join(folder, 'a/b.flac'))
    assert.deepEqual([truths[0].tempoBpm, truths[0].beatsS, truths[0].key, truths[0].keys], [98.5, [], null, []])
  })

  it('is refused by name where its truth.json is not a list of files', async () => {
    const isInvalid = (error: unknown) => error instanceof Fault && error.code === 'TRUTH_INVALID' && error.message.includes(folder)
    for (const wrong of ['{"pieces": 3}', '[{"tempoBpm": 120}]', 'tempo']) {
      writeFileSync(join(folder, 'truth.json'), wrong)
      await assert.rejects(readTruthFolder(folder), isInvalid)
    }
  })
})

describe('time in key', () => {
  it('is the share of the piece under its true key, across changes', () => {
    const c = { tonic: 'C', mode: 'major' } as const
    const d = { tonic: 'D', mode: 'major' } as const
    const truth = [
      { fromS: 0, toS: 30, ...c },
      { fromS: 30, toS: 40, ...d },
    ]
    assert.equal(timeInKey(truth, [{ fromS: 0, toS: 40, ...c }]), 0.75)
    assert.equal(timeInKey(truth, truth), 1)
    assert.equal(timeInKey(truth, [{ fromS: 0, toS: 40, tonic: 'A', mode: 'minor' }]), 0)
  })
})

describe('the reliability plot', () => {
  it('has a dot for each filled bin, as large as the bin', () => {
    const judged = [...Array(9).fill({ confidence: 0.9, right: true }), { confidence: 0.1, right: false }]
    const svg = reliabilityPlot({ key: reliability(judged, 1) })
    const radii = [...svg.matchAll(/ r="([\d.]+)"/g)].map((match) => Number(match[1]))
    assert.equal(radii.length, 2)
    assert.ok(radii[1] > 2 * radii[0])
    assert.match(svg, /key: 9 with confidence 0.90, 100 % right/)
  })
})
