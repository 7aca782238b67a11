// The few settings of this browser: theme, whose page it is, and the keyboard.

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { chooseListener, useListener } from '../../api/listener.ts'
import { queryClient, statusQuery } from '../../api/queries.ts'
import { ShortcutList } from '../../app/shortcut-help.tsx'
import { countOf, formatCount } from '../../kit/format.ts'
import { Segmented } from '../../kit/segmented.tsx'
import { useStore } from '../../kit/store.ts'
import { chooseTheme, type ThemeChoice, themeStore } from '../../theme/theme.ts'
import { Waiting } from '../review/waiting.tsx'
import { PassOn } from './relays.tsx'
import { Scrobbling } from './scrobbling.tsx'
import './settings.css'

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'dark', label: 'Night' },
  { value: 'light', label: 'Day' },
]

export function Settings() {
  const choice = useStore(themeStore, (state) => state.choice)
  const { data: status } = useQuery(statusQuery)
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Settings</h1>
          <p>Theme and listener are remembered in this browser, the rest by the server.</p>
        </div>
      </header>
      <div className="settings">
        <section>
          <h2>Theme</h2>
          <Segmented label="Theme" value={choice} options={THEMES} onChange={chooseTheme} />
        </section>
        <Listeners />
        <section>
          <h2>Hearing</h2>
          <p className="quiet">
            {status && status.analysis.pending > 0
              ? `${countOf(status.analysis.pending, 'file')} ${status.analysis.pending === 1 ? 'waits' : 'wait'} to be heard. `
              : 'How your files are listened to, and how much of this machine that may take. '}
            <Link to="/analysis" className="settings-link">
              Look at the queue
            </Link>
          </p>
        </section>
        <section>
          <h2>What counts</h2>
          <p className="quiet">
            What counts as a listen, and what is a skip.{' '}
            <Link to="/rules" className="settings-link">
              Look at the rules
            </Link>
          </p>
        </section>
        <section>
          <h2>Same or not</h2>
          <Waiting always />
        </section>
        <Scrobbling />
        <PassOn />
        <section>
          <h2>Outside</h2>
          <p className="quiet">
            {'Every host that Deepcut may call, off until you switch it on; the link to Spotify; and a list of every call. '}
            <Link to="/outside" className="settings-link">
              Look outside
            </Link>
          </p>
        </section>
        <section>
          <h2>Keyboard</h2>
          <ShortcutList />
        </section>
        {status ? (
          <section>
            <h2>About</h2>
            <p className="quiet">
              {`Deepcut ${status.version}. ${countOf(status.counts.playable, 'track')} to play, ${formatCount(status.counts.catalogued)} known from tables, ${countOf(status.counts.listens, 'listen')}.`}
            </p>
            <p className="quiet">
              {status.ffmpeg
                ? 'ffmpeg was found: every kind of file can be read.'
                : 'ffmpeg was not found: m4a, wma, ape and a few others cannot be read until it is on the PATH.'}
            </p>
            <p className="quiet">
              This page talks to its own server alone, and the server to nobody but whom you switch on under Outside. Links to music
              elsewhere are followed only when you click them.
            </p>
          </section>
        ) : null}
      </div>
    </>
  )
}

function Listeners() {
  const chosen = useListener()
  const { data: status } = useQuery(statusQuery)
  const listeners = status?.listeners ?? []
  if (listeners.length < 2) return null
  return (
    <section>
      <h2>Listener</h2>
      <Segmented
        label="Listener"
        value={chosen ?? listeners[0].name}
        options={listeners.map(({ name }) => ({ value: name, label: name }))}
        onChange={(name) => {
          chooseListener(name === listeners[0].name ? null : name)
          void queryClient.invalidateQueries()
        }}
      />
    </section>
  )
}
