// Where music that is not owned can be heard: links to follow, nothing more.

import { useEffect, useRef } from 'react'
import { Icon } from './icon.tsx'
import './elsewhere.css'

export interface OutLink {
  readonly label: string
  readonly url: string
}

export function Elsewhere({ links, title }: { links: readonly OutLink[]; title: string }) {
  const box = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const away = (event: Event) => {
      if (box.current?.open && !box.current.contains(event.target as Node)) box.current.open = false
    }
    const dismiss = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !box.current?.open) return
      box.current.open = false
      box.current.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    document.addEventListener('keydown', dismiss)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
      document.removeEventListener('keydown', dismiss)
    }
  }, [])
  if (links.length === 0) return <span className="small quiet">Not in your library</span>
  return (
    <details className="elsewhere" ref={box}>
      <summary>
        Hear it elsewhere<span className="hidden">: {title}</span> <Icon name="down" size={14} />
      </summary>
      <ul>
        {links.map(({ label, url }) => (
          <li key={label}>
            <a href={url} target="_blank" rel="noreferrer">
              {label} <Icon name="out" size={14} />
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
