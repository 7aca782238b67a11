// A folder of one's own to score against: a truth.json with a list of pieces, each `{file, tempoBpm?, beatsS?, downbeatsS?, timeSignature?, key?}`.

import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Fault, messageOf } from '#kernel'
import type { PieceTruth } from './renders/truth.ts'

type Given = { readonly file: string } & Partial<Omit<PieceTruth, 'path' | 'split'>>

/** The pieces of a folder; a fault where it has no readable truth.json. */
export async function readTruthFolder(folder: string): Promise<{ name: string; about: string; truths: PieceTruth[] }> {
  const path = join(resolve(folder), 'truth.json')
  try {
    const parsed = JSON.parse(await readFile(path, 'utf8')) as Given[] | { pieces: Given[] }
    const given = Array.isArray(parsed) ? parsed : parsed.pieces
    return { name: basename(resolve(folder)), about: 'truth given in a folder', truths: given.map((piece) => truthOf(folder, piece)) }
  } catch (error) {
    throw new Fault('invalid', 'TRUTH_INVALID', `${path} is not a list of pieces with their truth: ${messageOf(error)}.`)
  }
}

function truthOf(folder: string, given: Given): PieceTruth {
  if (typeof given.file !== 'string') throw new Error('a piece has no "file"')
  const { file, tempoBpm = null, beatsS = [], downbeatsS = [], timeSignature = null, key = null, durationS = beatsS.at(-1) ?? 0 } = given
  return {
    name: file,
    path: resolve(folder, file),
    split: 'test',
    style: given.style ?? '',
    durationS,
    tempoBpm,
    timeSignature,
    beatsS,
    downbeatsS,
    key,
    keys: given.keys ?? (key ? [{ fromS: 0, toS: durationS, ...key }] : []),
  }
}
