// Movement that shows what went where (FLIP): after a list has changed, each element slides from where it was. Nothing moves where the system asks for less motion.

import { type RefObject, useLayoutEffect, useRef } from 'react'

const MOVE_MS = 220
const EASE = 'cubic-bezier(0.2, 0.7, 0.2, 1)'

const isStill = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

/** Animates the children of `parent` that carry data-flip whenever `order` changes; those that left fade from where they were. */
export function useFlip(parent: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, { x: number; y: number; width: number; copy: HTMLElement }>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order is what the effect is for
  useLayoutEffect(() => {
    const box = parent.current
    if (!box) return
    const origin = box.getBoundingClientRect()
    const before = places.current
    const now: typeof before = new Map()
    for (const element of box.querySelectorAll<HTMLElement>('[data-flip]')) {
      const rect = element.getBoundingClientRect()
      now.set(element.dataset['flip']!, { x: rect.left - origin.left, y: rect.top - origin.top, width: rect.width, copy: element })
    }
    places.current = now
    if (before.size === 0 || isStill()) return
    for (const [key, place] of now) {
      const was = before.get(key)
      if (!was)
        place.copy.animate(
          [
            { opacity: 0, transform: 'translateY(16px)' },
            { opacity: 1, transform: 'none' },
          ],
          { duration: MOVE_MS, easing: EASE },
        )
      else if (Math.abs(was.x - place.x) > 1 || Math.abs(was.y - place.y) > 1) {
        const from = `translate(${was.x - place.x}px, ${was.y - place.y}px)`
        place.copy.animate([{ transform: from }, { transform: 'none' }], { duration: MOVE_MS, easing: EASE })
      }
    }
    for (const [key, was] of before) if (!now.has(key)) leave(box, was)
  }, [order])
}

function leave(box: HTMLElement, was: { x: number; y: number; width: number; copy: HTMLElement }): void {
  const ghost = was.copy.cloneNode(true) as HTMLElement
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  for (const element of [ghost, ...ghost.querySelectorAll('[data-testid], [data-flip]')]) {
    element.removeAttribute('data-testid')
    element.removeAttribute('data-flip')
  }
  Object.assign(ghost.style, {
    position: 'absolute',
    left: `${was.x}px`,
    top: `${was.y}px`,
    width: `${was.width}px`,
    margin: '0',
    pointerEvents: 'none',
  })
  box.append(ghost)
  const gone = ghost.animate(
    [
      { opacity: 1, transform: 'none' },
      { opacity: 0, transform: 'translateX(-48px)' },
    ],
    { duration: MOVE_MS, easing: EASE },
  )
  gone.onfinish = () => ghost.remove()
  gone.oncancel = () => ghost.remove()
}
