// Each host: what is sent to it and why, its switch, and where and how fast its calls go.

import { useState } from 'react'
import type { Outside, OutsideHost, OutsideHostBody } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { countOf, formatBytes, formatCount, formatExact } from '../../kit/format.ts'
import { Switch } from '../../kit/switch.tsx'
import { useAllowance, useHost } from './queries.ts'
import { formatComing, formatWhen, sayPace } from './words.ts'

export function Hosts({ outside }: { outside: Outside }) {
  const own = outside.hosts.filter((host) => host.switchedWith === null)
  return (
    <section aria-labelledby="outside-hosts">
      <h2 id="outside-hosts">Who may be called, and what is sent?</h2>
      <ul className="hosts">
        {own.map((host) => (
          <HostRow key={host.name} host={host} with={outside.hosts.find((other) => other.switchedWith === host.name)} />
        ))}
      </ul>
      <Contact key={outside.contact ?? ''} contact={outside.contact} />
    </section>
  )
}

function HostRow({ host, with: also }: { host: OutsideHost; with?: OutsideHost }) {
  const change = useHost(host.name)
  const nowMs = Date.now()
  return (
    <li className={`host ${host.open ? 'host-open' : ''}`} data-testid={`host-${host.name}`}>
      <div className="host-head">
        <h3>{host.title}</h3>
        <Switch label={`Call ${host.title}`} on={host.on} hidden onChange={(on) => change.mutate({ on })} />
      </div>
      <dl className="host-sends">
        {[...host.sends, ...(also?.sends ?? [])].map(({ what, why }) => (
          <div key={what}>
            <dt>Sends {what}</dt>
            <dd className="quiet">{why}</dd>
          </div>
        ))}
      </dl>
      {host.parkedUntilMs !== null ? (
        <p className="host-parked" title={formatExact(host.parkedUntilMs)}>
          {`Left in peace; may be called again ${formatComing(host.parkedUntilMs, nowMs)}. ${host.parkedWhy ?? ''}`}
        </p>
      ) : null}
      <Sum hosts={also ? [host, also] : [host]} nowMs={nowMs} />
      <details className="host-more">
        <summary>Address and pace</summary>
        <p className="quiet small">
          <code>{host.address}</code>, {sayPace(host)}
          {host.leftNow === null ? '. ' : `, of which ${formatCount(host.leftNow)} are free now. `}
          <a href={host.rulesUrl} target="_blank" rel="noreferrer">
            Its own rules
          </a>
        </p>
        <HostForm key={JSON.stringify(host.set)} host={host} onChange={(body) => change.mutate(body)} />
      </details>
    </li>
  )
}

/** What went and came, in one line. */
function Sum({ hosts, nowMs }: { hosts: readonly OutsideHost[]; nowMs: number }) {
  const total = (field: 'calls' | 'failed' | 'bytesOut' | 'bytesIn') => hosts.reduce((sum, host) => sum + host[field], 0)
  const lastAtMs = Math.max(0, ...hosts.map((host) => host.lastAtMs ?? 0))
  if (total('calls') === 0) return <p className="small quiet">Never called.</p>
  const failed = total('failed') > 0 ? `, ${countOf(total('failed'), 'of them', 'of them')} without a good answer` : ''
  const sent = total('bytesOut') > 0 ? `${formatBytes(total('bytesOut'))} sent in bodies, ` : ''
  return (
    <p className="small quiet" title={formatExact(lastAtMs)}>
      {`${countOf(total('calls'), 'call')}${failed}; ${sent}${formatBytes(total('bytesIn'))} received; last ${formatWhen(lastAtMs, nowMs)}.`}
    </p>
  )
}

function HostForm({ host, onChange }: { host: OutsideHost; onChange: (body: OutsideHostBody) => void }) {
  const [address, setAddress] = useState(host.set.address ?? '')
  const [delay, setDelay] = useState(host.set.delayMs === null ? '' : String(host.set.delayMs))
  const [perDay, setPerDay] = useState(host.set.perDayMax === null ? '' : String(host.set.perDayMax))
  const number = (text: string) => (text.trim() === '' ? null : Math.round(Number(text)))
  return (
    <form
      className="outside-form"
      onSubmit={(event) => {
        event.preventDefault()
        onChange({
          ...(host.fixed || host.fromEnvironment ? {} : { address: address.trim() || null }),
          delayMs: number(delay),
          perDayMax: number(perDay),
        })
      }}
    >
      {host.fixed ? null : (
        <label>
          <span>Another address, such as a mirror</span>
          <input
            className="field"
            value={host.fromEnvironment ? host.address : address}
            disabled={host.fromEnvironment}
            placeholder={host.ownAddress}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {host.fromEnvironment ? <span className="small quiet">Set by {host.variable}.</span> : null}
        </label>
      )}
      <label>
        <span>Ms between calls</span>
        <input
          className="field"
          value={delay}
          placeholder={String(host.delayMs)}
          inputMode="numeric"
          pattern="\d*"
          onChange={(event) => setDelay(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>Calls a day at most</span>
        <input
          className="field"
          value={perDay}
          placeholder={host.perDayMax === null ? 'no limit' : String(host.perDayMax)}
          inputMode="numeric"
          pattern="\d*"
          onChange={(event) => setPerDay(event.currentTarget.value)}
        />
      </label>
      <Button type="submit">Keep</Button>
      <p className="small quiet">Empty is the host's own. At its own address a host can be slowed down, not hurried.</p>
    </form>
  )
}

function Contact({ contact }: { contact: string | null }) {
  const allowance = useAllowance()
  const [text, setText] = useState(contact ?? '')
  return (
    <form
      className="outside-form outside-contact"
      onSubmit={(event) => {
        event.preventDefault()
        allowance.mutate({ contact: text.trim() })
      }}
    >
      <label>
        <span>How hosts may reach you</span>
        <input
          className="field"
          value={text}
          maxLength={200}
          placeholder="nothing is told"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Button type="submit" disabled={text.trim() === (contact ?? '')}>
        Keep
      </Button>
      <p className="small quiet">Sent along with every call. MusicBrainz asks for an address or e-mail, to write before it blocks.</p>
    </form>
  )
}
