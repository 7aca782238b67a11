// What can be done with a chart: have it explained, read as a table, taken along as numbers or as a picture.

import { useEffect, useRef, useState } from 'react'
import { Icon } from '../kit/icon.tsx'

export interface ChartAct {
  readonly label: string
  readonly act?: () => void
  /** A download in place of an act. */
  readonly href?: string
}

/** A button that unfolds a list of acts; Escape, a click beside it or leaving it by Tab folds it again. */
export function ChartMenu({ of, acts }: { of: string; acts: readonly ChartAct[] }) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const away = (event: Event) => !box.current?.contains(event.target as Node) && setOpen(false)
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
    }
  }, [open])
  const turn = (event: React.KeyboardEvent) => {
    if (!open) return
    const items = [...(box.current?.querySelectorAll<HTMLElement>('li > *') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'Escape') {
      setOpen(false)
      button.current?.focus()
    } else if (event.key === 'ArrowDown') items[Math.min(items.length - 1, at + 1)]?.focus()
    else if (event.key === 'ArrowUp') items[Math.max(0, at - 1)]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const done = (act?: () => void) => {
    setOpen(false)
    button.current?.focus()
    act?.()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the acts inside
    <div className="chart-menu" ref={box} onKeyDown={turn}>
      <button ref={button} type="button" className="chart-menu-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="hidden">{`More about: ${of}`}</span>
        <Icon name="more" size={20} />
      </button>
      {open ? (
        <ul>
          {acts.map(({ label, act, href }) => (
            <li key={label}>
              {href ? (
                <a href={href} download onClick={() => done()}>
                  {label}
                </a>
              ) : (
                <button type="button" onClick={() => done(act)}>
                  {label}
                </button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
