// GET /api/tracks/{id}/audio: the sound itself, with byte ranges; what no browser plays goes through ffmpeg.

import { createReadStream, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { hasFfmpeg } from '#analysis'
import { Fault } from '#kernel'
import type { AudioFile } from '#library'
import { type ByteRange, contentTypeOf, parseRange, playsInBrowsers, rangeIsCurrent, readVirtualWav, virtualWav } from '#streaming'
import type { App } from '../app.ts'
import { Problem } from '../contract.ts'
import type { House } from '../deps.ts'
import { faults, IdParams } from '../query.ts'
import { trackOf } from './tracks.ts'

/** Something that can be sent in parts. */
interface Sound {
  readonly sizeBytes: number
  readonly contentType: string
  readonly etag: string
  readonly mtimeMs: number
  read(range: ByteRange): Readable
}

export async function audioRoutes(app: App, house: House): Promise<void> {
  const schema = {
    tags: ['streaming'],
    summary: 'The sound, with byte ranges',
    params: IdParams,
    headers: z.object({ range: z.string().optional(), 'if-range': z.string().optional() }),
    produces: ['audio/*'],
    response: {
      200: z.any().describe('The bytes'),
      206: z.any().describe('The bytes of the range'),
      415: Problem,
      416: Problem,
      ...faults,
    },
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { id } = request.params as z.infer<typeof IdParams>
    const file = await fileOf(house, id)
    return send(await soundOf(file.file, file.stats), request, reply)
  }
  app.get('/api/tracks/:id/audio', { schema, exposeHeadRoute: false }, answer)
  app.head('/api/tracks/:id/audio', { schema: { ...schema, summary: 'The size and type of the sound' } }, answer)
}

/** The file to play, present and inside a known folder; one that has gone is marked missing. */
async function fileOf(house: House, trackId: number): Promise<{ file: AudioFile; stats: Stats }> {
  const track = await trackOf(house, trackId)
  for (;;) {
    const file = await house.audioFiles.ofTrack(track.id)
    if (!file)
      throw new Fault('not-found', 'NO_FILE', `There is no file to play for "${track.title}". Scan its folder again if it has come back.`)
    const folders = await house.folders.list()
    if (!folders.some((folder) => file.path.startsWith(folder.path.endsWith(sep) ? folder.path : folder.path + sep))) {
      throw new Fault(
        'not-found',
        'NOT_IN_A_FOLDER',
        `The file of "${track.title}" is in no folder of the library any more. Add its folder again to play it.`,
      )
    }
    const stats = await stat(file.path).catch(() => null)
    if (stats?.isFile()) return { file, stats }
    await house.audioFiles.markMissing([file.id], house.clock.nowMs())
    house.events.publish('library.changed', {})
  }
}

async function soundOf(file: AudioFile, stats: Stats): Promise<Sound> {
  const etag = `"${file.contentHash.slice(0, 24)}-${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}"`
  if (playsInBrowsers(file)) {
    const read = (range: ByteRange) => createReadStream(file.path, range)
    return { sizeBytes: stats.size, contentType: contentTypeOf(file), etag, mtimeMs: stats.mtimeMs, read }
  }
  const wav = virtualWav(file)
  if (!wav)
    throw new Fault(
      'unsupported',
      'CODEC_UNPLAYABLE',
      `Browsers do not play ${file.codec}, and this file's length is unknown, so it cannot be converted.`,
    )
  if (!(await hasFfmpeg()))
    throw new Fault(
      'unsupported',
      'CODEC_NEEDS_FFMPEG',
      `Browsers do not play ${file.codec}. Install ffmpeg and Deepcut converts it as it plays.`,
    )
  const read = (range: ByteRange) => readVirtualWav(wav, range)
  return { sizeBytes: wav.sizeBytes, contentType: 'audio/wav', etag: etag.replace(/"$/, '-wav"'), mtimeMs: stats.mtimeMs, read }
}

function send(sound: Sound, request: FastifyRequest, reply: FastifyReply) {
  const { sizeBytes, etag, mtimeMs } = sound
  reply.headers({
    'accept-ranges': 'bytes',
    'content-type': sound.contentType,
    'last-modified': new Date(mtimeMs).toUTCString(),
    'cache-control': 'private, no-cache',
    etag,
  })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const header = rangeIsCurrent(request.headers['if-range'] as string | undefined, etag, mtimeMs) ? request.headers.range : undefined
  const range = parseRange(header, sizeBytes)
  if (range === 'unsatisfiable') {
    const message = `The file has ${sizeBytes} bytes; nothing of the range asked for is in it.`
    return reply.code(416).header('content-range', `bytes */${sizeBytes}`).type('application/json').send({ code: 'RANGE_OUTSIDE', message })
  }
  const whole = { start: 0, end: sizeBytes - 1 }
  const { start, end } = range ?? whole
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${sizeBytes}`)
  reply.header('content-length', end - start + 1)
  if (request.method === 'HEAD' || sizeBytes === 0) return reply.send('')
  return reply.send(sound.read({ start, end }))
}
