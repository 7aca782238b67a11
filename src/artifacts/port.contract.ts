// What every artifact store must do.

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { it } from 'node:test'
import type { ArtifactStore } from './port.ts'

export function artifactContract(open: () => ArtifactStore): void {
  const bytes = Buffer.from('a picture')

  it('keeps bytes under a name that is their content', async () => {
    const store = open()
    const id = await store.put({ bytes, mediaType: 'image/jpeg' })
    assert.match(id, /^[0-9a-f]{32}\.jpg$/)
    const kept = await store.get(id)
    assert.deepEqual([Buffer.from(kept!.bytes), kept!.mediaType], [bytes, 'image/jpeg'])
    assert.equal(await store.put({ bytes: new Uint8Array(bytes), mediaType: 'image/jpeg' }), id)
    assert.notEqual(await store.put({ bytes: Buffer.from('another'), mediaType: 'image/jpeg' }), id)
  })

  it('takes the kinds of pictures that cannot run code, and no other', async () => {
    const store = open()
    for (const mediaType of ['image/png', 'image/webp', 'image/gif', 'image/avif']) {
      assert.equal((await store.get(await store.put({ bytes, mediaType })))?.mediaType, mediaType)
    }
    for (const mediaType of ['image/svg+xml', 'text/html', '', 'constructor']) {
      await assert.rejects(store.put({ bytes, mediaType }), { code: 'ARTIFACT_TYPE' }, mediaType)
    }
  })

  it('answers null to what is no id of its own', async () => {
    const store = open()
    for (const id of ['', 'x', '../../etc/passwd', `${'0'.repeat(32)}.jpg`, `${'0'.repeat(32)}.exe`, `../${'0'.repeat(29)}.jpg`]) {
      assert.equal(await store.get(id), null, id)
      await store.delete(id)
    }
  })

  it('deletes, also twice', async () => {
    const store = open()
    const id = await store.put({ bytes, mediaType: 'image/png' })
    await store.delete(id)
    await store.delete(id)
    assert.equal(await store.get(id), null)
  })

  it('stores the same bytes many times at once without a fault', async () => {
    const store = open()
    const ids = await Promise.all(Array.from({ length: 20 }, () => store.put({ bytes, mediaType: 'image/png' })))
    assert.equal(new Set(ids).size, 1)
    assert.ok(await store.get(ids[0]))
  })
}
