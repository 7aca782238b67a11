// How fast listening is: x real time for each format (CPU of this process and of ffmpeg), where the time goes, and the memory of long files.
// Run: node bench/analysis.ts [--memory-only] [--quick] [--ten-hours]. The clip is made from a seed; ffmpeg, where present, makes the other formats.

import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { analyseFile, hasFfmpeg } from '#analysis'
import { LoudnessMeter, openFft, openResampler } from '#dsp'
import { seededRandom } from '#kernel'
import { openFile } from '../src/analysis/decode/byte-source.ts'
import { openAudio } from '../src/analysis/decode/open-audio.ts'
import { wavBytes } from '../src/analysis/decode/wav-bytes.fixture.ts'
import { Hearing } from '../src/analysis/hearing.ts'
import type { Conclude, Stage } from '../src/analysis/stage.ts'
import { STAGES } from '../src/analysis/stages.ts'
import { atLeast, atMost, median } from './bar.ts'

const RATE_HZ = 44_100
const CLIP_S = 120
const QUICK = process.argv.includes('--quick')
const RUNS = QUICK ? 1 : 5
/** The formats and the length that the issue sets a bar for. */
const BAR_FORMATS = ['mp3', 'ogg']
const LONG_MIN = QUICK ? 6 : 60

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

async function medianMs(work: () => unknown, runs = RUNS): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const before = cpuMs()
    await work()
    times.push(cpuMs() - before)
  }
  return median(times)
}

const line = (name: string, ms: number, seconds: number) =>
  console.log(`${name.padEnd(34)} ${ms.toFixed(0).padStart(7)} ms ${((seconds * 1000) / ms).toFixed(0).padStart(6)} x real time`)

async function decodeOnly(path: string): Promise<void> {
  const source = await openFile(path)
  for await (const _ of (await openAudio(source)).blocks());
  await source.close()
}

async function formats(folder: string): Promise<void> {
  const wav = join(folder, 'clip.wav')
  writeFileSync(wav, wavBytes(clip(CLIP_S), { sampleRateHz: RATE_HZ, bits: 16 }))
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
  await analyseFile(wav)
  console.log(`\n${CLIP_S} s of stereo at ${RATE_HZ} Hz, median CPU of ${RUNS} runs`)
  for (const [name, path] of paths) {
    line(`${name}, decode only`, await medianMs(() => decodeOnly(path)), CLIP_S)
    const ms = await medianMs(() => analyseFile(path))
    line(`${name}, decode and analyse`, ms, CLIP_S)
    if (BAR_FORMATS.includes(name)) atLeast(60, `${name}: decode and analyse, one core`, (CLIP_S * 1000) / ms, 'x real time')
  }
}

async function stages(): Promise<void> {
  const channels = clip(CLIP_S)
  const mono = channels[0].map((x, i) => 0.5 * (x + channels[1][i]))
  const low = openResampler(RATE_HZ, 22_050).push(mono)
  const fft = await openFft(2048)
  const hear = (stages: readonly Stage[]): { ends: (Conclude | undefined)[] } => {
    const hearing = new Hearing(fft)
    const ends = stages.map((stage) => stage.listen?.(hearing))
    hearing.push({ sampleRateHz: 22_050, channels: [low] })
    hearing.finish()
    return { ends }
  }
  console.log('\nstages, in memory')
  line(
    'loudness and true peak, 2 channels',
    await medianMs(() => {
      const meter = new LoudnessMeter()
      meter.setFormat(RATE_HZ, [1, 1])
      for (let at = 0; at < mono.length; at += 65_536) meter.push(channels.map((channel) => channel.subarray(at, at + 65_536)))
      meter.measure()
    }),
    CLIP_S,
  )
  line('resample 44.1 to 22.05 kHz', await medianMs(() => openResampler(RATE_HZ, 22_050).push(mono)), CLIP_S)
  for (const stage of STAGES.filter(({ listen }) => listen)) line(`${stage.name}: hearing`, await medianMs(() => hear([stage])), CLIP_S)
  fft.close()
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
  if (minutes === LONG_MIN) atMost(350, `memory of a ${minutes}-minute ${ending}`, mb, 'MB')
  rmSync(path)
}

const folder = mkdtempSync(join(tmpdir(), 'deepcut-bench-'))
try {
  if (!process.argv.includes('--memory-only')) {
    await formats(folder)
    await stages()
  }
  if (await hasFfmpeg()) {
    console.log('\nmemory, one fresh process a file (bar: 350 MB at 60 minutes)')
    memory(folder, 'mp3', LONG_MIN)
    if (process.argv.includes('--ten-hours')) memory(folder, 'mp3', 600)
  }
} finally {
  rmSync(folder, { recursive: true })
}
