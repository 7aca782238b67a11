// Artifacts as files: the contract, and that a file that was cut off is made whole.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { fileArtifacts } from './files.ts'
import { artifactContract } from './port.contract.ts'

describe('artifacts as files', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deepcut-artifacts-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  artifactContract(() => fileArtifacts(join(folder, 'not', 'there', 'yet')))

  it('mends a file that is shorter than its content, and leaves nothing beside it', async () => {
    const store = fileArtifacts(folder)
    const artifact = { bytes: Buffer.from('whole content'), mediaType: 'image/png' }
    const id = await store.put(artifact)
    writeFileSync(join(folder, id.slice(0, 2), id), 'whole')
    await store.put(artifact)
    assert.equal(Buffer.from((await store.get(id))!.bytes).toString(), 'whole content')
    assert.deepEqual(readdirSync(join(folder, id.slice(0, 2))), [id])
  })
})
