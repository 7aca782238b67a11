// What an audio file is: by its ending whether to look at it, by its first bytes what to read it as.

/** Formats by what their files begin with, and the media type by which the tag reader knows them. */
const MEDIA_TYPES = {
  mp3: 'audio/mpeg',
  aac: 'audio/aacp',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  mp4: 'audio/mp4',
  asf: 'audio/x-ms-wma',
  ape: 'audio/ape',
  wavpack: 'audio/wavpack',
  musepack: 'audio/musepack',
  dsf: 'audio/dsf',
  dff: 'audio/dff',
  matroska: 'audio/matroska',
  caf: null,
  tta: null,
  tak: null,
} as const

export type AudioFormat = keyof typeof MEDIA_TYPES

const ENDINGS: Readonly<Record<string, AudioFormat>> = {
  mp3: 'mp3', mp2: 'mp3', mpga: 'mp3', aac: 'aac', flac: 'flac', fla: 'flac', ogg: 'ogg', oga: 'ogg', opus: 'ogg', spx: 'ogg', wav: 'wav', wave: 'wav',
  aif: 'aiff', aiff: 'aiff', aifc: 'aiff', m4a: 'mp4', m4b: 'mp4', alac: 'mp4', wma: 'asf', ape: 'ape', wv: 'wavpack', mpc: 'musepack', dsf: 'dsf',
  dff: 'dff', mka: 'matroska', weba: 'matroska', caf: 'caf', tta: 'tta', tak: 'tak',
} // biome-ignore format: a table

/** The format an audio ending stands for; null where the ending is not audio's. */
export function formatOfEnding(path: string): AudioFormat | null {
  const dot = path.lastIndexOf('.')
  const ending = path.slice(dot + 1).toLowerCase()
  return dot >= 0 && Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : null
}

/** The media type under which the tag reader takes a format; null where it cannot read it. */
export const mediaTypeOf = (format: AudioFormat): string | null => MEDIA_TYPES[format]

/** How many bytes `formatOfContent` wants to see. */
export const HEAD_BYTES = 4096

const at = (head: Uint8Array, offset: number, text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (head[offset + i] !== text.charCodeAt(i)) return false
  return true
}

/** Where the sound begins after an ID3v2 tag; 0 where there is none. */
export function id3Length(head: Uint8Array): number {
  if (!at(head, 0, 'ID3') || head.length < 10) return 0
  return 10 + ((head[6] & 127) << 21) + ((head[7] & 127) << 14) + ((head[8] & 127) << 7) + (head[9] & 127)
}

const MAGIC: readonly (readonly [AudioFormat, number, string])[] = [
  ['flac', 0, 'fLaC'],
  ['ogg', 0, 'OggS'],
  ['wav', 8, 'WAVE'],
  ['aiff', 8, 'AIFF'],
  ['aiff', 8, 'AIFC'],
  ['mp4', 4, 'ftyp'],
  ['asf', 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['ape', 0, 'MAC '],
  ['wavpack', 0, 'wvpk'],
  ['musepack', 0, 'MPCK'],
  ['musepack', 0, 'MP+'],
  ['dsf', 0, 'DSD '],
  ['dff', 0, 'FRM8'],
  ['matroska', 0, '\x1a\x45\xdf\xa3'],
  ['caf', 0, 'caff'],
  ['tta', 0, 'TTA1'],
  ['tak', 0, 'tBaK'],
]

/** The format of a file that begins with `head` (after an ID3v2 tag, if it has one); null where it is none of ours. */
export function formatOfContent(head: Uint8Array): AudioFormat | null {
  const known = MAGIC.find(([, offset, text]) => head.length >= offset + text.length && at(head, offset, text))
  return known ? known[0] : mpegFormat(head)
}

/** MPEG audio has no magic, only frames: two headers of one kind, or one where the file ends before a second could come. */
function mpegFormat(head: Uint8Array): AudioFormat | null {
  for (let i = 0; i + 4 <= head.length; i++) {
    if (head[i] !== 0xff) continue
    const length = frameLength(head, i)
    if (length === null) continue
    const next = i + length.bytes
    const follows = next + 2 <= head.length && frameLength(head, next)?.format === length.format
    if (follows || (i === 0 && next + 4 > head.length)) return length.format
  }
  return null
}

const BITRATES_V1_L3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const BITRATES_V1_L2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
const BITRATES_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const RATES_V1 = [44100, 48000, 32000]

function frameLength(head: Uint8Array, i: number): { format: AudioFormat; bytes: number } | null {
  const second = head[i + 1]
  if (head[i] !== 0xff || (second & 0xe0) !== 0xe0 || i + 4 > head.length) return null
  if ((second & 0xf6) === 0xf0) {
    if (i + 6 > head.length || (head[i + 2] & 0x3c) >> 2 > 12) return null
    const bytes = ((head[i + 3] & 3) << 11) | (head[i + 4] << 3) | (head[i + 5] >> 5)
    return bytes > 7 ? { format: 'aac', bytes } : null
  }
  const version = (second >> 3) & 3
  const layer = 4 - ((second >> 1) & 3)
  const rateIndex = (head[i + 2] >> 2) & 3
  const bitrateIndex = head[i + 2] >> 4
  if (version === 1 || layer === 4 || layer === 1 || rateIndex === 3 || bitrateIndex === 0 || bitrateIndex === 15) return null
  const rate = RATES_V1[rateIndex] / (version === 3 ? 1 : version === 2 ? 2 : 4)
  const kbps = (version === 3 ? (layer === 3 ? BITRATES_V1_L3 : BITRATES_V1_L2) : BITRATES_V2)[bitrateIndex]
  const samples = layer === 3 && version !== 3 ? 72 : 144
  return { format: 'mp3', bytes: Math.floor((samples * kbps * 1000) / rate) + ((head[i + 2] >> 1) & 1) }
}

/** The media type of a picture by its first bytes; null for what is not kept (SVG, TIFF, BMP, text …). */
export function pictureType(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (at(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (at(bytes, 0, 'GIF8')) return 'image/gif'
  if (at(bytes, 0, 'RIFF') && at(bytes, 8, 'WEBP')) return 'image/webp'
  if (at(bytes, 4, 'ftypavif')) return 'image/avif'
  return null
}
