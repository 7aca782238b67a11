// What to enter in each player so that it scrobbles here: the exact settings, with this server's address and the token filled in.

/** What goes into the settings of a player. */
export interface Access {
  /** As this page knows the server: scheme, host and port, without a slash at the end. */
  readonly origin: string
  readonly user: string
  readonly token: string
  readonly apiKey: string
  readonly sharedSecret: string
}

export interface PlayerSettings {
  readonly name: string
  /** Where in the player they are entered. */
  readonly where: string
  readonly fields: readonly { readonly label: string; readonly value: string; readonly lines?: boolean }[]
  /** What to know beside it. */
  readonly note?: string
}

/** The settings of every player that is known to work. */
export function playerSettings({ origin, user, token, apiKey, sharedSecret }: Access): readonly PlayerSettings[] {
  const tokenField = { label: 'Token', value: token }
  const host = origin.replace(/^https?:\/\//, '')
  return [
    {
      name: 'Web Scrobbler',
      where: 'Options, Accounts, ListenBrainz, Properties',
      fields: [
        { label: 'API URL', value: `${origin}/1/submit-listens` },
        { label: 'User token', value: token },
      ],
      note: 'The browser extension, for several hundred web players.',
    },
    {
      name: 'Navidrome',
      where: 'Its environment; then the token in Navidrome, under Personal, Scrobble to ListenBrainz',
      fields: [{ label: 'Environment', value: `ND_LISTENBRAINZ_BASEURL=${origin}/1/` }, tokenField],
      note: 'Each person of Navidrome enters a token of their own.',
    },
    {
      name: 'multi-scrobbler',
      where: 'Its environment',
      fields: [{ label: 'Environment', value: `LZ_URL=${origin}\nLZ_TOKEN=${token}\nLZ_USER=${user}`, lines: true }],
    },
    {
      name: 'Pano Scrobbler',
      where: 'Accounts, add, ListenBrainz, with a server of your own',
      fields: [{ label: 'API URL', value: `${origin}/` }, tokenField],
    },
    {
      name: 'Music Assistant',
      where: 'Settings, Providers, ListenBrainz scrobbler; the address is under Advanced',
      fields: [
        { label: 'User token', value: token },
        { label: 'Base URL', value: origin },
      ],
    },
    {
      name: 'mpd',
      where: '/etc/mpdscribble.conf of mpdscribble',
      fields: [
        {
          label: 'A section of its own',
          value: `[deepcut]\nurl = ${origin}/\nusername = ${user}\npassword = ${token}\njournal = /var/cache/mpdscribble/deepcut.journal`,
          lines: true,
        },
      ],
      note: 'mpdscribble sends listens of tracks of at least 30 s, when the next one begins.',
    },
    {
      name: 'Quod Libet',
      where: 'The command that starts it; then the token under File, Plugins, ListenBrainz',
      fields: [{ label: 'Command', value: `QL_LISTENBRAINZ_DEV_SERVER=${host} quodlibet` }, tokenField],
      note: 'It speaks plain HTTP to this address.',
    },
    {
      name: 'Others, ListenBrainz',
      where: 'Wherever it asks for a server of ListenBrainz',
      fields: [{ label: 'API root', value: `${origin}/1/` }, tokenField, { label: 'User name', value: user }],
    },
    {
      name: 'Others, Last.fm',
      where: 'Wherever it asks for a server of Last.fm, GNU FM or Libre.fm',
      fields: [
        { label: 'API root', value: `${origin}/2.0/` },
        { label: 'API key', value: apiKey },
        { label: 'Shared secret', value: sharedSecret },
        { label: 'User name', value: user },
        { label: 'Password', value: token },
      ],
      note: 'Older players that ask for an Audioscrobbler server take the address alone, the user name, and the token as password.',
    },
  ]
}

/** Whether other machines cannot reach this address. */
export const isThisMachineOnly = (hostname: string): boolean => /^(localhost|127\.|\[?::1\]?$)/.test(hostname)
