// Where things are and how much they may use, read once from the environment.

import { availableParallelism, homedir, platform } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { Fault } from './errors.ts'

export interface Config {
  /** The folder that holds everything Deepcut writes. */
  readonly homePath: string
  /** Adapter URLs: the scheme picks the technology. */
  readonly storageUrl: string
  readonly artifactsUrl: string
  readonly computeUrl: string
  /** Worker threads at most. */
  readonly workersMax: number
  readonly logLevel: string
}

function defaultHome(env: NodeJS.ProcessEnv): string {
  if (platform() === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Deepcut')
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Deepcut')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'deepcut')
}

const Environment = z.object({
  DEEPCUT_HOME: z.string().min(1).optional(),
  DEEPCUT_WORKERS: z.coerce.number().int().min(1).max(256).optional(),
  DEEPCUT_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  STORAGE: z.string().startsWith('sqlite:').optional(),
  ARTIFACTS: z.string().startsWith('file:').optional(),
  COMPUTE: z.string().startsWith('threads:').optional(),
})

/** Reads the configuration; throws a Fault that names the variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable is one that was not set.
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Fault('invalid', 'CONFIG_INVALID', `The environment variable ${issue.path.join('.')} is wrong: ${issue.message}.`)
  }
  const set = parsed.data
  const homePath = set.DEEPCUT_HOME ?? defaultHome(env)
  return {
    homePath,
    storageUrl: set.STORAGE ?? `sqlite:${join(homePath, 'deepcut.db')}`,
    artifactsUrl: set.ARTIFACTS ?? `file:${join(homePath, 'artifacts')}`,
    computeUrl: set.COMPUTE ?? 'threads:',
    workersMax: set.DEEPCUT_WORKERS ?? availableParallelism(),
    logLevel: set.DEEPCUT_LOG ?? 'warn',
  }
}
