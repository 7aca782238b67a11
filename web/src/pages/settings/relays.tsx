// Passing listens on: the relays to ListenBrainz and Last.fm, how they go, and the credentials they need, which never come back.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RelayBody, Relays } from '../../../../src/server/contract.ts'
import { address, ask, send } from '../../api/fetch.ts'
import { useListener } from '../../api/listener.ts'
import { Button } from '../../kit/button.tsx'
import { sayRelay } from './relay-words.ts'

const relaysQuery = { queryKey: ['relays'], queryFn: () => ask<Relays>('/api/relays'), refetchInterval: 30_000 } as const
const TITLES = { listenbrainz: 'ListenBrainz', lastfm: 'Last.fm' } as const
type Service = keyof typeof TITLES

const FIELDS: Readonly<Record<Service, readonly { name: string; label: string; secret?: boolean }[]>> = {
  listenbrainz: [{ name: 'token', label: 'Your token at ListenBrainz', secret: true }],
  lastfm: [
    { name: 'apiKey', label: 'API key of your own API account' },
    { name: 'sharedSecret', label: 'Its shared secret', secret: true },
    { name: 'username', label: 'Your name at Last.fm' },
    { name: 'password', label: 'Your password there, asked once and not kept', secret: true },
  ],
}

export function PassOn() {
  const { data } = useQuery(relaysQuery)
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: number) => send('DELETE', `/api/relays/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['relays'] }),
  })
  const [service, setService] = useState<Service | null>(null)
  return (
    <section className="scrobbling" aria-labelledby="pass-on">
      <h2 id="pass-on">Pass listens on</h2>
      <p className="quiet">
        What players tell Deepcut can go on to ListenBrainz or Last.fm, so that no player needs to know both. It is off until you set it up,
        waits where the network is gone, and leaves only while the host is switched on{' '}
        <Link to="/outside" className="settings-link">
          under Outside
        </Link>
        .
      </p>
      <ul className="device-list">
        {data?.items.map((relay) => (
          <li key={relay.id}>
            <div>
              <strong>{TITLES[relay.service]}</strong>
              <span className="small quiet">{relay.listener}</span>
              <span className="small">{sayRelay(relay, Date.now())}</span>
              {relay.refusedWhy ? <span className="small quiet">{`The last one left behind: ${relay.refusedWhy}`}</span> : null}
            </div>
            <Button onClick={() => remove.mutate(relay.id)} aria-label={`Stop passing on to ${TITLES[relay.service]}`}>
              Stop
            </Button>
          </li>
        ))}
      </ul>
      {service === null ? (
        <p className="device-acts">
          <Button onClick={() => setService('listenbrainz')}>Pass on to ListenBrainz</Button>
          <Button onClick={() => setService('lastfm')}>Pass on to Last.fm</Button>
        </p>
      ) : (
        <RelayForm key={service} service={service} done={() => setService(null)} />
      )}
    </section>
  )
}

function RelayForm({ service, done }: { service: Service; done: () => void }) {
  const user = useListener()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: (body: RelayBody) => send('PUT', address('/api/relays', { user }), body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['relays'] })
      done()
    },
  })
  return (
    <form
      className="relay-form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ service, ...Object.fromEntries(new FormData(event.currentTarget)) } as RelayBody)
      }}
    >
      {FIELDS[service].map(({ name, label, secret }) => (
        <label key={name} className="small">
          {label}
          <input className="field" name={name} type={secret ? 'password' : 'text'} required autoComplete="off" spellCheck={false} />
        </label>
      ))}
      <p className="device-acts">
        <Button type="submit" filled disabled={save.isPending}>
          {save.isPending ? 'Asking …' : `Pass on to ${TITLES[service]}`}
        </Button>
        <Button onClick={done}>Not now</Button>
      </p>
      {save.error ? (
        <p className="small" role="alert">
          {save.error.message}
        </p>
      ) : null}
    </form>
  )
}
