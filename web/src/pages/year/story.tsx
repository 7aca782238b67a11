// The story: one card at a time over the whole window, by tap, click and keys; it goes on by itself and sounds only after a press.

import { useEffect, useMemo, useRef, useState } from 'react'
import type { YearBody } from '../../../../src/server/contract.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { useStore } from '../../kit/store.ts'
import { currentOf, playerStore } from '../../player/state.ts'
import type { Period } from './art.tsx'
import { CardFace, tinted } from './card-face.tsx'
import { Opening } from './opening.tsx'
import { coverOfCard, ownTint, useTint } from './picture-of.ts'
import { type PosterShape, YearPoster } from './poster.tsx'
import { SharePicture } from './share.tsx'
import { openSoundtrack, soundingCards } from './soundtrack.ts'
import { CARD_NAMES, spoken } from './words.ts'
import './story.css'

/** How long a card stays when the story goes on by itself. */
const CARD_MS = 14_000
const LAMP = { hue: 72, strength: 1 }
const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

export interface StoryProps {
  readonly body: YearBody
  readonly period: Period
  /** 0 for the title, then the cards. */
  readonly at: number
  readonly onGo: (at: number) => void
  readonly onClose: () => void
  readonly years: readonly { readonly year: number; readonly counted: number }[]
  readonly onYear: (year: number) => void
}

export function Story({ body, period, at, onGo, onClose, years, onYear }: StoryProps) {
  const { cards } = body
  const dialog = useRef<HTMLDialogElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const [running, setRunning] = useState(false)
  const [shape, setShape] = useState<PosterShape>('tall')
  const soundtrack = useMemo(() => openSoundtrack(cards), [cards])
  const sounding = useMemo(() => soundingCards(cards), [cards])
  const card = at === 0 ? null : cards[at - 1]
  const titleCard = cards.find(({ kind }) => kind === 'summary') ?? cards[0]
  const shown = card ?? titleCard
  const own = useMemo(() => (shown ? ownTint(shown) : LAMP), [shown])
  const tint = useTint(shown ? coverOfCard(shown) : null, own)
  const go = (to: number) => {
    if (to < 0 || to > cards.length || to === at) return
    onGo(to)
    if (to > 0) soundtrack.follow(to - 1)
  }
  const last = at === cards.length
  const run = (from: number) => {
    setRunning(!still() && from < cards.length)
    if (from === 0) onGo(1)
    soundtrack.play(Math.max(0, from - 1))
  }
  const halt = () => {
    setRunning(false)
    soundtrack.pause()
  }

  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    stage.current?.focus()
    return () => element?.close()
  }, [])
  useEffect(() => {
    if (at >= 0) stage.current?.scrollTo(0, 0)
  }, [at])
  const goOn = useRef(go)
  goOn.current = go
  useEffect(() => {
    if (!running) return
    if (last) {
      setRunning(false)
      return
    }
    const timer = setTimeout(() => goOn.current(at + 1), CARD_MS)
    return () => clearTimeout(timer)
  }, [running, at, last])

  const playing = useStore(playerStore, (state) => state.playing)
  const current = useStore(playerStore, (state) => currentOf(state)?.track ?? null)
  const sounds = playing && soundtrack.isCurrent()
  const active = running || sounds

  function pressed(event: React.KeyboardEvent) {
    const target = event.target as HTMLElement
    const acts: Record<string, () => void> = {
      ArrowRight: () => go(at + 1),
      ArrowLeft: () => go(at - 1),
      Home: () => go(0),
      End: () => go(cards.length),
      ' ': () => (active ? halt() : run(at)),
    }
    const act = acts[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    // What has the focus keeps its own keys; the page's shortcuts stay out of the story either way.
    event.stopPropagation()
    if (event.key === ' ' && target.matches('button, a, summary, input')) return
    if (target.matches('input[type=radio]')) return
    event.preventDefault()
    act()
  }

  function tapped(event: React.MouseEvent) {
    if ((event.target as HTMLElement).closest('a, button, summary, details, input, label, .card-share')) return
    if (window.getSelection()?.toString()) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    go(event.clientX - left < width * 0.3 ? at - 1 : at + 1)
  }

  return (
    <dialog
      ref={dialog}
      className={`story year-tints ${running ? 'story-running' : ''}`}
      style={tinted(tint)}
      aria-label={`${period.title}, a story`}
      onKeyDown={pressed}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className="story-head">
        <ol className="story-ticks">
          {cards.map(({ kind }, place) => (
            <li key={kind}>
              <button
                type="button"
                className={place + 1 < at ? 'tick tick-done' : place + 1 === at ? 'tick tick-now' : 'tick'}
                aria-label={`Card ${place + 1} of ${cards.length}, ${CARD_NAMES[kind]}`}
                aria-current={place + 1 === at ? 'step' : undefined}
                onClick={() => go(place + 1)}
              >
                <span key={`${at} ${running}`} style={{ animationDuration: `${CARD_MS}ms` }} />
              </button>
            </li>
          ))}
        </ol>
        <div className="story-bar">
          <p>{at === 0 ? '' : period.title}</p>
          <IconButton icon="library" label="All cards as a list" onClick={onClose} />
          <IconButton icon="close" label="Close the story" onClick={onClose} />
        </div>
      </header>
      <p className="hidden" aria-live="polite" data-testid="story-words">
        {card ? spoken(card, at, cards.length) : `${period.title}. ${cards.length} cards. The right arrow key goes on.`}
      </p>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the dialog */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons below do the same */}
      <div ref={stage} className="story-stage" tabIndex={-1} onClick={tapped} data-testid="story-stage">
        <div className="story-card" key={at}>
          {card === null ? (
            <Opening body={body} period={period} years={years} onYear={onYear} sounding={sounding.length} onPlay={() => run(0)} onLook={() => go(1)} />
          ) : card.kind === 'summary' ? (
            <CardFace card={card} period={period} picture={<YearPoster body={body} tint={tint} shape={shape} />}>
              <div className="card-share">
                <SharePicture body={body} tint={tint} shape={shape} onShape={setShape} />
              </div>
            </CardFace>
          ) : (
            <CardFace card={card} period={period} />
          )}
        </div>
      </div>
      <footer className="story-foot">
        <IconButton icon="left" label="The card before" size={24} disabled={at === 0} onClick={() => go(at - 1)} />
        <div className="story-sound">
          {at === 0 ? null : active ? (
            <Button icon="pause" onClick={halt}>
              {sounds && current ? `${current.title} · ${current.artist}` : 'Pause'}
            </Button>
          ) : sounding.length > 0 || (!last && !still()) ? (
            <Button icon="play" onClick={() => run(at)}>
              {sounding.length > 0 ? 'Play the soundtrack' : 'Go on by itself'}
            </Button>
          ) : last ? (
            <Button onClick={() => go(0)}>From the beginning</Button>
          ) : null}
        </div>
        <IconButton icon="right" label="The next card" size={24} disabled={last} onClick={() => go(at + 1)} />
      </footer>
    </dialog>
  ) // biome-ignore format: as it is
}
