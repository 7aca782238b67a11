// A track: its sound as a picture, what was measured and how surely, what is near to it, and how it was heard.

import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useListener } from '../../api/listener.ts'
import { trackQuery } from '../../api/queries.ts'
import { Fault } from '../../kit/states.tsx'
import { HeadingShape } from '../library/album.tsx'
import { Facts } from './facts.tsx'
import { Identity } from './identity.tsx'
import { Neighbours } from './neighbours.tsx'
import { Paper } from './paper.tsx'
import { Plays } from './plays.tsx'
import { Portrait } from './portrait.tsx'
import { SoundPicture } from './sound-picture.tsx'
import { TrackHeading } from './track-heading.tsx'
import './track.css'

const route = getRouteApi('/tracks/$id')

export function Track() {
  const id = Number(route.useParams().id)
  const { data: track, error, refetch } = useQuery(trackQuery(id, useListener()))
  if (error) return <Fault error={error} what="The track" retry={() => void refetch()} page />
  if (!track) return <HeadingShape what="the track" />
  return (
    <article data-testid="track-page">
      <TrackHeading track={track} />
      <SoundPicture track={track} />
      {track.sound ? <Facts sound={track.sound} /> : null}
      <Portrait track={track} />
      {track.sound ? <Neighbours track={track} /> : null}
      <div className="track-columns">
        <Plays track={track} />
        <Paper track={track} />
      </div>
      <Identity key={track.id} track={track} />
    </article>
  )
}
