// A small file of each format of text, as it really looks: one listen to T by A at midnight of 2020.

const AT_S = 1_577_836_800
const json = (value: unknown): string => JSON.stringify(value)
const named = (alias: string) => ({ aliases: [{ alias, source: 'Canonical', is_primary: true }] })

/** A small file of each format, by its name. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'spotify-extended': json([{ ts: '2020-01-01T00:00:00Z', platform: 'x', ms_played: 1 }]),
  'spotify-account': json([{ endTime: '2020-01-01 00:00', artistName: 'A', trackName: 'T', msPlayed: 1 }]),
  'youtube-json': json([
    {
      header: 'YouTube Music',
      title: 'Watched T',
      titleUrl: 'https://music.youtube.com/watch?v=dQw4w9WgXcQ',
      subtitles: [{ name: 'A - Topic', url: 'https://www.youtube.com/channel/c' }],
      time: '2020-01-01T00:00:00.123Z',
      products: ['YouTube'],
      activityControls: ['YouTube watch history'],
    },
  ]),
  'youtube-html':
    '<html><head><style>.mdl-grid{}</style></head><body><div class="mdl-grid"><div class="outer-cell mdl-cell"><div class="header-cell"><p>YouTube Music<br></p></div><div class="content-cell mdl-typography--body-1">Watched&nbsp;<a href="https://music.youtube.com/watch?v=dQw4w9WgXcQ">T</a><br><a href="https://www.youtube.com/channel/c">A - Topic</a><br>Jan 1, 2020, 12:00:00\u202fAM UTC<br></div></div></div></body></html>',
  listenbrainz: `${json({ listened_at: AT_S, inserted_at: AT_S, track_metadata: { track_name: 'T', artist_name: 'A', recording_msid: 'm', mbid_mapping: null, additional_info: {} } })}\n`,
  'listenbrainz-feedback': `${json({ recording_msid: 'm', recording_mbid: null, score: 1, created: AT_S })}\n`,
  koito: json({
    version: '1',
    exported_at: '2025-06-18T12:56:53Z',
    user: 'me',
    listens: [{ listened_at: '2020-01-01T00:00:00Z', client: 'x', track: { mbid: null, duration: 0, ...named('T') }, album: named('B'), artists: [named('A')] }],
  }),
  maloja: json({
    maloja: { export_time: AT_S },
    scrobbles: [{ time: AT_S, track: { artists: ['A'], title: 'T', album: null, length: null }, duration: null, origin: 'client:x' }],
  }),
  'lastfm-json': json([
    { track: [{ artist: { mbid: '', '#text': 'A' }, album: { mbid: '', '#text': 'B' }, name: 'T', mbid: '', url: '', image: [], date: { uts: `${AT_S}`, '#text': '01 Jan 2020, 00:00' } }], '@attr': { user: 'me', page: '1' } },
  ]),
  'lastfm-stats-json': json({ username: 'me', scrobbles: [{ track: 'T', artist: 'A', album: 'B', albumId: 'b', date: AT_S * 1000 }] }),
  'lastfm-ghan-csv': `uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"${AT_S}","01 Jan 2020, 00:00","A","","B","","T",""\n`,
  'lastfm-to-csv': 'A,B,T,01 Jan 2020 00:00\n',
  'lastfm-stats-csv': `\ufeffArtist;Album;AlbumId;Track;Date#me\n"A";"B";"b";"T";"${AT_S * 1000}"\n`,
  'scrobbler-log': `#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox x $Revision$\nA\tB\tT\t1\t200\tL\t${AT_S}\t\n`,
  'pano-jsonl': `${json({ timeHuman: 'x', timeMs: AT_S * 1000, artist: 'A', track: 'T', album: 'B', albumArtist: 'A', durationMs: 200_000, mediaPlayerPackage: 'p', mediaPlayerName: 'P', event: 'scrobble' })}\n`,
  'pano-csv': `timeHuman,timeMs,artist,track,album,albumArtist,durationMs,mediaPlayerPackage,mediaPlayerName,event\nx,${AT_S * 1000},A,T,B,A,200000,p,P,scrobble\n`,
  librefm: `# a comment\n+ACM- another,,,\nArtist,Track,Album,Time\nA,T,B,${AT_S}\n`,
} // biome-ignore format: a table
