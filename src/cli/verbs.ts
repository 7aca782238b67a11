// The verbs, as a table: how each is written, what it is for, its options, and the file that does it.

import type { Hall } from './hall.ts'

/** Does a verb: the words after it in order, and its options; resolves to the exit status. */
export type Verb = (hall: Hall, words: readonly (string | string[])[], options: Readonly<Record<string, unknown>>) => Promise<number>

interface VerbLine {
  readonly usage: string
  readonly summary: string
  /** Flags, what they mean, and whether they may be given more than once. */
  readonly options?: readonly (readonly [flags: string, summary: string, repeatable?: true])[]
  load(): Promise<Verb>
}

const HOST = ['--host <address>', 'the address to listen on (default 127.0.0.1: this machine only)'] as const
const PORT = ['--port <number>', 'the port to listen on (default 4747)'] as const
const USER = ['--user <name>', "the listener's name (default: the first listener)"] as const

export const VERBS: readonly VerbLine[] = [
  {
    usage: 'start',
    summary: 'sets up what is missing, serves, and prints the first recommendations (what `npm start` runs)',
    options: [
      ['--music <folder>', 'a folder of your music (may be repeated)', true],
      ['--history <path>', 'an export of your listening: zip, folder or file (may be repeated)', true],
      ['--table <file>', 'a table of tracks to recommend from, CSV (may be repeated)', true],
      ['--no-demo', 'do not make the demo where there is no data yet'],
      HOST,
      PORT,
      ['--user <name>', 'whose history it is (default: me)'],
    ],
    load: async () => (await import('./start.ts')).start,
  },
  { usage: 'serve', summary: 'the server: page, API, audio', options: [HOST, PORT], load: async () => (await import('./serve.ts')).serve },
  {
    usage: 'demo',
    summary: 'a small library that Deepcut composes itself, with a made-up history',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    usage: 'scan <folder...>',
    summary: 'indexes and analyses audio; only what changed',
    options: [
      ['--cores <number>', 'files heard at once (default: as in the settings, at first all cores)'],
      ['--quick', 'hears an excerpt of each file only; the server, or the next scan, hears the rest'],
    ],
    load: async () => (await import('./scan.ts')).scanVerb,
  },
  {
    usage: 'analyze <file...>',
    summary: 'analyses files without storing anything',
    load: async () => (await import('./analyze.ts')).analyze,
  },
  {
    usage: 'import <path...>',
    summary: 'any export, zip, folder or table; recognised by its content',
    options: [
      ['--user <name>', 'whose history it is; made if new (default: me)'],
      ['--dry-run', 'reads and reports, keeps nothing'],
      ['--zone <name>', 'the zone of times that name none, such as Europe/Berlin (default UTC)'],
      ['--account <name>', "whose listens, in a file with several people's (default: the listener's name)"],
      ['--columns <list>', 'what the columns of a table of listens mean: title=Song,artist=Artist,time="Played At"'],
      ['--save-preset <name>', 'remembers these columns for tables like it'],
    ],
    load: async () => (await import('./import.ts')).importVerb,
  },
  {
    usage: 'recommend',
    summary: 'the next tracks, with reasons',
    options: [
      USER,
      ['--count <number>', 'how many, 1 to 500 (default 10)'],
      ['--radar <number>', '0 familiar to 1 under the radar (default 0.5)'],
      ['--from <where>', 'library, catalogue or all (default all)'],
    ],
    load: async () => (await import('./recommend.ts')).recommend,
  },
  {
    usage: 'similar <track>',
    summary: 'the nearest tracks by sound; TRACK is an id, "artist - title", or a file',
    options: [['--count <number>', 'how many, 1 to 500 (default 10)']],
    load: async () => (await import('./similar.ts')).similar,
  },
  {
    usage: 'stats',
    summary: 'the listening numbers',
    options: [
      USER,
      ['--from <date>', 'first day, such as 2026-01-31'],
      ['--to <date>', 'last day'],
      ['--insight <name>', 'one question in place of the overview, such as top-artists, clock or completion; a wrong name lists them all'],
      ['--zone <name>', "time zone of an insight, such as Europe/Berlin (default: this machine's)"],
      ['--kind <kind>', 'of an insight: music, podcast, audiobook, video or all (default music)'],
      ['--source <number>', 'of an insight: only what this import tells'],
      ['--with <name=value>', 'a parameter of an insight, such as count=10 or order=least (may be repeated)', true],
      ['--csv [table]', 'prints a table of an insight as CSV'],
    ],
    load: async () => (await import('./stats.ts')).stats,
  },
  {
    usage: 'evaluate <what>',
    summary: 'a claim of the analysis against its data: descriptors, loudness, tempo, beats, key, structure or retrieval',
    options: [
      ['--count <number>', 'how many renders, 0 for none (default 200)'],
      ['--split <half>', 'of the renders: development, test or all (default all)'],
      ['--seed <number>', 'of the renders and of the intervals (default 1)'],
      ['--renders <folder>', 'where the renders are kept (default in DEEPCUT_HOME)'],
      ['--truth <folder>', 'a folder of your own with a truth.json beside its audio (may be repeated)', true],
      ['--music <folder>', 'music without truth, for loudness, key and retrieval (may be repeated)', true],
      ['--golden <folder>', 'where golden.json and its clips are'],
      ['--plot <file>', 'writes the reliability plot, SVG'],
    ],
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  {
    usage: 'tag [path...]',
    summary: 'shows what it would write into the tags of files or folders: BPM, key, ReplayGain; writes only with --write',
    options: [
      ['--all', 'every file of the library'],
      ['--write', 'write it into the files'],
      ['--undo', 'take back the last run that wrote (or of it, only these paths)'],
      ['--overwrite', 'also where the file says something else already'],
      ['--only <fields>', 'bpm, key, replaygain: some of them, with commas between (default all)'],
      ['--key-notation <kind>', 'standard (F#m) or camelot (11A) (default standard)'],
      ['--min-confidence <number>', 'leaves out a tempo or key less sure than this, 0 to 1 (default 0.5)'],
    ],
    load: async () => (await import('./tag.ts')).tag,
  },
  { usage: 'backup <file>', summary: 'copies the database while it stays in use', load: async () => (await import('./backup.ts')).backup },
]
