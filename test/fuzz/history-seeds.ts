// The exports that are mutated: one invented life as every service and scrobbler tells it, and what they tell beside listens.

import { basename, extname } from 'node:path'
import { inventLife, type Life, PLATFORMS } from '../life/life.ts'
import { tellersOf } from '../life/tellers.ts'
import { zipBytes } from '../zip-writer.ts'
import type { Seed } from './seeds.ts'

const LISTENS = 150
const json = (value: unknown) => Buffer.from(JSON.stringify(value, null, 1))

/** Files whose rows are no listens, and tables that no other seed has. */
const BESIDE: readonly { readonly name: string; readonly bytes: Buffer }[] = [
  {
    name: 'Playlist1.json',
    bytes: json({
      playlists: Array.from({ length: 12 }, (_, no) => ({
        name: `Evenings ${no}`,
        lastModifiedDate: '2024-05-01',
        collaborators: [],
        items: Array.from({ length: 9 }, (_, i) => ({
          track: { trackName: `Song ${no} ${i}`, artistName: 'Björk', albumName: 'Post', trackUri: 'spotify:track:0123456789abcdefghijkl' },
          episode: null,
          localTrack: null,
          addedDate: '2024-04-30',
        })),
        description: 'quiet &amp; slow',
        numberOfFollowers: 1,
      })),
    }),
  },
  {
    name: 'YourLibrary.json',
    bytes: json({
      tracks: Array.from({ length: 60 }, (_, i) => ({ artist: 'Sigur Rós', album: 'Takk', track: `Song ${i}`, uri: `spotify:track:${i}` })),
      albums: [{ artist: 'Björk', album: 'Post', uri: 'spotify:album:1' }],
      shows: [],
      bannedTracks: [{ artist: 'Fern', album: 'Fog', track: 'Flint', uri: 'spotify:track:9' }],
      other: [],
    }),
  },
  {
    name: 'Apple Music - Favorites.csv',
    bytes: Buffer.from(
      `Favorite Type,Item Reference,Item Description,Last Modified,Preference\n${'SONG,1,"Sigur Rós - Hoppípolla",2024-01-02T10:00:00Z,FAVORITE\nALBUM,2,"Björk - Post",2024-01-03T10:00:00Z,FAVORITE\n'.repeat(40)}`,
    ),
  },
  {
    name: 'feedback.jsonl',
    bytes: Buffer.from(`${JSON.stringify({ recording_msid: 'm', recording_mbid: null, score: 1, created: 1_577_836_800 })}\n`.repeat(50)),
  },
  {
    name: 'hoerbuch.csv',
    bytes: Buffer.from(
      `Datum;Zeit;Interpret;Titel;Dauer\n${Array.from({ length: 80 }, (_, i) => `${1 + (i % 28)}.03.2024;18:${10 + (i % 50)};Neu!;"Hallo ""${i}""";10:07\n`).join('')}`,
    ),
  },
]

/** Every file of every teller, each whole export as a zip, and the files beside. */
export function historySeeds(): Seed[] {
  const seeds: Seed[] = BESIDE.map(({ name, bytes }) => ({ name, ending: extname(name).slice(1), bytes: own(bytes), beside: [] }))
  for (const { name, files } of tellersOf(everywhere())) {
    const members = files.map(({ path, bytes }) => ({ name: path, bytes }))
    for (const member of members) {
      const beside = members.filter((other) => other !== member)
      seeds.push({ name: `${name}: ${member.name}`, ending: extname(basename(member.name)).slice(1), bytes: own(member.bytes), beside })
    }
    if (members.length > 0) seeds.push({ name: `${name}, as a zip`, ending: 'zip', bytes: own(zipBytes(members)), beside: [] })
  }
  return seeds
}

/** A slice of a Buffer is no copy: mutations would change the seed. */
const own = (bytes: Buffer): Uint8Array => Uint8Array.from(bytes)

/** A life lived on every platform in turn, so that each has as much to tell. */
function everywhere(): Life {
  const life = inventLife({ seed: 'fuzz', listens: LISTENS })
  return { ...life, listens: life.listens.map((listen, i) => ({ ...listen, platform: PLATFORMS[i % PLATFORMS.length] })) }
}
