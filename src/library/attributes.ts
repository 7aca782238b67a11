// The thirteen attributes people know from Spotify, in the order in which they are stored.

export const ATTRIBUTE_NAMES = [
  'danceability',
  'energy',
  'valence',
  'acousticness',
  'instrumentalness',
  'speechiness',
  'liveness',
  'loudness',
  'tempo',
  'key',
  'mode',
  'timeSignature',
  'durationMs',
] as const

export type AttributeName = (typeof ATTRIBUTE_NAMES)[number]

/**
 * What is known of the thirteen. The first seven are 0 to 1; loudness in dB as Spotify gives it (about LUFS), tempo in BPM,
 * key 0 to 11 (0 = C) or -1, mode 1 major and 0 minor, timeSignature in beats a bar, durationMs in ms.
 */
export type Attributes = { readonly [Name in AttributeName]?: number }
