// An address that leads nowhere.

import { Link } from '@tanstack/react-router'
import { Empty } from '../kit/states.tsx'

export const NotFound = () => (
  <Empty
    page
    title="There is no page here"
    action={
      <Link to="/" className="button button-filled">
        For you
      </Link>
    }
  >
    The address may be from another library, or have a slip in it.
  </Empty>
)
