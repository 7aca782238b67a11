// The paperwork: the file, its numbers, and where else it can be found.

import type { TrackDetail } from '../../../../src/server/contract.ts'
import { formatBytes } from '../../kit/format.ts'

export function Paper({ track }: { track: TrackDetail }) {
  const { file } = track
  const rows: readonly (readonly [string, string | null])[] = [
    ['File', file?.path ?? null],
    ['Format', file ? formatLine(file) : null],
    ['Size', file ? formatBytes(file.sizeBytes) : null],
    [
      'Place on the album',
      track.trackNo === null ? null : `track ${track.trackNo}${track.discNo && track.discNo > 1 ? `, disc ${track.discNo}` : ''}`,
    ],
    ['Popularity', track.popularity === null ? null : `${Math.round(track.popularity)} of 100, from an imported table`],
    ['ISRC', track.isrc],
  ]
  const known = rows.filter((row): row is readonly [string, string] => row[1] !== null)
  if (known.length === 0 && track.links.length === 0) return null
  return (
    <section>
      <h2>{file ? 'What is the file?' : 'What is known of it?'}</h2>
      <dl className="papers">
        {known.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {track.links.length ? (
          <>
            <dt>Elsewhere</dt>
            <dd>
              {track.links.map(({ label, url }, at) => (
                <span key={label}>
                  {at > 0 ? ', ' : ''}
                  <a href={url} target="_blank" rel="noreferrer">
                    {label}
                  </a>
                </span>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}

const CHANNELS: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo' }

function formatLine({ codec, sampleRateHz, channels, bitrateBps }: NonNullable<TrackDetail['file']>): string {
  const parts = [
    codec,
    `${sampleRateHz / 1000} kHz`,
    CHANNELS[channels] ?? `${channels} channels`,
    bitrateBps ? `${Math.round(bitrateBps / 1000)} kbit/s` : null,
  ]
  return parts.filter(Boolean).join(', ')
}
