// Fetches Debian packages with apt-get and takes them apart with dpkg-deb, as root or not.

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether a program answers. */
export async function answers(program: string, ...args: string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  )
}

/** Why the music cannot be fetched and made here; null where it can. */
export async function missingTool(): Promise<string | null> {
  for (const [program, flag] of [
    ['apt-get', '--version'],
    ['dpkg-deb', '--version'],
    ['ffmpeg', '-version'],
    ['ffprobe', '-version'],
  ]) {
    if (!(await answers(program, flag))) return `${program} is not there`
  }
  return null
}

export interface Fetcher {
  /** The folder with the package's files, of the first name that this Debian has. */
  fetch(names: readonly string[]): Promise<string>
}

/** Fetches into `folder`; package lists are updated once where they do not know a package. */
export function openFetcher(folder: string, say: (text: string) => void): Fetcher {
  mkdirSync(join(folder, 'deb'), { recursive: true })
  let options: string[] | null = null

  /** The lists of this machine, or, where they are empty, fresh ones: the machine's own as root, else private ones. */
  async function withLists(names: readonly string[]): Promise<string[]> {
    if (options) return options
    if (await knows([], names[0])) {
      options = []
      return options
    }
    say('apt-get update (the package lists are empty)')
    const own = [] as string[]
    if (
      await run('apt-get', ['update', '-qq']).then(
        () => knows([], names[0]),
        () => false,
      )
    ) {
      options = own
      return options
    }
    const state = join(folder, 'apt')
    for (const part of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(join(state, part), { recursive: true })
    const privately = ['-o', `Dir::State=${join(state, 'state')}`, '-o', `Dir::Cache=${join(state, 'cache')}`, '-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'Debug::NoLocking=1'] // biome-ignore format: a command line
    await run('apt-get', [...privately, 'update', '-qq'])
    options = privately
    return options
  }

  return {
    async fetch(names) {
      const known = names.find((name) => existsSync(join(folder, 'files', name)))
      if (known) return join(folder, 'files', known)
      const apt = await withLists(names)
      for (const name of names) {
        if (!(await knows(apt, name))) continue
        say(`apt-get download ${name}`)
        await run('apt-get', [...apt, 'download', name], { cwd: join(folder, 'deb') })
        const deb = readdirSync(join(folder, 'deb')).find((file) => file.startsWith(`${name}_`))
        if (!deb) throw new Error(`apt-get download ${name} left no file`)
        const partial = join(folder, 'files', `${name}.partial`)
        rmSync(partial, { recursive: true, force: true })
        mkdirSync(partial, { recursive: true })
        await run('dpkg-deb', ['-x', join(folder, 'deb', deb), partial])
        await run('mv', [partial, join(folder, 'files', name)])
        rmSync(join(folder, 'deb', deb))
        return join(folder, 'files', name)
      }
      throw new Error(`This Debian has none of: ${names.join(', ')}`)
    },
  }
}

const knows = (apt: readonly string[], name: string) =>
  run('apt-get', [...apt, 'download', '--print-uris', name]).then(
    ({ stdout }) => stdout.includes('.deb'),
    () => false,
  )
