// Review: pairs of tracks that may be one recording, side by side. A person says merge or not the same; either can be undone.

import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { decide, editsQuery, reviewQuery, takeBack } from '../../api/identity.ts'
import { useListener } from '../../api/listener.ts'
import { countOf } from '../../kit/format.ts'
import { Empty, Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { Decided } from './decided.tsx'
import { Pair } from './pair.tsx'
import './review.css'

/** Whether the key belongs to a field or a dialog. */
const isTaken = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  ctrlKey ||
  metaKey ||
  altKey ||
  document.querySelector('dialog[open]') !== null ||
  (target as HTMLElement | null)?.matches?.('input, textarea, select, [contenteditable]') === true

const nameArtist = (artistId: number, name: string) => void decide({ kind: 'alias', artistId, name })

export function Review() {
  const { data, error, refetch } = useQuery(reviewQuery(useListener()))
  const { data: edits } = useQuery(editsQuery)
  const [chosen, setChosen] = useState<number | null>(null)
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set())
  const pairs = (data?.items ?? []).filter((pair) => !gone.has(pair.id))
  const current = pairs.find((pair) => pair.id === chosen) ?? pairs[0]
  const last = edits?.items.find((edit) => edit.undoneAtMs === null)

  const answer = useCallback(async (id: number, trackIds: readonly [number, number], kind: 'merge' | 'apart') => {
    setGone((before) => new Set(before).add(id))
    const back = () => setGone((before) => new Set([...before].filter((other) => other !== id)))
    if ((await decide({ kind, trackIds })) === null) back()
    // Its id may come again, should the decision be undone.
    else setTimeout(back, 3000)
  }, [])
  const undo = useCallback(async (editId: number) => {
    if (await takeBack(editId)) setGone(new Set())
  }, [])

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      if (event.key === 'u' && last) void undo(last.id)
      else if (current && (event.key === 'm' || event.key === 'n')) {
        const { id, sides } = current
        void answer(id, [sides[0].track.id, sides[1].track.id], event.key === 'm' ? 'merge' : 'apart')
      } else if (current && (event.key === 'j' || event.key === 'k')) {
        const at = pairs.indexOf(current) + (event.key === 'j' ? 1 : -1)
        if (pairs[at]) setChosen(pairs[at].id)
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [current, pairs, last, answer, undo])

  return (
    <div data-testid="review-page">
      <header className="page-head">
        <div>
          <h1>Review</h1>
          <p>
            {data && data.total > 0
              ? `${countOf(data.total, 'pair')} may be one recording. What is certain was joined already; here you decide.`
              : 'Tracks that may be one recording, for you to decide.'}
          </p>
        </div>
      </header>
      {pairs.length > 0 ? (
        <p className="small quiet review-keys">
          <kbd>m</kbd> merge · <kbd>n</kbd> not the same · <kbd>u</kbd> undo · <kbd>j</kbd> <kbd>k</kbd> next and back
        </p>
      ) : null}
      {error && !data ? <Fault error={error} what="The pairs" retry={() => void refetch()} /> : null}
      {!data && !error ? (
        <Loading what="the pairs">
          <Skeleton height="12rem" />
        </Loading>
      ) : null}
      {data && pairs.length === 0 ? (
        data.total > 0 ? (
          <p className="quiet">Looking for the next ones …</p>
        ) : (
          <Empty title="Nothing waits">
            When two sources call what may be one recording by different names, the pair waits here. On a track’s page you can split one
            that is two, and fix its name.
          </Empty>
        )
      ) : null}
      <ol className="pairs">
        {pairs.map((pair) => (
          <Pair
            key={pair.id}
            pair={pair}
            current={pair === current}
            choose={() => setChosen(pair.id)}
            answer={answer}
            nameArtist={nameArtist}
          />
        ))}
      </ol>
      {edits && edits.items.length > 0 ? <Decided edits={edits} undo={undo} /> : null}
    </div>
  )
}
