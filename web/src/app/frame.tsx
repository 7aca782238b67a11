// The frame that stays: the rail (a bar on phones), the page in the middle, the player below.

import { Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { HintBubble } from '../kit/hint.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { useStore } from '../kit/store.ts'
import { PlayerBar } from '../player/player-bar.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { DropVeil } from './drop.tsx'
import { LinkBanner } from './link-banner.tsx'
import { noticeStore } from './notice.ts'
import { ShortcutHelp } from './shortcut-help.tsx'
import { useShortcuts } from './shortcuts.ts'
import './frame.css'

const PLACES = [
  { to: '/', icon: 'for-you', label: 'For you' },
  { to: '/library', icon: 'library', label: 'Library' },
  { to: '/history', icon: 'history', label: 'History' },
  { to: '/insights', icon: 'insights', label: 'Insights' },
] as const
const BELOW = [
  { to: '/import', icon: 'import', label: 'Import' },
  { to: '/settings', icon: 'settings', label: 'Settings' },
] as const

type Place = {
  readonly to: '/' | '/library' | '/history' | '/insights' | '/import' | '/settings'
  readonly icon: IconName
  readonly label: string
}

const PlaceLink = ({ to, icon, label }: Place) => (
  <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className="place">
    <Icon name={icon} size={22} />
    <span>{label}</span>
  </Link>
)

export function Frame() {
  const [helpOpen, setHelpOpen] = useState(false)
  const notice = useStore(noticeStore, (state) => state.notice)
  useShortcuts(() => setHelpOpen(true))
  return (
    <div className="frame">
      <a href="#page" className="jump">
        Skip to the page
      </a>
      <nav className="rail" aria-label="Places">
        <Link to="/" className="mark" aria-label="Deepcut, for you" tabIndex={-1}>
          <img src="/mark.svg" alt="" width="32" height="32" />
        </Link>
        {PLACES.map((place) => (
          <PlaceLink key={place.to} {...place} />
        ))}
        <span className="rail-air" />
        {BELOW.map((place) => (
          <PlaceLink key={place.to} {...place} />
        ))}
      </nav>
      <main id="page" className="page" tabIndex={-1}>
        <DemoBanner />
        <LinkBanner />
        <Outlet />
      </main>
      <PlayerBar />
      <div className="notice-place" role="status">
        {notice ? (
          <p className="notice" key={notice.serial}>
            {notice.text}
            {notice.action ? (
              <button type="button" onClick={notice.action.act}>
                {notice.action.label}
              </button>
            ) : null}
          </p>
        ) : null}
      </div>
      <ShortcutHelp open={helpOpen} onClose={() => setHelpOpen(false)} />
      <DropVeil />
      <HintBubble />
    </div>
  )
}
