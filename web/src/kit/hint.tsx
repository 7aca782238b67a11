// Explanations on hover and focus. One bubble for the whole page, in the top layer; Escape sends it away, and it may be hovered itself.

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createStore, useStore } from './store.ts'
import './hint.css'

interface Shown {
  readonly text: string
  readonly at: DOMRect
  readonly owner: string
}
const hintStore = createStore<{ shown: Shown | null }>({ shown: null })
const BUBBLE = 'hint-bubble'
let leaving: ReturnType<typeof setTimeout> | undefined

const show = (owner: string, text: string, element: Element) => {
  clearTimeout(leaving)
  hintStore.set({ shown: { owner, text, at: element.getBoundingClientRect() } })
}
const canHover = window.matchMedia('(hover: hover)')
const leave = () => {
  clearTimeout(leaving)
  leaving = setTimeout(() => hintStore.set({ shown: null }), 120)
}

/** What an element needs to show `text`; nothing where there is none. */
export function useHint(text: string | undefined) {
  const owner = useId()
  const isShown = useStore(hintStore, (state) => state.shown?.owner === owner)
  useEffect(() => () => void (hintStore.get().shown?.owner === owner && leave()), [owner])
  if (!text) return {}
  return {
    'aria-describedby': isShown ? BUBBLE : undefined,
    onPointerEnter: (event: React.PointerEvent) => event.pointerType !== 'touch' && show(owner, text, event.currentTarget),
    onPointerLeave: leave,
    onFocus: (event: React.FocusEvent) =>
      canHover.matches && event.currentTarget.matches(':focus-visible') && show(owner, text, event.currentTarget),
    onBlur: leave,
  }
}

/** A term that explains itself: hover it, or reach it by keyboard, or tap it. */
export function Explained({ text, children, className = '' }: { text: string; children: ReactNode; className?: string }) {
  const hint = useHint(text)
  return (
    <button type="button" className={`explained ${className}`} {...hint} onClick={(event) => show('tap', text, event.currentTarget)}>
      {children}
    </button>
  )
}

/** The bubble; once in the frame. */
export function HintBubble() {
  const shown = useStore(hintStore, (state) => state.shown)
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0 })
  useLayoutEffect(() => {
    if (!shown || !box.current) return
    const { width, height } = box.current.getBoundingClientRect()
    const middle = shown.at.left + shown.at.width / 2 - width / 2
    const above = shown.at.top - height - 8
    setPlace({ left: Math.max(8, Math.min(window.innerWidth - width - 8, middle)), top: above < 8 ? shown.at.bottom + 8 : above })
  }, [shown])
  useEffect(() => {
    const away = (event: KeyboardEvent) => event.key === 'Escape' && hintStore.set({ shown: null })
    const scrolled = () => hintStore.get().shown && hintStore.set({ shown: null })
    document.addEventListener('keydown', away)
    document.addEventListener('scroll', scrolled, { passive: true, capture: true })
    return () => {
      document.removeEventListener('keydown', away)
      document.removeEventListener('scroll', scrolled, { capture: true })
    }
  }, [])
  if (!shown) return null
  return (
    <div
      ref={box}
      id={BUBBLE}
      role="tooltip"
      className="hint small"
      style={place}
      onPointerEnter={() => clearTimeout(leaving)}
      onPointerLeave={leave}
    >
      {shown.text}
    </div>
  )
}
