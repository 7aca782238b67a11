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

const Fact = ({ name, wide = false, children }: { name: ReactNode; wide?: boolean; children: ReactNode }) => (
  <section className={wide ? 'fact fact-wide' : 'fact'}>
    <h2>{name}</h2>
    {children}
  </section>
)

export function Facts({ sound }: { sound: Sound }) {
  const { tempo, key, loudness, timeSignature, replayGain } = sound
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
      {timeSignature ? (
        <Fact
          name={
            <Explained text="How its beats are counted: the upper number is how many make a bar. In 6/8, two slow beats of three.">
              Time signature
            </Explained>
          }
        >
          <span className="fact-value">{timeSignature.name}</span>
          <Surely confidence={timeSignature.confidence} />
        </Fact>
      ) : null}
      <Fact
        wide
        name={
          <Explained text="The scale most of its notes belong to. On the Camelot wheel, neighbours mix without a clash.">Key</Explained>
        }
      >
        {key ? (
          <div className="fact-key">
            <div>
              <span className="fact-value">{name}</span>
              <Surely confidence={key.confidence} />
              <p className="small quiet">
                <Explained
                  text={`Where its A lies, heard from the tones themselves: ${tuningWords(key.tuningCents)} concert pitch, 440 Hz. A hundred cents are a semitone.`}
                >
                  {`A = ${Math.round(440 * 2 ** (key.tuningCents / 1200))} Hz`}
                </Explained>
              </p>
            </div>
            <Camelot camelot={key.camelot} label={name} />
          </div>
        ) : (
          <p className="quiet">No clear key.</p>
        )}
      </Fact>
      <Fact
        wide
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
            {replayGain.track ? (
              <p className="small quiet">
                <Explained text="What a player that follows ReplayGain 2.0 adds, so that all music comes at −18 LUFS; the album's keeps its tracks in proportion. `deepcut tag` writes it into the file.">
                  {`ReplayGain ${gainWords(replayGain.track.gainDb)}${replayGain.album ? `, album ${gainWords(replayGain.album.gainDb)}` : ''}`}
                </Explained>
              </p>
            ) : null}
          </>
        )}
      </Fact>
    </div>
  )
}

const gainWords = (db: number) => `${db > 0 ? '+' : ''}${formatSigned(db, 1)} dB`

/** "12 cents above", "within a cent". */
function tuningWords(cents: number): string {
  const off = Math.round(Math.abs(cents))
  return off < 1 ? 'within a cent of' : `${off} ${off === 1 ? 'cent' : 'cents'} ${cents > 0 ? 'above' : 'below'}`
}
