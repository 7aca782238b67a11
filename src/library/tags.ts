// What the tags of one file say, read by music-metadata and put into our words.

import { openAsBlob } from 'node:fs'
import { type IAudioMetadata, type ICommonTagsResult, type IPicture, parseBlob, parseFile } from 'music-metadata'
import { oggDurationMs } from './ogg-length.ts'
import { type AudioFormat, formatOfEnding, mediaTypeOf, pictureType } from './sniff.ts'

export interface Tags {
  readonly title: string | null
  readonly artistNames: readonly string[]
  readonly artistCredit: string | null
  readonly albumTitle: string | null
  readonly albumArtistName: string | null
  readonly albumMbid: string | null
  readonly recordingMbid: string | null
  readonly isrc: string | null
  readonly compilation: boolean
  readonly discNo: number | null
  readonly trackNo: number | null
  readonly year: number | null
  readonly genres: readonly string[]
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
  readonly bitrateBps: number | null
  readonly durationMs: number | null
  readonly replayGainTrackDb: number | null
  readonly replayGainAlbumDb: number | null
  readonly picture: { readonly bytes: Uint8Array; readonly mediaType: string } | null
  /** A picture was there, but of no kind or size that is kept. */
  readonly pictureRefused: boolean
}

/** A cover larger than this is not kept. */
export const PICTURE_BYTES_MAX = 16 * 1024 * 1024

/** Reads the tags of a file that is `format` by content, whatever its ending says. Throws what music-metadata throws. */
export async function readTags(path: string, format: AudioFormat): Promise<Tags> {
  const type = mediaTypeOf(format)
  if (type === null) return toTags(null, format)
  const trusted = formatOfEnding(path) === format
  const tags = toTags(trusted ? await parseFile(path) : await parseBlob(await openAsBlob(path, { type })), format)
  // Ogg says how long it is on its last page; the tag reader would read the whole file to get there.
  return format === 'ogg' ? { ...tags, durationMs: (await oggDurationMs(path, tags.sampleRateHz)) ?? tags.durationMs } : tags
}

/** What a file says whose tags cannot be read: its kind alone. */
export const noTags = (format: AudioFormat): Tags => toTags(null, format)

function toTags(metadata: IAudioMetadata | null, format: AudioFormat): Tags {
  const common: Partial<ICommonTagsResult> = metadata?.common ?? {}
  const sound: Partial<IAudioMetadata['format']> = metadata?.format ?? {}
  const artistNames = namesOf(common)
  const picture = chosenPicture(common.picture)
  return {
    title: text(common.title),
    artistNames,
    artistCredit: artistNames.length > 1 ? creditOf(common, artistNames) : null,
    albumTitle: text(common.album),
    albumArtistName: text(common.albumartist),
    albumMbid: text(common.musicbrainz_albumid),
    recordingMbid: text(common.musicbrainz_recordingid),
    isrc:
      text(common.isrc?.[0])
        ?.replace(/[^a-z0-9]/gi, '')
        .toUpperCase() || null,
    compilation: common.compilation === true,
    discNo: common.disk?.no ?? null,
    trackNo: common.track?.no ?? null,
    year: plausibleYear(common.year ?? common.originalyear),
    genres: [
      ...new Set(
        (common.genre ?? [])
          .flatMap((genre) => genre.split(/[;\0]/))
          .map((genre) => genre.trim())
          .filter(Boolean),
      ),
    ],
    codec: codecOf(sound.container, sound.codec, format),
    sampleRateHz: sound.sampleRate ?? 0,
    channels: sound.numberOfChannels ?? 0,
    bitrateBps: sound.bitrate ? Math.round(sound.bitrate) : null,
    durationMs: sound.duration && Number.isFinite(sound.duration) ? Math.round(sound.duration * 1000) : null,
    replayGainTrackDb: common.replaygain_track_gain?.dB ?? opusGain(metadata, 'R128_TRACK_GAIN'),
    replayGainAlbumDb: common.replaygain_album_gain?.dB ?? opusGain(metadata, 'R128_ALBUM_GAIN'),
    picture,
    pictureRefused: picture === null && (common.picture?.length ?? 0) > 0,
  }
}

const text = (value: string | undefined): string | null => value?.replaceAll('\0', ' ').trim() || null

function namesOf(common: Partial<ICommonTagsResult>): string[] {
  const told = common.artists?.length ? common.artists : common.artist ? [common.artist] : []
  return [
    ...new Set(
      told
        .flatMap((name) => name.split(/\0|;\s*/))
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ]
}

/** The credit line where it says how the artists belong together ("A feat. B"); else their names. */
function creditOf(common: Partial<ICommonTagsResult>, names: readonly string[]): string | null {
  const line = text(common.artist)
  return line !== null && names.every((name) => line.includes(name)) && !line.includes(';') ? line : names.join(', ')
}

const plausibleYear = (year: number | undefined): number | null => (year !== undefined && year >= 1000 && year <= 2999 ? year : null)

/** R128 gains of Opus: steps of 1/256 dB towards -23 LUFS; ReplayGain aims 5 dB higher. */
function opusGain(metadata: IAudioMetadata | null, id: string): number | null {
  const value = Number(metadata?.native['vorbis']?.find((tag) => tag.id.toUpperCase() === id)?.value)
  return Number.isFinite(value) && value !== 0 ? Math.round((value / 256 + 5) * 100) / 100 : null
}

/** The front cover if one says so, else the first picture that can be kept. */
function chosenPicture(pictures: readonly IPicture[] | undefined): Tags['picture'] {
  const usable = (pictures ?? []).filter((picture) => picture.data.length <= PICTURE_BYTES_MAX && pictureType(picture.data) !== null)
  const chosen = usable.find((picture) => /front/i.test(picture.type ?? '')) ?? usable[0]
  return chosen ? { bytes: chosen.data, mediaType: pictureType(chosen.data)! } : null
}

const BY_FORMAT: Readonly<Partial<Record<AudioFormat, string>>> = {
  mp3: 'mp3', aac: 'aac', flac: 'flac', wav: 'pcm', aiff: 'pcm', ape: 'ape', wavpack: 'wavpack', musepack: 'musepack', asf: 'wma', mp4: 'aac',
  ogg: 'vorbis', dsf: 'dsd', dff: 'dsd', tta: 'tta', tak: 'tak',
} // biome-ignore format: a table

/** The codec in our words: mp3, flac, vorbis, opus, pcm, aac, alac, wma, wavpack, ape … */
function codecOf(container: string | undefined, codec: string | undefined, format: AudioFormat): string {
  const said = `${codec ?? ''}`.toLowerCase()
  if (format === 'ogg' || format === 'matroska' || format === 'mp4') {
    for (const name of ['opus', 'vorbis', 'flac', 'speex', 'alac', 'aac']) if (said.includes(name)) return name
    if (/mp4a/.test(said)) return 'aac'
    if (/ec-3|ac-3/.test(said)) return said.includes('ec-3') ? 'eac3' : 'ac3'
  }
  if (/layer 2/.test(said)) return 'mp2'
  if ((format === 'wav' || format === 'aiff') && said !== '' && !/pcm|float|compress|none|sowt|twos|little|extensible/.test(said))
    return said
  return BY_FORMAT[format] ?? (said || (container ?? format).toLowerCase())
}
