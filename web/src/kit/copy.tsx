// A value to take elsewhere: shown as it is, with a button that copies it.

import { useEffect, useState } from 'react'
import { IconButton } from './button.tsx'
import './copy.css'

const SAID_MS = 2000

/** `lines` keeps line breaks. Where the browser does not let pages copy (plain HTTP), the text is selected instead. */
export function Copy({ label, value, lines = false }: { label: string; value: string; lines?: boolean }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(setSaid, SAID_MS, '')
    return () => clearTimeout(timer)
  }, [said])
  const copy = async (element: HTMLElement | null) => {
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    )
    if (done) return setSaid('Copied')
    if (element) getSelection()?.selectAllChildren(element)
    setSaid('Selected: copy it with the keyboard')
  }
  return (
    <div className="copy">
      <span className="copy-label small quiet">{label}</span>
      <div className="copy-value">
        {lines ? <pre>{value}</pre> : <code>{value}</code>}
        <IconButton
          icon={said === 'Copied' ? 'check' : 'copy'}
          label={`Copy ${label}`}
          size={18}
          onClick={(event) => void copy(event.currentTarget.parentElement?.firstElementChild as HTMLElement | null)}
        />
      </div>
      <span className="small quiet" role="status">
        {said}
      </span>
    </div>
  )
}
