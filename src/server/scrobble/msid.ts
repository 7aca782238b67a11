// The MSID of ListenBrainz is a UUID for a recording in somebody's words. Ours holds the number of our track, so it can be read back.

import type { TrackId } from '#library'

/** Version 8 (free form), with Deepcut's own beginning. */
const PREFIX = 'deec0701-0000-8000-8000-'

export const msidOf = (trackId: TrackId): string => `${PREFIX}${trackId.toString(16).padStart(12, '0')}`

/** The track of an MSID; null where it is none of ours. */
export function trackOfMsid(msid: string): TrackId | null {
  const text = msid.toLowerCase()
  return text.startsWith(PREFIX) && /^[\da-f]{12}$/.test(text.slice(PREFIX.length))
    ? (Number.parseInt(text.slice(PREFIX.length), 16) as TrackId)
    : null
}
