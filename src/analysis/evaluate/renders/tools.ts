// The programs that make the renders: MMA (Musical MIDI Accompaniment) writes MIDI, FluidSynth plays it with a SoundFont.

import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { Fault } from '#kernel'

type Env = Readonly<Record<string, string | undefined>>

export interface RenderTools {
  readonly mma: string
  /** The folder of MMA's groove library. */
  readonly library: string
  readonly fluidsynth: string
  readonly soundfont: string
}

const SOUNDFONTS = ['TimGM6mb.sf2', 'default-GM.sf2', 'FluidR3_GM.sf2'].map((name) => join('/usr/share/sounds/sf2', name))

/** Finds the programs by DEEPCUT_MMA, DEEPCUT_FLUIDSYNTH, DEEPCUT_SOUNDFONT and MMA_HOME, or on PATH; a missing one is a fault that says what to install. */
export function findRenderTools(env: Env): RenderTools {
  const mma = env['DEEPCUT_MMA'] ?? onPath('mma', env)
  const fluidsynth = env['DEEPCUT_FLUIDSYNTH'] ?? onPath('fluidsynth', env)
  const soundfont = [env['DEEPCUT_SOUNDFONT'], ...SOUNDFONTS].find((path) => path && existsSync(path))
  const homes = [env['MMA_HOME'], mma && join(dirname(dirname(mma)), 'share', 'mma'), '/usr/share/mma', '/usr/local/share/mma']
  const library = homes.map((home) => home && join(home, 'lib')).find((path) => path && existsSync(path))
  const missing = [
    !(mma && existsSync(mma) && library) && 'mma (or DEEPCUT_MMA, with MMA_HOME for its library)',
    !(fluidsynth && existsSync(fluidsynth)) && 'fluidsynth (or DEEPCUT_FLUIDSYNTH)',
    !soundfont && 'a SoundFont such as timgm6mb-soundfont (or DEEPCUT_SOUNDFONT)',
  ].filter((name) => name !== false)
  if (missing.length > 0)
    throw new Fault(
      'unavailable',
      'RENDER_TOOLS_MISSING',
      `The renders need ${missing.join(', ')}. On Debian and Ubuntu: apt-get install mma fluidsynth timgm6mb-soundfont (--count 0 leaves the renders out)`,
    )
  return { mma: mma!, library: library!, fluidsynth: fluidsynth!, soundfont: soundfont! }
}

const onPath = (name: string, env: Env): string | undefined =>
  (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
