// The floor plan as data: each room, what it is for, what it may import from the house, and which npm packages it may use.
// The list is ordered: a room may only name rooms above it, so a circle cannot be written down. tidy.test.ts holds it.

export interface Room {
  readonly name: string
  readonly purpose: string
  /** Rooms above this one that it may import, through their front doors (`#name`). */
  readonly imports: readonly string[]
  /** npm packages this room may use outside tests. */
  readonly packages: readonly string[]
  /** Whether it may use Node's own modules. */
  readonly node: boolean
}

const room = (name: string, purpose: string, imports: string, packages = '', node = true): Room => ({
  name,
  purpose,
  imports: imports.split(' ').filter(Boolean),
  packages: packages.split(' ').filter(Boolean),
  node,
})

export const ROOMS: readonly Room[] = [
  room('kernel', 'errors, ids, clock, random, log, config; knows no music', '', 'pino zod'),
  room('dsp', 'pure signal mathematics on typed arrays; runs in the browser too', 'kernel', '@echogarden/pffft-wasm', false),
  room('events', 'what happened: the catalogue of events and the bus', 'kernel'),
  room('compute', 'where heavy work runs: jobs on worker threads', 'kernel'),
  room('artifacts', 'big immutable bytes, such as covers', 'kernel'),
  room(
    'library',
    'what exists: tracks, artists, albums, audio files; scan, tags, identity',
    'kernel events compute artifacts',
    'music-metadata chokidar csv-parse taglib-wasm',
  ),
  room(
    'listens',
    'what was heard: history, import, one listen once, what counts',
    'kernel events library',
    'yauzl csv-parse htmlparser2 zod',
  ),
  room('playlists', 'ordered sets of tracks, as exports tell of them', 'kernel library listens'),
  room(
    'analysis',
    'what it sounds like: decode, descriptors, tempo, beats, key, loudness, vector',
    'kernel dsp events compute artifacts library',
    'mpg123-decoder @wasm-audio-decoders/flac @wasm-audio-decoders/ogg-vorbis @audio/decode-opus',
  ),
  room('models', 'what we learned: the taste of a listener', 'kernel library listens analysis'),
  room('insights', 'looking back: statistics of a listening life, the year', 'kernel library listens analysis'),
  room('recommend', 'what to hear next: candidates, rank, explain', 'kernel library listens analysis models'),
  room('streaming', 'bytes to ears: ranges and content types', 'kernel library'),
  room('demo', 'a small library that Deepcut composes itself, and an invented history', 'kernel dsp compute'),
  room(
    'connectors',
    'the world outside: every outbound call, enrichment, the Spotify link, relays',
    'kernel events artifacts library listens playlists',
    'zod',
  ),
  room('storage', "the rooms' stores on SQLite", 'kernel library listens playlists analysis connectors'),
  room(
    'server',
    'HTTP: the API, the page, audio, server-sent events',
    'kernel events compute artifacts library listens playlists analysis models insights recommend streaming demo connectors',
    'fastify @fastify/static @fastify/swagger fastify-type-provider-zod zod',
  ),
  room(
    'cli',
    'one verb a file',
    'kernel events compute artifacts library listens playlists analysis models insights recommend demo connectors server',
    'commander',
  ),
]
