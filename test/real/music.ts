// Builds the real library once and keeps it: fetches the packages, turns their pieces into every format, writes Artist/Album folders and a manifest.

import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { promisify } from 'node:util'
import { missingTool, openFetcher } from './fetch.ts'
import { type Form, type Kind, PACKAGES, type Package, RECIPE_VERSION, SECONDS_MAX, type Tags } from './recipe.ts'

const run = promisify(execFile)

export interface Piece {
  /** Relative to the library's folder. */
  readonly path: string
  readonly kind: Kind
  readonly form: Form
  /** As the file says; where it has no tags, as its name and folders say. */
  readonly title: string
  readonly artist: string
  readonly album: string
  readonly genre: string | null
  readonly durationS: number
  readonly package: string
  /** Set where the same piece is already in the library in another format. */
  readonly copyOf: string | null
}

export interface Library {
  readonly folder: string
  readonly pieces: readonly Piece[]
}

const FORMS: readonly Form[] = ['mp3', 'flac', 'opus', 'm4a', 'ogg']
const ENCODERS: Readonly<Record<Exclude<Form, 'original'>, readonly string[]>> = {
  mp3: ['-c:a', 'libmp3lame', '-q:a', '2', '-id3v2_version', '3'],
  flac: ['-c:a', 'flac', '-sample_fmt', 's16'],
  opus: ['-c:a', 'libopus', '-b:a', '112k'],
  m4a: ['-c:a', 'aac', '-b:a', '176k', '-movflags', '+faststart'],
  ogg: ['-c:a', 'libvorbis', '-q:a', '5'],
}

export const cacheFolder = (): string => process.env['DEEPCUT_REAL_CACHE'] ?? join(tmpdir(), 'deepcut-real-music')

/** The library, made where it is not there yet; or why it cannot be made. */
export async function realMusic(say: (text: string) => void): Promise<Library | { readonly missing: string }> {
  const folder = join(cacheFolder(), 'library')
  const manifest = join(cacheFolder(), 'library.json')
  if (existsSync(manifest)) {
    const kept = JSON.parse(readFileSync(manifest, 'utf8')) as { version: number; pieces: Piece[] }
    if (kept.version === RECIPE_VERSION && kept.pieces.every((piece) => existsSync(join(folder, piece.path))))
      return { folder, pieces: kept.pieces }
  }
  const missing = await missingTool()
  if (missing) return { missing }
  say(`building the library in ${cacheFolder()} (once)`)
  rmSync(folder, { recursive: true, force: true })
  const fetcher = openFetcher(cacheFolder(), say)
  const works: Work[] = []
  for (const source of PACKAGES) works.push(...(await worksOf(source, await fetcher.fetch(source.names))))
  say(`turning ${works.length} pieces into ${FORMS.join(', ')}`)
  const pieces = await inParallel(works, 2, (work) => make(work, folder))
  await drawCovers(folder, pieces)
  writeFileSync(`${manifest}.partial`, JSON.stringify({ version: RECIPE_VERSION, pieces }, null, 1))
  renameSync(`${manifest}.partial`, manifest)
  return { folder, pieces }
}

interface Work {
  readonly source: string
  /** The lead guitar to mix in. */
  readonly overlay: string | null
  readonly kind: Kind
  readonly form: Form
  readonly tags: Tags
  readonly trackNo: number
  readonly package: string
  readonly copyOf: string | null
}

async function worksOf(source: Package, files: string): Promise<Work[]> {
  const roots = [files]
  if (source.innerZip) {
    const zip = globSync('**/*', { cwd: files }).find((path) => source.innerZip!.test(path))
    if (!zip) throw new Error(`${source.names[0]} holds no ${source.innerZip}`)
    const inner = join(files, 'inner')
    if (!existsSync(inner)) await run('unzip', ['-q', '-o', join(files, zip), '-d', inner])
    roots.push(inner)
  }
  const paths = globSync('**/*', { cwd: files })
    .filter((path) => source.piece.test(path))
    .sort()
  const works: Work[] = []
  for (const path of paths) {
    const full = join(files, path)
    const { seconds, tags } = await probe(full)
    if (seconds < source.secondsMin) continue
    const index = works.length
    const kept = source.keepEvery > 0 && index % source.keepEvery === 0
    // A stable spread of formats over each package.
    const form = kept ? 'original' : FORMS[index % FORMS.length]
    const wanted = source.tags(path, tags)
    const work: Work = { source: full, overlay: null, kind: source.kind, form, tags: kept ? { ...wanted, ...tags } : wanted, trackNo: index + 1, package: source.names[0], copyOf: null } // biome-ignore format: one record
    const guitar = join(dirname(full), 'guitar.ogg')
    if (source.kind === 'rock' && existsSync(guitar)) {
      works.push({ ...work, overlay: guitar })
      works.push({ ...work, form: FORMS[(index + 1) % FORMS.length], trackNo: index + 2, tags: { ...wanted, title: `${wanted.title} (Backing Track)`, album: `${wanted.album}: Backing Tracks` } }) // biome-ignore format: one record
    } else works.push(work)
  }
  // The first converted piece of a package is there twice, in another format, as in real libraries.
  const twice = works.find((work) => work.form === 'mp3' || work.form === 'flac')
  if (twice && source.kind !== 'rock') works.push({ ...twice, form: twice.form === 'mp3' ? 'flac' : 'mp3', copyOf: pathOf(twice) })
  return works
}

const safe = (name: string) => name.replace(/[/\\:*?"<>|]+/g, '_').replace(/[. ]+$/, '')

function pathOf(work: Work): string {
  const ending = work.form === 'original' ? extname(work.source) : `.${work.form}`
  // What keeps its tags keeps its name too.
  const name =
    work.form === 'original' ? basename(work.source) : `${String(work.trackNo).padStart(2, '0')} ${safe(work.tags.title)}${ending}`
  return join(safe(work.tags.artist), safe(work.tags.album), name)
}

async function make(work: Work, folder: string): Promise<Piece> {
  const path = pathOf(work)
  const target = join(folder, path)
  mkdirSync(dirname(target), { recursive: true })
  if (work.form === 'original') copyFileSync(work.source, target)
  else await convert(work, work.form, target)
  const { seconds } = await probe(target)
  const { title, artist, album, genre } = work.tags
  return {
    path,
    kind: work.kind,
    form: work.form,
    title,
    artist,
    album,
    genre,
    durationS: seconds,
    package: work.package,
    copyOf: work.copyOf,
  }
}

async function convert(work: Work, form: Exclude<Form, 'original'>, target: string): Promise<void> {
  const inputs = [work.source, ...(work.overlay ? [work.overlay] : [])].flatMap((path) => ['-i', path])
  const mix = work.overlay ? 'amix=inputs=2:duration=longest:normalize=0,volume=-3dB,alimiter=limit=0.95:level=false,' : ''
  const { title, artist, album, albumArtist = null, genre, year } = work.tags
  const tags = Object.entries({ title, artist, album, album_artist: albumArtist, genre, date: year, track: String(work.trackNo) }).flatMap(
    ([name, value]) => (value === null ? [] : ['-metadata', `${name}=${value}`, '-metadata:s:a:0', `${name}=${value}`]),
  )
  await run('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', ...inputs, '-map_metadata', '-1', '-map_metadata:s:a', '-1', '-vn'],
    ...['-filter_complex', `${mix}atrim=end=${SECONDS_MAX},afade=t=out:st=${SECONDS_MAX - 2}:d=2[out]`, '-map', '[out]'],
    ...[...ENCODERS[form], ...tags, target],
  ])
}

/** Length and tags as the file has them, whatever their case. */
async function probe(path: string): Promise<{ seconds: number; tags: Partial<Tags> }> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration:format_tags:stream_tags', '-of', 'json', path])
  const found = JSON.parse(stdout) as {
    format: { duration: string; tags?: Record<string, string> }
    streams?: { tags?: Record<string, string> }[]
  }
  const all = Object.assign({}, found.format.tags, ...(found.streams ?? []).map((stream) => stream.tags)) as Record<string, string>
  const tags: Record<string, string> = {}
  for (const [name, value] of Object.entries(all)) {
    const key = name.toLowerCase() === 'date' ? 'year' : name.toLowerCase()
    if (['title', 'artist', 'album', 'genre', 'year'].includes(key)) tags[key] = key === 'year' ? value.slice(0, 4) : value
  }
  return { seconds: Number(found.format.duration), tags }
}

/** A picture for every other album folder, so that albums with and without covers are both there. */
async function drawCovers(folder: string, pieces: readonly Piece[]): Promise<void> {
  const albums = [...new Set(pieces.map((piece) => dirname(piece.path)))].sort()
  const colours = ['0x23405c', '0xd8a25e', '0x7a3b2e', '0x9fb7a5', '0x3d2c4f', '0xe3d8c4']
  for (const [index, album] of albums.entries()) {
    if (index % 2) continue
    const [from, to] = [colours[index % colours.length], colours[(index + 3) % colours.length]]
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `gradients=s=500x500:c0=${from}:c1=${to}:x0=0:y0=0:x1=${150 + 50 * index}:y1=500:d=1`, '-frames:v', '1', join(folder, album, 'cover.jpg')]) // biome-ignore format: a command line
  }
}

/** Maps with at most `width` at a time, keeping the order. */
async function inParallel<In, Out>(items: readonly In[], width: number, map: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = new Array(items.length)
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next++
      results[index] = await map(items[index])
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}
