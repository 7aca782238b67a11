// A switch: a checkbox that says on or off, with its name beside it or for screen readers only.

import './switch.css'

export function Switch({
  label,
  on,
  onChange,
  disabled = false,
  hidden = false,
}: {
  label: string
  on: boolean
  onChange: (on: boolean) => void
  disabled?: boolean
  /** The name is said, not shown: where a heading beside it shows it already. */
  hidden?: boolean
}) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <i aria-hidden="true" />
      <span className={hidden ? 'hidden' : undefined}>{label}</span>
    </label>
  )
}
