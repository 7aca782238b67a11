// A cover: the server's picture, or a quiet record where even that is missing.

import { useState } from 'react'
import './cover.css'

export type CoverOf = 'tracks' | 'albums' | 'artists'
export const coverUrl = (of: CoverOf, id: number) => `/api/${of}/${id}/cover`

/** Decorative: the title stands beside it. Fills the width it is given. */
export function Cover({ of, id, eager = false, round = false }: { of: CoverOf; id: number; eager?: boolean; round?: boolean }) {
  const [missing, setMissing] = useState<number | null>(null)
  return (
    <span className={round ? 'cover cover-round' : 'cover'}>
      {missing === id ? (
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle cx="50" cy="50" r="36" />
          <circle cx="50" cy="50" r="27" />
          <circle cx="50" cy="50" r="18" />
          <circle cx="50" cy="50" r="3" />
        </svg>
      ) : (
        <img
          src={coverUrl(of, id)}
          alt=""
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onError={() => setMissing(id)}
        />
      )}
    </span>
  )
}
