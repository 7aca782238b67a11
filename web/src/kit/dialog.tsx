// A dialog or drawer on the browser's own <dialog>: focus stays inside, Escape closes, a click beside it too.

import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from './button.tsx'
import './dialog.css'

export function Dialog({
  open,
  onClose,
  title,
  kind = 'middle',
  children,
}: {
  open: boolean
  onClose: () => void
  title: string
  kind?: 'middle' | 'drawer' | 'sheet'
  children: ReactNode
}) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is for the ground beside it
    <dialog
      ref={element}
      className={`dialog dialog-${kind}`}
      aria-label={title}
      onClose={() => open && onClose()}
      onClick={(event) => event.target === element.current && onClose()}
    >
      {open ? (
        <div className="dialog-inside">
          <header>
            <h2>{title}</h2>
            <IconButton icon={kind === 'sheet' ? 'down' : 'close'} label="Close" onClick={onClose} />
          </header>
          {children}
        </div>
      ) : null}
    </dialog>
  )
}
