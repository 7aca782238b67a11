// An album as a cover with its name under it.

import { Link } from '@tanstack/react-router'
import type { AlbumCard as Album } from '../../../../src/server/contract.ts'
import { Synthetic } from '../../app/demo-banner.tsx'
import { Cover } from '../../kit/cover.tsx'

export const AlbumCard = ({ album, by = true }: { album: Album; by?: boolean }) => (
  <Link to="/library/albums/$id" params={{ id: String(album.id) }} className="album">
    <Cover of="albums" id={album.id} />
    <span className="album-title clip" title={album.title}>
      {album.title}
    </span>
    <span className="album-by small quiet">
      <span className="clip" title={album.artist}>
        {by ? album.artist : (album.year ?? '')}
      </span>
      {album.synthetic ? <Synthetic /> : null}
    </span>
  </Link>
)
