// Every format of a history that Deepcut reads, in the order in which they are asked whether a file is theirs.

import type { Format, Head } from './format.ts'
import { spotifyAccount } from './spotify-account.ts'
import { spotifyExtended } from './spotify-extended.ts'

export const FORMATS: readonly Format[] = [spotifyExtended, spotifyAccount]

/** The format of a file by its beginning; null where none says that it is its own. */
export const formatOf = (head: Head): Format | null => FORMATS.find((format) => format.recognises(head)) ?? null
