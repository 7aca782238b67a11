// Real players, as Debian and npm have them, pointed at a Deepcut: mpd with mpdscribble, Quod Libet, and the library `lastfm`.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from './deepcut.ts'

/** Why a program cannot be driven here; false where it can. */
export function missing(...programs: readonly string[]): string | false {
  const absent = programs.filter((program) => {
    try {
      execFileSync('which', [program], { stdio: 'ignore' })
      return false
    } catch {
      return true
    }
  })
  if (absent.length === 0) return false
  const reason = `not on the PATH: ${absent.join(', ')}`
  if (process.env['CI'] === 'true') throw new Error(reason)
  process.stderr.write(`real: skipped, ${reason}\n`)
  return reason
}

/** A tagged FLAC of a quiet tone. */
export function writeSong(path: string, song: { title: string; artist: string; album: string; seconds: number }): void {
  const tags = Object.entries({ title: song.title, artist: song.artist, album: song.album }).flatMap(([name, value]) => [
    '-metadata',
    `${name}=${value}`,
  ])
  const tone = `sine=frequency=330:sample_rate=44100:duration=${song.seconds}`
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', tone, '-af', 'volume=0.05', ...tags, path])
}

export interface Player {
  /** What it wrote so far. */
  said(): string
  stop(): Promise<void>
}

/** Starts a program and gathers what it says. */
export function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Player {
  const child: ChildProcess = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (text += part))
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (text += part))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    said: () => text,
    stop: async () => {
      // The whole group: a wrapper such as xvfb-run has children.
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await ended
    },
  }
}

export interface Mpd extends Player {
  /** Sends commands and waits for the last OK. */
  tell(...commands: readonly string[]): Promise<string>
  readonly port: number
}

/** Starts mpd on a folder, playing to nothing in real time. */
export async function startMpd(home: string, musicFolder: string): Promise<Mpd> {
  const port = await freePort()
  const lines = [
    `music_directory "${musicFolder}"`,
    `db_file "${join(home, 'mpd.db')}"`,
    'bind_to_address "127.0.0.1"',
    `port "${port}"`,
    'audio_output {\n  type "null"\n  name "nothing"\n}',
  ]
  writeFileSync(join(home, 'mpd.conf'), `${lines.join('\n')}\n`)
  const player = start('mpd', ['--no-daemon', '--stderr', join(home, 'mpd.conf')])
  const tell = (...commands: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      let text = ''
      socket.setEncoding('utf8').on('error', reject)
      socket.on('data', (part: string) => {
        text += part
        if (/^ACK /m.test(text)) {
          socket.destroy()
          reject(new Error(text))
        } else if ((text.match(/^OK/gm) ?? []).length > commands.length) {
          socket.destroy()
          resolve(text)
        }
      })
      socket.write(`${commands.join('\n')}\n`)
    })
  return { ...player, port, tell }
}

/** Starts mpdscribble between an mpd and a Deepcut. */
export function startMpdscribble(home: string, to: { mpdPort: number; url: string; token: string }): Player {
  const path = join(home, 'mpdscribble.conf')
  const lines = [
    'log = -',
    'verbose = 2',
    `pidfile = ${join(home, 'mpdscribble.pid')}`,
    'host = 127.0.0.1',
    `port = ${to.mpdPort}`,
    '[deepcut]',
    `url = ${to.url}/`,
    'username = me',
    `password = ${to.token}`,
    `journal = ${join(home, 'journal')}`,
  ]
  writeFileSync(path, `${lines.join('\n')}\n`)
  return start('mpdscribble', ['--no-daemon', '--conf', path])
}

const QUOD_LIBET_PLUGIN = '/usr/lib/python3/dist-packages/quodlibet/plugins/listenbrainz'
export const hasQuodLibetPlugin = (): boolean => existsSync(QUOD_LIBET_PLUGIN)

/** Starts Quod Libet on a screen of its own, with its ListenBrainz plugin, playing one file. */
export function startQuodLibet(home: string, to: { url: string; token: string; song: string }): Player {
  const config = join(home, '.config', 'quodlibet')
  mkdirSync(join(config, 'plugins'), { recursive: true })
  // Debian installs the plugin where the program does not look for plugins; a person copies it to this folder.
  cpSync(QUOD_LIBET_PLUGIN, join(config, 'plugins', 'listenbrainz'), { recursive: true })
  writeFileSync(
    join(config, 'config'),
    `[player]\ngst_pipeline = fakesink sync=true\n\n[plugins]\nactive_plugins = listenbrainz\nlistenbrainz_user_token = ${to.token}\n`,
  )
  const env = { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), QL_LISTENBRAINZ_DEV_SERVER: new URL(to.url).host, GTK_A11Y: 'none' }
  return start('xvfb-run', ['-a', 'dbus-run-session', '--', 'quodlibet', '--run', `--play-file=${to.song}`, '--debug'], env)
}
