// Made-up ids in the form of Spotify's: 22 characters of base 62, the same for the same words.

import { seededRandom } from '#kernel'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** An id made of words; it begins with 0dEmo so that nobody takes it for a real one. */
export function spotifyId(...words: readonly string[]): string {
  const random = seededRandom(words.join('\n'))
  return `0dEmo${Array.from({ length: 17 }, () => DIGITS[random.below(62)]).join('')}`
}
