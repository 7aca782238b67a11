// Scrobble from your players: a token for each, shown once with the exact settings, who used it last, and taking it back.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Device, Devices, NewDevice, PlayingNow } from '../../../../src/server/contract.ts'
import { address, ask, send } from '../../api/fetch.ts'
import { useListener } from '../../api/listener.ts'
import { Button } from '../../kit/button.tsx'
import { Copy } from '../../kit/copy.tsx'
import { formatDate, formatExact, formatSpan } from '../../kit/format.ts'
import { type Access, isThisMachineOnly, playerSettings } from './player-settings.ts'
import './scrobbling.css'

const devicesQuery = { queryKey: ['devices'], queryFn: () => ask<Devices>('/api/devices') } as const
const NOT_SHOWN = '(the token of this player)'

export function Scrobbling() {
  const user = useListener()
  const client = useQueryClient()
  const { data } = useQuery(devicesQuery)
  const [name, setName] = useState('')
  const make = useMutation({
    mutationFn: (wanted: string) => send<NewDevice>('POST', address('/api/devices', { user }), { name: wanted }),
    onSuccess: () => {
      setName('')
      void client.invalidateQueries({ queryKey: ['devices'] })
    },
  })
  const devices = data?.items ?? []
  const made = make.data && devices.some(({ id }) => id === make.data.device.id) ? make.data : null
  return (
    <section className="scrobbling" aria-labelledby="scrobbling">
      <h2 id="scrobbling">Scrobble from your players</h2>
      <p className="quiet">
        Players that can scrobble to ListenBrainz, Last.fm or Libre.fm can scrobble here. Each gets a token of its own; what it tells is in
        your history within the second.
      </p>
      {isThisMachineOnly(location.hostname) ? (
        <p className="small quiet">
          This page is open on the machine itself. For players elsewhere, start Deepcut with <code>--host 0.0.0.0</code> and open this page
          under the machine's name: the addresses below are then right.
        </p>
      ) : null}
      {devices.length > 0 ? (
        <ul className="device-list">
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </ul>
      ) : null}
      <form
        className="scrobbling-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) make.mutate(name.trim())
        }}
      >
        <input
          className="field"
          aria-label="Name of the player"
          placeholder="Name of the player, such as Phone"
          maxLength={60}
          value={name}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={make.isPending || !name.trim()}>
          Make a token
        </Button>
      </form>
      {make.error ? (
        <p className="small" role="alert">
          {make.error.message}
        </p>
      ) : null}
      {made ? (
        <p className="scrobbling-once" role="status">
          The token of {made.device.name} is in the settings below. It is shown this once; should it be lost, take it back and make another.
        </p>
      ) : null}
      <PlayerHelp made={made} user={user} />
    </section>
  )
}

function DeviceRow({ device }: { device: Device }) {
  const client = useQueryClient()
  const [sure, setSure] = useState(false)
  const remove = useMutation({
    mutationFn: () => send('DELETE', `/api/devices/${device.id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['devices'] }),
  })
  return (
    <li>
      <div>
        <strong>{device.name}</strong>
        <span className="small quiet">
          {device.listener}
          {' · '}
          {device.usedAtMs === null ? 'never used' : <UsedAt atMs={device.usedAtMs} by={device.usedBy} />}
        </span>
        <PlayingOn device={device} />
      </div>
      <span className="device-acts">
        {sure ? (
          <>
            <Button onClick={() => remove.mutate()} disabled={remove.isPending}>
              Take it back
            </Button>
            <Button onClick={() => setSure(false)}>Keep it</Button>
          </>
        ) : (
          <Button onClick={() => setSure(true)} aria-label={`Take back the token of ${device.name}`}>
            Take back
          </Button>
        )}
      </span>
      {sure ? <p className="small quiet">It can no longer scrobble. What it told stays in your history.</p> : null}
      {remove.error ? <p role="alert">{remove.error.message}</p> : null}
    </li>
  )
}

function UsedAt({ atMs, by }: { atMs: number; by: string | null }) {
  const nowMs = Date.now()
  const agoMs = nowMs - atMs
  const when =
    agoMs < 60_000 ? 'used just now' : agoMs < 86_400_000 ? `used ${formatSpan(agoMs)} ago` : `used on ${formatDate(atMs, nowMs)}`
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatExact(atMs)}>
      {by ? `${when} by ${by}` : when}
    </time>
  )
}

function PlayingOn({ device }: { device: Device }) {
  const { data } = useQuery({
    queryKey: ['playing', device.listener],
    queryFn: () => ask<PlayingNow>(address('/api/playing', { user: device.listener })),
    refetchInterval: 30_000,
  })
  const playing = data?.items.find((item) => item.device === device.name)
  return playing ? <span className="small">{`Plays ${playing.title} by ${playing.artist}`}</span> : null
}

function PlayerHelp({ made, user }: { made: NewDevice | null; user: string | null }) {
  const [chosen, setChosen] = useState('Web Scrobbler')
  const id = useId()
  const access: Access = {
    origin: location.origin,
    user: made?.device.listener ?? user ?? 'me',
    token: made?.token ?? NOT_SHOWN,
    apiKey: made?.device.apiKey ?? '(its API key)',
    sharedSecret: made?.sharedSecret ?? '(its shared secret)',
  }
  const players = playerSettings(access)
  const player = players.find(({ name }) => name === chosen) ?? players[0]
  return (
    <div className="player-help">
      <label htmlFor={id}>Settings for</label>
      <select id={id} className="field" value={player.name} onChange={(event) => setChosen(event.currentTarget.value)}>
        {players.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <p className="small quiet">{player.where}.</p>
      {player.fields.map((field) => (
        <Copy key={`${player.name} ${field.label}`} {...field} />
      ))}
      {player.note ? <p className="small quiet">{player.note}</p> : null}
    </div>
  )
}
