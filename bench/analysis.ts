// How fast listening is, in CPU time of this process: the descriptors beside librosa, the stages in memory, each format with decoding, and the
// memory of long files. Run: node bench/analysis.ts [--memory-only] [--quick] [--ten-hours]. The clip is made from a seed; ffmpeg, where
// present, makes the other formats. librosa runs in DEEPCUT_PYTHON, or in an environment that is made for the purpose (not with --quick).

import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasFfmpeg } from '#analysis'
import { openResampler } from '#dsp'
import { seededRandom } from '#kernel'
import { openFile } from '../src/analysis/decode/byte-source.ts'
import { openAudio } from '../src/analysis/decode/open-audio.ts'
import { wavBytes } from '../src/analysis/decode/wav-bytes.fixture.ts'
import { type Listening, listenThrough } from '../src/analysis/listen-through.ts'
import { STAGES, stagesNamed } from '../src/analysis/stages.ts'
import { atLeast, atMost, median } from './bar.ts'

const RATE_HZ = 44_100
const LOW_RATE_HZ = 22_050
const CLIP_S = 120
const QUICK = process.argv.includes('--quick')
const RUNS = QUICK ? 3 : 9
const LONG_MIN = QUICK ? 6 : 60
/** What the bars speak of: 518 descriptors, tempo and beats, key, loudness. */
const BARRED = ['descriptors', 'rhythm', 'harmony', 'loudness']

/** Two channels of chords, a beat and noise. */
function clip(seconds: number): Float32Array[] {
  const random = seededRandom('bench')
  const count = seconds * RATE_HZ
  return [0, 1].map((channel) => {
    const out = new Float32Array(count)
    for (let i = 0; i < count; i++) {
      const t = i / RATE_HZ
      const root = 110 * 2 ** ([0, 5, 7, 3][Math.floor(t / 2) % 4] / 12)
      const tone = [1, 1.25, 1.5, 2, 3].reduce((sum, ratio) => sum + Math.sin(2 * Math.PI * root * ratio * t + channel), 0)
      const beat = Math.exp(-((t % 0.5) * 30))
      out[i] = 0.08 * tone + 0.5 * beat * (random.next() - 0.5) + 0.01 * (random.next() - 0.5)
    }
    return out
  })
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The median over RUNS runs, after one that warms up. */
async function medianMs(work: () => unknown): Promise<number> {
  await work()
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const before = cpuMs()
    await work()
    times.push(cpuMs() - before)
  }
  return median(times)
}

const line = (name: string, ms: number) =>
  console.log(`${name.padEnd(44)} ${ms.toFixed(0).padStart(6)} ms ${((CLIP_S * 1000) / ms).toFixed(0).padStart(6)} x real time`)

/** Samples that are there already, handed on as a decoder would. */
const inMemory = (sampleRateHz: number, channels: readonly Float32Array[]): Listening => ({
  codec: 'pcm',
  async *blocks() {
    for (let at = 0; at < channels[0].length; at += 65_536)
      yield { sampleRateHz, channels: channels.map((channel) => channel.subarray(at, at + 65_536)) }
  },
})

async function stages(folder: string, channels: readonly Float32Array[]): Promise<void> {
  const mono = channels[0].map((x, i) => 0.5 * (x + channels[1][i]))
  const samples = openResampler(RATE_HZ, LOW_RATE_HZ).push(mono)
  const low = inMemory(LOW_RATE_HZ, [samples])
  const listen = (names: readonly string[]) => medianMs(() => listenThrough(low, { stages: stagesNamed(names) }))
  console.log(`\n${CLIP_S} s of mono at ${LOW_RATE_HZ} Hz in memory, median CPU of ${RUNS} runs`)
  const descriptorsMs = await listen(['descriptors'])
  line('518 descriptors', descriptorsMs)
  const librosaMs = timeLibrosa(folder, samples)
  if (librosaMs !== null) {
    line('518 descriptors, librosa', librosaMs)
    atLeast(3, '518 descriptors, one core', librosaMs / descriptorsMs, 'x as fast as librosa')
  }
  const all = await listen(BARRED)
  line('518, tempo, beats, key, loudness', all)
  atLeast(180, '518, tempo, beats, key, loudness in memory, one core', (CLIP_S * 1000) / all, 'x real time')
  for (const { name, listen: hears } of STAGES) if (hears) line(`  ${name} alone`, await listen([name]))
  line('every stage', await listen(STAGES.map(({ name }) => name)))
  console.log(`${CLIP_S} s of stereo at ${RATE_HZ} Hz in memory`)
  line('  loudness and true peak', await medianMs(() => listenThrough(inMemory(RATE_HZ, channels), { stages: stagesNamed(['loudness']) })))
  line('  resample one channel', await medianMs(() => openResampler(RATE_HZ, LOW_RATE_HZ).push(mono)))
}

/** CPU milliseconds of librosa for the descriptors of `samples`, or null where there is no librosa. */
function timeLibrosa(folder: string, samples: Float32Array): number | null {
  const python = pythonWithLibrosa(folder)
  if (!python) return null
  const path = join(folder, 'samples.f32')
  writeFileSync(path, samples)
  const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' }
  const run = spawnSync(python, [join(import.meta.dirname, 'with_librosa.py'), 'time', path, String(RUNS)], {
    encoding: 'utf8',
    env: { ...process.env, ...oneThread },
  })
  if (run.status !== 0) {
    console.log(`librosa is not compared: ${run.stderr.trim().split('\n').at(-1)}`)
    return null
  }
  return (JSON.parse(run.stdout) as { cpuMs: number }).cpuMs
}

function pythonWithLibrosa(folder: string): string | null {
  const given = process.env['DEEPCUT_PYTHON']
  if (given) return given
  if (QUICK) {
    console.log('librosa is not compared: DEEPCUT_PYTHON names no Python that has it')
    return null
  }
  const place = join(folder, 'python')
  const python = join(place, 'bin', 'python')
  const made = spawnSync('python3', ['-m', 'venv', place]).status === 0
  if (made && spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'librosa==0.11.0']).status === 0) return python
  console.log('librosa is not compared: no Python could install it')
  return null
}

async function formats(folder: string, channels: readonly Float32Array[]): Promise<void> {
  const wav = join(folder, 'clip.wav')
  writeFileSync(wav, wavBytes([...channels], { sampleRateHz: RATE_HZ, bits: 16 }))
  const paths: [string, string][] = [['wav', wav]]
  if (await hasFfmpeg()) {
    for (const [name, options] of [
      ['mp3', ['-b:a', '192k']],
      ['ogg', ['-c:a', 'libvorbis', '-q:a', '5']],
      ['opus', ['-b:a', '128k']],
      ['flac', []],
    ] as const) {
      const path = join(folder, `clip.${name}`)
      execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', wav, ...options, path])
      paths.push([name, path])
    }
  } else console.log('no ffmpeg on PATH: only wav is measured')
  console.log(`\n${CLIP_S} s of stereo at ${RATE_HZ} Hz from a file, median CPU of ${RUNS} runs`)
  for (const [name, path] of paths) {
    line(`${name}, decode only`, await medianMs(() => decode(path)))
    const ms = await medianMs(() => decode(path, BARRED))
    line(`${name}, and 518, tempo, beats, key, loudness`, ms)
    if (name === 'mp3') atLeast(110, 'mp3: decode, 518, tempo, beats, key, loudness, one core', (CLIP_S * 1000) / ms, 'x real time')
    line(
      `${name}, and every stage`,
      await medianMs(() =>
        decode(
          path,
          STAGES.map((stage) => stage.name),
        ),
      ),
    )
  }
}

/** Decodes a file, and listens with some stages. */
async function decode(path: string, names: readonly string[] = []): Promise<void> {
  const source = await openFile(path)
  const audio = await openAudio(source)
  if (names.length > 0) await listenThrough(audio, { stages: stagesNamed(names) })
  else for await (const _ of audio.blocks());
  await source.close()
}

/** Peak resident memory of a fresh process that analyses a file of so many minutes. */
function memory(folder: string, ending: string, minutes: number): void {
  const wav = join(folder, 'part.wav')
  const part = join(folder, `part.${ending}`)
  const path = join(folder, `long.${ending}`)
  writeFileSync(wav, wavBytes(clip(CLIP_S), { sampleRateHz: RATE_HZ, bits: 16 }))
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', wav, '-b:a', '192k', '-write_xing', '0', part])
  const bytes = readFileSync(part)
  writeFileSync(path, '')
  for (let written = 0; written < minutes * 60; written += CLIP_S) appendFileSync(path, bytes)
  const script = `import { analyseFile } from '#analysis'
    const outcome = await analyseFile(${JSON.stringify(path)})
    console.log(JSON.stringify({ ok: outcome.ok, s: outcome.analysis?.durationS, mb: process.resourceUsage().maxRSS / 1024, cpu: process.cpuUsage().user / 1e6 }))`
  const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
  })
  const { ok, s, mb, cpu } = JSON.parse(child.stdout) as { ok: boolean; s: number; mb: number; cpu: number }
  const size = (statSync(path).size / 2 ** 20).toFixed(0)
  console.log(
    `${minutes} min of ${ending} (${size} MB): ${ok ? 'analysed' : 'failed'}, ${s.toFixed(0)} s, peak ${mb.toFixed(0)} MB, ${(s / cpu).toFixed(0)} x real time`,
  )
  atMost(minutes > LONG_MIN ? 400 : 350, `memory of a ${minutes}-minute ${ending}`, mb, 'MB')
  rmSync(path)
}

const folder = mkdtempSync(join(tmpdir(), 'deepcut-bench-'))
try {
  if (!process.argv.includes('--memory-only')) {
    const channels = clip(CLIP_S)
    await stages(folder, channels)
    await formats(folder, channels)
  }
  if (await hasFfmpeg()) {
    console.log('\nmemory, one fresh process a file, every stage')
    memory(folder, 'mp3', LONG_MIN)
    if (process.argv.includes('--ten-hours')) memory(folder, 'mp3', 600)
  }
} finally {
  rmSync(folder, { recursive: true })
}
