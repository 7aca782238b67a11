// What to call the bytes of an audio file, and whether a browser can play them.

import { extname } from 'node:path'
import type { AudioFile } from '#library'

const BY_ENDING: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.mp2': 'audio/mpeg',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg; codecs=opus',
  '.wav': 'audio/wav',
  '.wave': 'audio/wav',
  '.m4a': 'audio/mp4',
  '.m4b': 'audio/mp4',
  '.mp4': 'audio/mp4',
  '.aac': 'audio/aac',
  '.webm': 'audio/webm',
  '.mka': 'audio/x-matroska',
  '.aif': 'audio/aiff',
  '.aiff': 'audio/aiff',
  '.aifc': 'audio/aiff',
  '.wma': 'audio/x-ms-wma',
  '.wv': 'audio/x-wavpack',
  '.ape': 'audio/x-ape',
}

/** By codec, where a file's ending says nothing or lies. */
const BY_CODEC: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  vorbis: 'audio/ogg',
  opus: 'audio/ogg; codecs=opus',
  pcm: 'audio/wav',
  aac: 'audio/mp4',
  alac: 'audio/mp4',
  wma: 'audio/x-ms-wma',
  wavpack: 'audio/x-wavpack',
  ape: 'audio/x-ape',
}

const PLAYED_BY_BROWSERS = new Set(['mp3', 'flac', 'vorbis', 'opus', 'pcm', 'aac'])
const CONTAINERS_UNKNOWN_TO_BROWSERS = new Set(['.aif', '.aiff', '.aifc', '.mka'])
/** Endings whose container the codec alone does not tell. */
const CONTAINERS = new Set([
  '.ogg',
  '.oga',
  '.opus',
  '.m4a',
  '.m4b',
  '.mp4',
  '.aac',
  '.webm',
  '.mka',
  '.wav',
  '.wave',
  '.aif',
  '.aiff',
  '.aifc',
])

/** The media type of an audio file: by its codec where the ending lies about it, else by its ending. */
export function contentTypeOf(file: Pick<AudioFile, 'path' | 'codec'>): string {
  const ending = extname(file.path).toLowerCase()
  const byCodec = BY_CODEC[file.codec]
  if (byCodec && !CONTAINERS.has(ending)) return byCodec
  if (file.codec === 'opus' && (ending === '.ogg' || ending === '.oga')) return BY_CODEC['opus']
  return BY_ENDING[ending] ?? byCodec ?? 'application/octet-stream'
}

/** Whether today's browsers play this file as it is. */
export function playsInBrowsers(file: Pick<AudioFile, 'path' | 'codec'>): boolean {
  return PLAYED_BY_BROWSERS.has(file.codec) && !CONTAINERS_UNKNOWN_TO_BROWSERS.has(extname(file.path).toLowerCase())
}
