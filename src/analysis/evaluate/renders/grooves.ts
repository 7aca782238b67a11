// MMA's library, walked: which grooves there are and what metre each claims. What the MIDI file then says is what counts.

import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Random } from '#kernel'

export type Metre = '4/4' | '3/4' | '6/8'

export interface Groove {
  /** As MMA names it: library/file:Groove. */
  readonly name: string
  readonly file: string
  readonly metre: Metre
}

/** Parts of a piece that are not a groove to play for a minute. */
const NOT_MAIN = /intro|end|fill|break|stop|tacet|turn|count|metro|none/i
const NOT_MUSIC = /(^|\/)(metronome\d*|none)$/
/** Of every 25 pieces, how many have which metre: about what a library of songs has, with more of the rare ones to measure. */
const BLOCK: readonly Metre[] = [...Array<Metre>(19).fill('4/4'), ...Array<Metre>(4).fill('3/4'), ...Array<Metre>(2).fill('6/8')]

/** Every main groove of the library by file, in the order of their names. */
async function readGrooves(library: string): Promise<Groove[][]> {
  const paths = (await readdir(library, { recursive: true })).filter((path) => path.endsWith('.mma')).sort()
  const files: Groove[][] = []
  for (const path of paths) {
    const file = path.slice(0, -'.mma'.length).split(sep).join('/')
    if (NOT_MUSIC.test(file)) continue
    // A few files of the library are Latin-1, so no groove's name may be lost to UTF-8.
    const text = await readFile(join(library, path), 'latin1')
    const metre = metreOf(text, file)
    const names = [...text.matchAll(/^\s*DefGroove\s+(\S+)/gim)].map((match) => match[1]).filter((name) => !NOT_MAIN.test(name))
    if (metre && names.length > 0) files.push([...new Set(names)].map((name) => ({ name: `${file}:${name}`, file, metre })))
  }
  return files
}

/** The metre a file claims; null for one that is not counted in two, three or four. */
function metreOf(text: string, file: string): Metre | null {
  const quarters = Number(/^\s*Time\s+(\d+)/im.exec(text)?.[1] ?? 4)
  const signature = /^\s*TimeSig\s+(\d+)[\s/]+(\d+)/im.exec(text)
  const claimed = signature ? `${signature[1]}/${signature[2]}` : ''
  if (claimed === '6/8' || quarters === 6 || /(^|[a-z])68/.test(file.split('/')[1] ?? '')) return '6/8'
  if (quarters === 3 || /waltz/.test(file)) return '3/4'
  return quarters === 4 ? '4/4' : null
}

/** Grooves in the order in which they are played: metres mixed as in BLOCK, each file's first groove before any file's second. Endless. */
export async function* grooveOrder(library: string, random: Random): AsyncGenerator<Groove & { readonly split: 'development' | 'test' }> {
  const files = random.shuffle(await readGrooves(library))
  const queues = new Map<Metre, { files: Groove[][]; next: number }>()
  for (const metre of ['4/4', '3/4', '6/8'] as const)
    queues.set(metre, { files: files.filter(([first]) => first.metre === metre), next: 0 })
  for (;;) {
    for (const metre of random.shuffle(BLOCK)) {
      const queue = queues.get(metre)!
      if (queue.files.length === 0) continue
      const place = queue.next++
      const grooves = queue.files[place % queue.files.length]
      // Whole files go to one half or the other, so that no groove's sibling is on both sides.
      const split = (place % queue.files.length) % 2 === 0 ? 'development' : 'test'
      yield { ...grooves[Math.floor(place / queue.files.length) % grooves.length], split }
    }
  }
}
