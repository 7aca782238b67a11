// For you: ten recommendations with their reasons, and the dial between familiar and under the radar. The list moves as one acts.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Recommendation } from '../../../../src/server/contract.ts'
import { useListener } from '../../api/listener.ts'
import { type From, PICKS_SHOWN, recommendationsQuery, statusQuery } from '../../api/queries.ts'
import { Button } from '../../kit/button.tsx'
import { useFlip } from '../../kit/flip.ts'
import { partOfDay } from '../../kit/format.ts'
import { useRemembered } from '../../kit/remembered.ts'
import { Segmented } from '../../kit/segmented.tsx'
import { Empty, Fault, Loading } from '../../kit/states.tsx'
import { playTracks } from '../../player/engine.ts'
import { Pick } from './pick.tsx'
import { PicksSkeleton } from './picks-skeleton.tsx'
import { Radar } from './radar.tsx'
import './for-you.css'

const isRadar = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1
const isFrom = (value: unknown): value is From => value === 'library' || value === 'catalogue' || value === 'all'
const FROM: readonly { value: From; label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'library', label: 'My library' },
  { value: 'catalogue', label: 'Not owned' },
]
const DEBOUNCE_MS = 160

/** "Saturday night": when the picks are for. */
function tonight(now: Date): string {
  const day = new Date(now.getTime() - 5 * 3_600_000)
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long' }).format(partOfDay(now.getHours()) === 'night' ? day : now)
  return `${weekday} ${partOfDay(now.getHours())}`
}

function useDebounced<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

export function ForYou() {
  const user = useListener()
  const [radar, setRadar] = useRemembered('deepcut.radar', 0.5, isRadar)
  const [from, setFrom] = useRemembered<From>('deepcut.from', 'all', isFrom)
  const [pointed, setPointed] = useState<number | null>(null)
  const settled = useDebounced(radar)
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    ...recommendationsQuery({ user, radar: settled, from }),
    placeholderData: keepPreviousData,
  })
  const shown = useMemo(() => data?.items.slice(0, PICKS_SHOWN) ?? [], [data])
  const playable = useMemo(() => shown.filter((item) => item.playable).map((item) => item.track), [shown])
  const { data: status } = useQuery(statusQuery)
  const isBare = status?.counts.tracks === 0
  return (
    <>
      <header className="page-head">
        <div>
          <h1>For you</h1>
          <p>{shown.length > 0 ? `${inWords(shown.length)} for ${tonight(new Date())}` : `What to hear next, and why`}</p>
        </div>
        <div className="for-you-acts" hidden={isBare}>
          <Segmented label="Recommend from" value={from} options={FROM} onChange={setFrom} />
          <Button filled icon="play" disabled={playable.length === 0} onClick={() => playTracks(playable, 0, 'recommended')}>
            Play all
          </Button>
        </div>
      </header>
      {isBare ? null : (
        <Radar value={radar} onChange={setRadar} picks={shown} pointed={pointed} busy={isPlaceholderData || settled !== radar} />
      )}
      {data?.note && shown.length > 0 ? <p className="for-you-note">{data.note}</p> : null}
      {isPending ? (
        <Loading what="your recommendations">
          <PicksSkeleton />
        </Loading>
      ) : error && !data ? (
        <Fault error={error} what="The recommendations" retry={() => void refetch()} />
      ) : shown.length === 0 ? (
        <Nothing from={from} note={data?.note ?? null} widen={() => setFrom('all')} />
      ) : (
        <Picks picks={shown} onPoint={setPointed} />
      )}
    </>
  )
}

const WORDS = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']
const inWords = (count: number) => WORDS[count] ?? String(count)

function Picks({ picks, onPoint }: { picks: readonly Recommendation[]; onPoint: (trackId: number | null) => void }) {
  const list = useRef<HTMLOListElement>(null)
  useFlip(list, picks.map((pick) => pick.trackId).join(' '))
  const playFrom = (trackId: number) => {
    const tracks = picks.map((pick) => pick.track)
    const start = tracks.findIndex((track) => track.id === trackId)
    playTracks(tracks.slice(start), 0, 'recommended')
  }
  return (
    <ol className="picks" ref={list} aria-label="Recommendations">
      {picks.map((pick, place) => (
        <Pick key={pick.trackId} pick={pick} first={place === 0} onPlay={playFrom} onPoint={onPoint} />
      ))}
    </ol>
  )
}

function Nothing({ from, note, widen }: { from: From; note: string | null; widen: () => void }) {
  const { data: status } = useQuery(statusQuery)
  if (from === 'catalogue' && status?.counts.catalogued === 0) {
    return (
      <Empty
        title="Nothing to recommend beyond your library yet"
        action={
          <Link to="/import" className="button button-filled">
            Import a table
          </Link>
        }
      >
        Music you do not own comes from a table of tracks with their attributes, such as the Spotify tables that people share. Import one,
        and what would suit you is listed here.
      </Empty>
    )
  }
  if (status && status.counts.tracks > 0 && from !== 'all') {
    return (
      <Empty
        title="Nothing here just now"
        action={
          <Button filled onClick={widen}>
            Look everywhere
          </Button>
        }
      >
        {note ?? 'Everything that would fit was heard or passed over lately. There may be more elsewhere.'}
      </Empty>
    )
  }
  return (
    <Empty
      title="The shelves are empty"
      action={
        <Link to="/import" className="button button-filled">
          Add music or a history
        </Link>
      }
    >
      {note ?? 'Ten recommendations would be here, each with its reasons. Deepcut needs your music, your listening history, or both.'}
    </Empty>
  )
}
