// The shapes of ten recommendations while they are fetched.

import { Skeleton } from '../../kit/states.tsx'

const Shape = ({ first = false }: { first?: boolean }) => (
  <li className={first ? 'pick pick-first' : 'pick'}>
    <span className="cover" />
    <div className="pick-words" style={{ gap: '0.625rem' }}>
      <Skeleton width={first ? '60%' : '75%'} height={first ? '1.75rem' : '1.125rem'} />
      <Skeleton width="40%" height="0.875rem" />
      <Skeleton width="90%" height="0.875rem" />
      <Skeleton width="70%" height="0.875rem" />
    </div>
  </li>
)

export const PicksSkeleton = () => (
  <ol className="picks">
    <Shape first />
    {[1, 2, 3, 4, 5, 6].map((place) => (
      <Shape key={place} />
    ))}
  </ol>
)
