// Files that come with the exports of ListenBrainz and Google Takeout and are no list of listens: each left alone for its reason.

import type { Head } from './format.ts'

/** What file of such an export this is; null where it is none of them. */
export function otherMember({ text, jsonKeys }: Head): { readonly format: string; readonly reason: string } | null {
  if (jsonKeys.has('blurb_content') && jsonKeys.has('pinned_until')) return { format: 'listenbrainz-pins', reason: 'NOT_A_HISTORY' }
  if (jsonKeys.has('user_id') && jsonKeys.has('username') && text.length < 1000)
    return { format: 'listenbrainz-user', reason: 'PERSONAL_DATA' }
  if (jsonKeys.size > 0) return null
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  if (/^Video ID,(?:Song Title|Playlist Video Creation Timestamp)/.test(header))
    return { format: 'youtube-library', reason: 'NOT_A_HISTORY' }
  if (/^Channel Id,Channel Url,Channel Title/i.test(header)) return { format: 'youtube-subscriptions', reason: 'NOT_A_HISTORY' }
  return /^Comment ID,Channel ID/i.test(header) ? { format: 'youtube-comments', reason: 'PERSONAL_DATA' } : null
}
