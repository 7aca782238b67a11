// What every test of real input begins with: the library, or the reason why there is none.

import { type Library, realMusic } from './music.ts'

const say = (text: string) => process.stderr.write(`real: ${text}\n`)

/** The library of real music; where it cannot be made, the reason to skip with. Under CI that is a failure. */
export async function readyMusic(): Promise<{ library: Library; skip?: undefined } | { library?: undefined; skip: string }> {
  // Without a network the packages cannot be fetched; that too is a reason, not a finding.
  const music = await realMusic(say).catch((error: Error) => ({ missing: error.message.split('\n').slice(0, 3).join(' ') }))
  if (!('missing' in music)) return { library: music }
  const reason = `no real music: ${music.missing}; it needs Debian's apt-get and dpkg-deb, and ffmpeg`
  if (process.env['CI'] === 'true') throw new Error(reason)
  say(`skipped, ${reason}`)
  return { skip: reason }
}
