// How to get one's history out of each service: one line to open, few words inside. The guides in docs/guide say more.

import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

const Out = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} target="_blank" rel="noreferrer">
    {children}
  </a>
)

const SERVICES: readonly { readonly name: string; readonly steps: ReactNode }[] = [
  {
    name: 'Spotify',
    steps: (
      <>
        Ask on <Out href="https://www.spotify.com/account/privacy/">spotify.com/account/privacy</Out> for the{' '}
        <em>extended streaming history</em> (everything, up to 30 days) and meanwhile for the <em>account data</em> (the last year, some
        days). They overlap without counting twice.
      </>
    ),
  },
  {
    name: 'Apple Music',
    steps: (
      <>
        On <Out href="https://privacy.apple.com">privacy.apple.com</Out> request a copy of <em>Apple Media Services information</em>, in the
        largest file size offered. All parts, as they came.
      </>
    ),
  },
  {
    name: 'YouTube and YouTube Music',
    steps: (
      <>
        On <Out href="https://takeout.google.com">takeout.google.com</Out> choose only YouTube, only its history, and as its format JSON
        rather than HTML (both are read).
      </>
    ),
  },
  {
    name: 'Deezer',
    steps: <>Account settings, Privacy, My personal data. A workbook comes, deezer-data_….xlsx; leave it unopened.</>,
  },
  {
    name: 'Last.fm and Libre.fm',
    steps: (
      <>
        <Out href="https://lastfm.ghan.nl/export/">lastfm.ghan.nl/export</Out> or <Out href="https://lastfmstats.com">lastfmstats.com</Out>{' '}
        write your scrobbles into a file; Libre.fm has an export of its own.
      </>
    ),
  },
  {
    name: 'ListenBrainz, Maloja, Koito, Pano Scrobbler',
    steps: <>Their own export, from their settings: the zip or file as it is.</>,
  },
  {
    name: 'Navidrome, Jellyfin, Rockbox',
    steps: <>Navidrome’s database (navidrome.db), Jellyfin’s playback report (CSV), and the .scrobbler.log of a player.</>,
  },
  {
    name: 'Tidal, SoundCloud, Pandora, Amazon, your own spreadsheet',
    steps: <>Any table whose rows name a title and a time (CSV). Where its columns leave a doubt, you are asked.</>,
  },
  {
    name: 'From now on',
    steps: (
      <>
        Your players and the Web Scrobbler extension can tell Deepcut what they play as it plays: <Link to="/settings">Settings</Link>,
        Scrobble from your players.
      </>
    ),
  },
  {
    name: 'Music to discover',
    steps: <>A CSV of tracks you do not own, with columns such as artist, title, energy, valence and popularity.</>,
  },
]

export const ExportHelp = () => (
  <section>
    <h2>How to get your history</h2>
    <div className="help">
      {SERVICES.map(({ name, steps }, at) => (
        <details key={name} open={at === 0} name="export-help">
          <summary>{name}</summary>
          <p>{steps}</p>
        </details>
      ))}
    </div>
  </section>
)
