// What every reader of a format offers: how its files are known by their content, and how rows are read from them, in stretches.

import type { Mapping } from '../columns/mapping.ts'
import type { HeardRow } from '../heard-row.ts'
import type { Input } from '../input.ts'
import type { ListenerId } from '../listener.ts'
import type { SourceId } from '../source.ts'

/** The beginning of a file, looked at once for all formats. */
export interface Head {
  readonly bytes: Buffer
  /** Decoded as UTF-8, without a byte order mark; may end in the middle of a row. */
  readonly text: string
  /** The file's path: a hint only, for people rename, split and re-pack. */
  readonly path: string
  /** Keys of JSON near the start ("ms_played", "listened_at" …); empty where it is no JSON. */
  readonly jsonKeys: ReadonlySet<string>
}

/** What a reader needs to know beside the bytes. */
export interface FormatContext {
  readonly listenerId: ListenerId
  readonly sourceId: SourceId
  readonly nowMs: number
  /** IANA zone in which times without a zone are read, such as Europe/Berlin; UTC unless the person said. */
  readonly zone: string
  /** Names by which the listener may go where a file holds several people's listens, the likeliest first. */
  readonly accounts?: readonly string[]
  /** How a table of listens is to be read; only for that. */
  readonly mapping?: Mapping
  /** Every file that came with this one (of the same zip or folder, itself too): some formats need two to tell one listen. */
  readonly siblings: readonly Input[]
}

/** A heart or a ban that an export tells of. */
export interface ToldFeedback {
  readonly kind: 'love' | 'ban'
  readonly title: string
  readonly artistName: string
  readonly albumTitle: string | null
  readonly sourceUri: string | null
  /** When it was given; null where the source does not say. */
  readonly atMs: number | null
}

/** A playlist that an export tells of. */
export interface ToldPlaylist {
  readonly name: string
  readonly description: string | null
  readonly modifiedAtMs: number | null
  readonly items: readonly {
    readonly title: string
    readonly artistName: string
    readonly albumTitle: string | null
    readonly sourceUri: string | null
    readonly addedAtMs: number | null
  }[]
}

/** One stretch of a file. Every row read is in exactly one of `rows`, `refused` and `ignored`, or told as feedback or playlist (`other`). */
export interface Stretch {
  readonly rows: readonly HeardRow[]
  /** Rows that cannot be kept: where ("row 12, byte 3456") and why, in words that help. */
  readonly refused?: readonly { readonly where: string; readonly message: string }[]
  /** Rows left alone on purpose, by reason in capitals: NOT_MUSIC, ADVERTISEMENT, NOW_PLAYING … */
  readonly ignored?: Readonly<Record<string, number>>
  readonly feedback?: readonly ToldFeedback[]
  readonly playlists?: readonly ToldPlaylist[]
  /** Names of personal fields seen and left out. */
  readonly dropped?: readonly string[]
}

export interface Format {
  /** As in the report: spotify-extended, lastfm-csv … */
  readonly name: string
  /** As people know it: "Last.fm, CSV by lastfm-to-csv". */
  readonly title: string
  /** Whether the file is of this format. Formats are asked in the order of formats.ts; the first that says yes reads it. */
  recognises(head: Head): boolean
  /** Reads the whole file. What is wrong with a row is told in `refused`; a fault of the bytes themselves may be thrown and ends this file only. */
  read(input: Input, context: FormatContext): AsyncIterable<Stretch>
}
