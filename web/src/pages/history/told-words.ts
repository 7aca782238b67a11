// What a row tells of a listen, in words.

import type { TellingBody } from '../../../../src/server/contract.ts'
import { formatTime } from '../../kit/format.ts'
import { formatName } from '../import/report-parts.ts'

const EXACTLY = { ms: 'to the millisecond', s: 'to the second', min: 'to the minute', day: 'to the day' } as const
const ENDED: Readonly<Record<string, string>> = {
  trackdone: 'played to its end',
  fwdbtn: 'skipped forward',
  backbtn: 'begun again',
  endplay: 'stopped',
  trackerror: 'an error broke it off',
}

/** Where a row comes from, as people call it. */
export const tellerName = ({ source, alsoIn }: TellingBody): string =>
  [...new Set([source, ...alsoIn].map(({ format, label }) => (format === 'scrobble' ? label : formatName(format))))].join(', ')

/** When it was by this row, how exactly, how long, and how it ended. */
export function tellingWords({ timeTold, startedAtMs, endedAtMs, precision, msPlayed, reasonEnd }: TellingBody): string {
  const at = new Intl.DateTimeFormat('en-GB', precision === 'min' ? { timeStyle: 'short' } : { timeStyle: 'medium' })
  const when = precision === 'day' ? 'that day' : at.format(new Date(timeTold === 'start' ? startedAtMs : endedAtMs))
  const parts = [`${timeTold === 'start' ? 'began' : 'ended'} ${when}, ${EXACTLY[precision]}`]
  parts.push(msPlayed === null ? 'does not say how long' : `${formatTime(msPlayed)} played`)
  if (reasonEnd !== null && ENDED[reasonEnd] !== undefined) parts.push(ENDED[reasonEnd])
  return parts.join('; ')
}
