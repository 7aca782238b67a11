// Buttons: a filled one for the act of the page, a plain one for the rest, and icons with a name.

import type { ButtonHTMLAttributes } from 'react'
import { useHint } from './hint.tsx'
import { Icon, type IconName } from './icon.tsx'
import './button.css'

type Native = ButtonHTMLAttributes<HTMLButtonElement> & { 'data-testid'?: string }

export function Button({ filled = false, icon, children, className = '', ...rest }: Native & { filled?: boolean; icon?: IconName }) {
  return (
    <button type="button" className={`button ${filled ? 'button-filled' : ''} ${className}`} {...rest}>
      {icon ? <Icon name={icon} size={18} /> : null}
      <span>{children}</span>
    </button>
  )
}

/** An icon alone; `label` names it for everyone. `pressed` makes it a switch. */
export function IconButton({
  icon,
  label,
  pressed,
  size = 20,
  className = '',
  ...rest
}: Native & { icon: IconName; label: string; pressed?: boolean; size?: number }) {
  const hint = useHint(label)
  const { 'aria-describedby': _, ...hover } = hint as { 'aria-describedby'?: string }
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} aria-pressed={pressed} {...hover} {...rest}>
      <Icon name={icon} size={size} />
    </button>
  )
}
