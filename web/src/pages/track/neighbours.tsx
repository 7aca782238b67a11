// What sounds like it: a constellation, nearer is more alike, and the same as a list.

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SimilarTracks, TrackDetail } from '../../../../src/server/contract.ts'
import { useListener } from '../../api/listener.ts'
import { similarQuery } from '../../api/queries.ts'
import { Cover } from '../../kit/cover.tsx'
import { formatSigned } from '../../kit/format.ts'
import { Fault, Loading, Skeleton } from '../../kit/states.tsx'
import { playTracks } from '../../player/engine.ts'
import { PlayCover } from '../library/play-cover.tsx'
import '../library/track-table.css'
import { constellation } from './constellation.ts'
import './neighbours.css'

type Near = SimilarTracks['items'][number]

export function Neighbours({ track }: { track: TrackDetail }) {
  const { data, error, refetch } = useQuery(similarQuery(track.id, useListener()))
  const [pointed, setPointed] = useState<number | null>(null)
  return (
    <section className="neighbours">
      <h2>What sounds like it?</h2>
      {error ? (
        <Fault error={error} what="What sounds like it" retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="its neighbours">
          <Skeleton height="20rem" />
        </Loading>
      ) : data.items.length === 0 ? (
        <p className="quiet">
          Nothing to compare with yet. Once more of your library has been listened to, its nearest relatives are here.
        </p>
      ) : (
        <div className="neighbours-both">
          <Sky track={track} near={data.items} pointed={pointed} onPoint={setPointed} />
          <List near={data.items} pointed={pointed} onPoint={setPointed} />
        </div>
      )}
    </section>
  )
}

interface PartProps {
  readonly near: readonly Near[]
  readonly pointed: number | null
  readonly onPoint: (trackId: number | null) => void
}

function Sky({ track, near, pointed, onPoint }: PartProps & { track: TrackDetail }) {
  const stars = constellation(near.map((item) => item.similarity))
  return (
    <div className="sky" aria-hidden="true">
      <svg width="100%" height="100%" aria-hidden="true">
        <ellipse cx="50%" cy="50%" rx="20%" ry="18.500%" />
        <ellipse cx="50%" cy="50%" rx="32%" ry="29.500%" />
        <ellipse cx="50%" cy="50%" rx="43%" ry="40%" />
        {near.map(({ track: other }, at) => (
          <line
            key={other.id}
            x1="50%"
            y1="50%"
            x2={`${stars[at].x}%`}
            y2={`${stars[at].y}%`}
            className={pointed === other.id ? 'sky-on' : ''}
          />
        ))}
      </svg>
      <span className="star star-middle" style={{ left: '50%', top: '50%' }}>
        <Cover of="tracks" id={track.id} round />
      </span>
      {near.map(({ track: other, rank }, at) => (
        <Link
          key={other.id}
          to="/tracks/$id"
          params={{ id: String(other.id) }}
          tabIndex={-1}
          className={`star ${pointed === other.id ? 'star-on' : ''} ${rank <= 4 ? 'star-near' : ''}`}
          style={{ left: `${stars[at].x}%`, top: `${stars[at].y}%` }}
          onPointerEnter={() => onPoint(other.id)}
          onPointerLeave={() => onPoint(null)}
        >
          <Cover of="tracks" id={other.id} round />
          <span className="star-name">{other.title}</span>
        </Link>
      ))}
    </div>
  )
}

const List = ({ near, pointed, onPoint }: PartProps) => (
  <ol className="near-list">
    {near.map(({ track, similarity }) => (
      <li
        key={track.id}
        className={pointed === track.id ? 'near near-on' : 'near'}
        onPointerEnter={() => onPoint(track.id)}
        onPointerLeave={() => onPoint(null)}
        onFocus={() => onPoint(track.id)}
        onBlur={() => onPoint(null)}
      >
        {track.playable ? (
          <PlayCover
            track={track}
            onPlay={() =>
              playTracks(
                near.map((item) => item.track),
                near.findIndex((item) => item.track.id === track.id),
              )
            }
          />
        ) : (
          <Cover of="tracks" id={track.id} />
        )}
        <span className="near-words">
          <Link to="/tracks/$id" params={{ id: String(track.id) }} className="clip" title={track.title}>
            {track.title}
          </Link>
          <span className="small quiet clip">{track.artist}</span>
        </span>
        <span className="small quiet" title={`Cosine similarity ${similarity.toFixed(3)}`}>
          {formatSigned(similarity, 2)}
        </span>
      </li>
    ))}
  </ol>
)
