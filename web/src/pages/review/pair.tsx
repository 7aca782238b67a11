// Two tracks side by side, line by line, with what differs marked.

import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ReviewPage } from '../../../../src/server/contract.ts'
import { Button } from '../../kit/button.tsx'
import { Cover } from '../../kit/cover.tsx'
import { countOf, formatTime } from '../../kit/format.ts'
import { markDifferences } from './differences.ts'

type WaitingPair = ReviewPage['items'][number]
type Side = WaitingPair['sides'][number]

/** A text with the words that the other one has not. */
const Marked = ({ text, other }: { text: string; other: string }): ReactNode =>
  markDifferences(text, other).map(({ words, differs }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
    differs ? <mark key={index}>{words}</mark> : <span key={index}>{words}</span>,
  )

const LINES: readonly { readonly name: string; of(side: Side): string | null; readonly marked: boolean }[] = [
  { name: 'Artist', of: ({ track }) => track.artist, marked: true },
  { name: 'Album', of: ({ track }) => track.album, marked: true },
  { name: 'Length', of: ({ track }) => (track.durationMs ? formatTime(track.durationMs) : null), marked: true },
  { name: 'ISRC', of: ({ isrc }) => isrc, marked: true },
  { name: 'Played', of: ({ plays }) => (plays === 0 ? 'never' : plays === 1 ? 'once' : `${plays} times`), marked: false },
  { name: 'Here', of: ({ track }) => (track.playable ? 'a file you own' : 'heard or listed, no file'), marked: false },
]

export function Pair({
  pair,
  current,
  choose,
  answer,
  nameArtist,
}: {
  pair: WaitingPair
  current: boolean
  choose: () => void
  /** Says that one artist's name is another name of the other. */
  nameArtist: (artistId: number, name: string) => void
  answer: (id: number, trackIds: readonly [number, number], kind: 'merge' | 'apart') => void
}) {
  const [a, b] = pair.sides
  const ids = [a.track.id, b.track.id] as const
  const [main, other] = a.plays >= b.plays ? [a, b] : [b, a]
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current && place.current && place.current.getBoundingClientRect().top > window.innerHeight * 0.7)
      place.current.scrollIntoView({ block: 'center' })
  }, [current])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click anywhere makes it the pair that the keys mean; j and k do the same
    <li ref={place} className={current ? 'pair pair-current' : 'pair'} aria-current={current} onClick={choose} data-testid="review-pair">
      <p className="small quiet pair-reasons">{pair.reasons.join(' · ')}</p>
      <div className="pair-sides">
        {[a, b].map((side, index) => (
          <div key={side.track.id} className="pair-head">
            <span className="pair-cover">
              <Cover of="tracks" id={side.track.id} />
            </span>
            <Link to="/tracks/$id" params={{ id: String(side.track.id) }} className="pair-title">
              <Marked text={side.track.title} other={pair.sides[1 - index].track.title} />
            </Link>
          </div>
        ))}
        {LINES.map(({ name, of, marked }) => {
          const told = [of(a), of(b)] as const
          if (told[0] === null && told[1] === null) return null
          return told.map((text, index) => (
            <p key={`${name} ${ids[index]}`} className="pair-line">
              <span className="small quiet">{name}</span>
              <span className="pair-value">
                {text === null ? (
                  <span className="quiet">unknown</span>
                ) : marked && told[1 - index] !== null ? (
                  <Marked text={text} other={told[1 - index]!} />
                ) : (
                  text
                )}
              </span>
            </p>
          ))
        })}
        {[a, b].map((side) => (
          <div key={side.track.id} className="pair-line small quiet">
            {side.wordings.length > 1 ? (
              <details>
                <summary>{countOf(side.wordings.length, 'wording')}</summary>
                <ul className="pair-wordings">
                  {side.wordings.map((wording) => (
                    <li key={wording}>{wording}</li>
                  ))}
                </ul>
              </details>
            ) : null}
          </div>
        ))}
      </div>
      <div className="pair-acts">
        <Button filled={current} onClick={() => answer(pair.id, ids, 'merge')}>
          Merge
        </Button>
        <Button onClick={() => answer(pair.id, ids, 'apart')}>Not the same</Button>
        {pair.kind === 'title' && main.track.artistId !== other.track.artistId ? (
          <Button
            title={`${other.track.artist} becomes another name of ${main.track.artist}, for all songs and later imports`}
            onClick={() => nameArtist(main.track.artistId, other.track.artist)}
          >
            Always the same artist
          </Button>
        ) : null}
      </div>
    </li>
  )
}
