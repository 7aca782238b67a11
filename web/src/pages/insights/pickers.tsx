// What holds for the whole page: the period, whose listens, and from which file.

import { useEffect, useId, useRef, useState } from 'react'
import type { InsightCatalogue } from '../../../../src/server/contract.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { dayIn, neighbour, readPeriod } from './period.ts'
import './pickers.css'

const QUICK = [
  { text: undefined, label: 'All time' },
  { text: 'this-year', label: 'This year' },
  { text: 'last-year', label: 'Last year' },
  { text: 'last-30-days', label: 'Last 30 days' },
] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

interface PeriodProps {
  readonly text: string | undefined
  readonly today: string
  readonly zone: string
  readonly catalogue: Pick<InsightCatalogue, 'firstMs' | 'lastMs'>
  readonly onPick: (text: string | undefined) => void
}

export function PeriodPicker(props: PeriodProps) {
  const { text, today, zone, catalogue, onPick } = props
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useId()
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
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const pick = (next: string | undefined) => {
    close()
    onPick(next)
  }
  const { label } = readPeriod(text, today)
  const [before, after] = [neighbour(text, today, -1), neighbour(text, today, 1)]
  const reach = {
    first: catalogue.firstMs ? dayIn(catalogue.firstMs, zone) : today,
    last: catalogue.lastMs ? dayIn(catalogue.lastMs, zone) : today,
  }
  const within = (next: string | null) =>
    next !== null && next >= reach.first.slice(0, next.length) && next <= reach.last.slice(0, next.length)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel wherever the focus is inside of it
    <div className="period" ref={box} onKeyDown={(event) => event.key === 'Escape' && open && close()}>
      {before || after ? (
        <IconButton icon="left" label="The one before" size={18} disabled={!within(before)} onClick={() => onPick(before ?? undefined)} />
      ) : null}
      <button
        ref={button}
        type="button"
        className="picker"
        data-testid="period"
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="hidden">Period: </span>
        {label}
        <Icon name="down" size={16} />
      </button>
      {before || after ? (
        <IconButton icon="right" label="The one after" size={18} disabled={!within(after)} onClick={() => onPick(after ?? undefined)} />
      ) : null}
      {open ? <Panel {...props} id={panel} onPick={pick} reach={reach} /> : null}
    </div>
  )
}

type Reach = { readonly first: string; readonly last: string }

function Panel({ id, text, today, reach, onPick }: PeriodProps & { id: string; reach: Reach }) {
  const shown = readPeriod(text, today)
  const [firstYear, lastYear] = [Number(reach.first.slice(0, 4)), Number(reach.last.slice(0, 4))]
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, at) => lastYear - at)
  const ofShown = Number((shown.from ?? '').slice(0, 4))
  const [year, setYear] = useState(years.includes(ofShown) ? ofShown : lastYear)
  const months = MONTHS.map((label, at) => ({ label, text: `${year}-${String(at + 1).padStart(2, '0')}` }))
  return (
    <div id={id} className="period-panel">
      <div className="chips">
        {QUICK.map((quick) => (
          <Chip key={quick.label} label={quick.label} on={text === quick.text} onPick={() => onPick(quick.text)} />
        ))}
      </div>
      <div>
        <h2 className="small quiet">A year</h2>
        <div className="chips">
          {years.map((one) => (
            <Chip key={one} label={`${one}`} on={text === `${one}`} onPick={() => onPick(`${one}`)} />
          ))}
        </div>
      </div>
      <div>
        <h2 className="small quiet">
          A month of{' '}
          <select aria-label="Year of the months" value={year} onChange={(event) => setYear(Number(event.currentTarget.value))}>
            {years.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </h2>
        <div className="chips chips-months">
          {months.map((month) => (
            <Chip
              key={month.text}
              label={month.label}
              on={text === month.text}
              disabled={month.text < reach.first.slice(0, 7) || month.text > reach.last.slice(0, 7)}
              onPick={() => onPick(month.text)}
            />
          ))}
        </div>
      </div>
      <Span reach={reach} shown={shown} onPick={onPick} />
    </div>
  )
}

function Span({ reach, shown, onPick }: { reach: Reach; shown: { from?: string; to?: string }; onPick: (text: string) => void }) {
  const isDay = (text: string | undefined) => text?.length === 10
  const [from, setFrom] = useState(isDay(shown.from) ? shown.from! : reach.first)
  const [to, setTo] = useState(isDay(shown.to) ? shown.to! : reach.last)
  const fits = from !== '' && to !== '' && from <= to
  return (
    <form
      className="period-span"
      onSubmit={(event) => {
        event.preventDefault()
        if (fits) onPick(`${from}..${to}`)
      }}
    >
      <h2 className="small quiet">From a day to a day</h2>
      <div>
        <label>
          <span className="hidden">First day</span>
          <input type="date" value={from} onChange={(event) => setFrom(event.currentTarget.value)} required />
        </label>
        <span className="quiet">to</span>
        <label>
          <span className="hidden">Last day</span>
          <input type="date" value={to} onChange={(event) => setTo(event.currentTarget.value)} required />
        </label>
        <Button type="submit" disabled={!fits}>
          Show
        </Button>
      </div>
      {fits ? null : <p className="small quiet">The last day comes before the first.</p>}
    </form>
  )
}

const Chip = ({ label, on, disabled, onPick }: { label: string; on: boolean; disabled?: boolean; onPick: () => void }) => (
  <button type="button" className="chip" aria-pressed={on} disabled={disabled} onClick={onPick}>
    {label}
  </button>
)

/** One of a few, in a line of pickers; the first is what stands there without a choice. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onPick,
}: {
  label: string
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  onPick: (value: Value) => void
}) {
  return (
    <label className="picker picker-choice">
      <span className="hidden">{label}</span>
      <select value={value} onChange={(event) => onPick(event.currentTarget.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </label>
  )
}
