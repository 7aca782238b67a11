// Tempo, key and loudness: large, with how sure each is, and what it means on hover.

import type { ReactNode } from 'react'
import type { TrackDetail } from '../../../../src/server/contract.ts'
import { Camelot } from '../../charts/camelot.tsx'
import { keyName } from '../../charts/key.ts'
import { formatSigned, sureness } from '../../kit/format.ts'
import { Explained } from '../../kit/hint.tsx'

type Sound = NonNullable<TrackDetail['sound']>

const Surely = ({ confidence }: { confidence: number }) => (
  <span className="surely" title={`Confidence ${Math.round(confidence * 100)} of 100`}>
    <i style={{ '--sure': `${confidence * 100}%` } as React.CSSProperties} />
    {sureness(confidence)}
  </span>
)

const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <section className="fact">
    <h2>{name}</h2>
    {children}
  </section>
)

export function Facts({ sound }: { sound: Sound }) {
  const { tempo, key, loudness } = sound
  const name = key ? keyName(key.tonic, key.mode) : ''
  return (
    <div className="facts">
      <Fact
        name={
          <Explained text="Beats a minute. Half or double of it may feel as right; the ticks under the waveform show where the beats fall.">
            Tempo
          </Explained>
        }
      >
        {tempo ? (
          <>
            <span className="fact-value" title={`${tempo.bpm.toFixed(2)} BPM`}>
              {tempo.bpm.toFixed(tempo.bpm < 100 ? 1 : 0)} <small>BPM</small>
            </span>
            <Surely confidence={tempo.confidence} />
          </>
        ) : (
          <p className="quiet">No steady pulse.</p>
        )}
      </Fact>
      <Fact
        name={
          <Explained text="The scale most of its notes belong to. On the Camelot wheel, neighbours mix without a clash.">Key</Explained>
        }
      >
        {key ? (
          <div className="fact-key">
            <div>
              <span className="fact-value">{name}</span>
              <Surely confidence={key.confidence} />
            </div>
            <Camelot camelot={key.camelot} label={name} />
          </div>
        ) : (
          <p className="quiet">No clear key.</p>
        )}
      </Fact>
      <Fact
        name={
          <Explained text="How loud it is over its whole length (EBU R 128). Streaming services aim for about −14 LUFS; classical music is often below −20.">
            Loudness
          </Explained>
        }
      >
        {loudness.integratedLufs === null ? (
          <p className="quiet">Too quiet to measure.</p>
        ) : (
          <>
            <span className="fact-value">
              {formatSigned(loudness.integratedLufs, 1)} <small>LUFS</small>
            </span>
            <p className="small quiet">
              {loudness.rangeLu === null ? null : (
                <Explained text="The loudness range: how far the quiet parts lie below the loud ones. Below 5 LU is even; above 15 LU is wide.">{`range ${loudness.rangeLu.toFixed(1)} LU`}</Explained>
              )}
              {loudness.rangeLu !== null && loudness.truePeakDbtp !== null ? ' · ' : ''}
              {loudness.truePeakDbtp === null ? null : (
                <Explained text="The highest point the wave reaches between samples. Above 0 dBTP it may distort when converted.">{`peak ${formatSigned(loudness.truePeakDbtp, 1)} dBTP`}</Explained>
              )}
            </p>
          </>
        )}
      </Fact>
    </div>
  )
}
