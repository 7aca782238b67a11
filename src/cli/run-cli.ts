// One command line from words to exit status: 0 done, 1 failed, 2 wrong usage. Each verb is loaded only when it is asked for.

import { Command, CommanderError } from 'commander'
import type { Hall } from './hall.ts'
import { VERBS } from './verbs.ts'

/** Runs the arguments; resolves to the exit status. Faults are told on stderr, in one line. */
export async function runCli(hall: Hall, args: readonly string[]): Promise<number> {
  let status = 0
  const program = new Command('deepcut')
    .description('Own your music intelligence: imports what you heard, listens to your files, and finds the deep cuts.')
    .version(hall.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .configureOutput({ writeOut: (text) => void hall.stdout.write(text), writeErr: (text) => void hall.stderr.write(text) })
    .exitOverride()
    .addHelpText('after', '\nData live in DEEPCUT_HOME. Every verb takes --json. Exit status: 0 done, 1 failed, 2 wrong usage.')
  for (const verb of VERBS) {
    const command = program.command(verb.usage).description(verb.summary).helpOption('-h, --help', 'print this help')
    for (const [flags, summary, repeatable] of verb.options ?? []) {
      if (repeatable) command.option(flags, summary, (value: string, before: string[]) => [...before, value], [])
      else command.option(flags, summary)
    }
    command.option('--json', 'one JSON document on stdout, nothing else there')
    command.action(async (...given: unknown[]) => {
      const words = given.slice(0, -2)
      const options = given[given.length - 2] as Record<string, unknown>
      status = await (await verb.load())(hall, words as (string | string[])[], options)
    })
  }
  try {
    if (args.length === 0) {
      program.outputHelp({ error: true })
      return 2
    }
    await program.parseAsync([...args], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const { exitStatus, messageOf } = await import('#kernel')
    if (hall.stop.aborted) hall.stderr.write('Stopped. What was done is kept; the next run goes on from there.\n')
    else hall.stderr.write(`${messageOf(error)}\n`)
    if (hall.env['DEEPCUT_LOG'] === 'debug' && error instanceof Error) hall.stderr.write(`${error.stack}\n`)
    return hall.stop.aborted ? 1 : exitStatus(error)
  }
}
