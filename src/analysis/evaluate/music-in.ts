// The audio files below a folder of one's own.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const AUDIO = /\.(flac|wav|mp3|ogg|oga|opus|aif|aiff|m4a)$/i

/** Their paths, in the order of their names. */
export async function musicIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names
    .filter((name) => AUDIO.test(name))
    .sort()
    .map((name) => join(folder, name))
}
