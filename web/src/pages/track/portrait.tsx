// Its portrait in small pictures: where it stands, which notes carry it, its timbre, and what an imported table says.

import type { TrackDetail } from '../../../../src/server/contract.ts'
import { SmallBars } from '../../charts/bars.tsx'
import { envelope } from '../../charts/envelope.ts'
import { keyName, PITCHES, prettyTonic } from '../../charts/key.ts'
import { Spectrum } from '../../charts/spectrum.tsx'
import { type Strip, Strips } from '../../charts/strip.tsx'
import { formatSigned } from '../../kit/format.ts'
import { Explained } from '../../kit/hint.tsx'
import { ATTRIBUTES } from './attribute-words.ts'
import { Estimates } from './estimates.tsx'

type Descriptors = NonNullable<TrackDetail['sound']>['descriptors']

export function Portrait({ track }: { track: TrackDetail }) {
  const { sound, attributes } = track
  if (!sound && !attributes) return null
  const descriptors = sound?.descriptors ?? {}
  const chroma = descriptors['chroma_stft']
  return (
    <div className="track-columns">
      <div className="track-column">
        <Estimates track={track} />
        {attributes ? (
          <section>
            <h2>What does the table say of it?</h2>
            <Strips strips={attributeStrips(attributes)} />
            <p className="small quiet portrait-rest">{otherAttributes(attributes)}</p>
          </section>
        ) : null}
      </div>
      {sound ? (
        <div className="track-column">
          {sound.standing.length ? (
            <section>
              <h2>Where does it stand in your library?</h2>
              <Strips
                strips={sound.standing.map(({ name, value, explanation }) => ({
                  name,
                  value,
                  explanation,
                  shown: `${Math.round(value * 100)} %`,
                }))}
              />
            </section>
          ) : null}
          {chroma ? <Notes chroma={chroma} /> : null}
          {descriptors['mfcc'] ? <Timbre mfcc={descriptors['mfcc']} /> : null}
        </div>
      ) : null}
    </div>
  )
}

const attributeStrips = (attributes: Readonly<Record<string, number>>): Strip[] =>
  ATTRIBUTES.filter(({ name }) => attributes[name] !== undefined).map(({ name, explanation }) => ({
    name,
    explanation,
    value: attributes[name],
    shown: attributes[name].toFixed(2),
  }))

const nameOfKey = (tonic: string, mode: number | undefined) =>
  mode === undefined ? prettyTonic(tonic) : keyName(tonic, mode === 1 ? 'major' : 'minor')

function otherAttributes({ tempo, key, mode, loudness, timeSignature }: Readonly<Record<string, number>>): string {
  const parts = [
    tempo ? `${tempo.toFixed(0)} BPM` : null,
    key === undefined || key < 0 ? null : nameOfKey(PITCHES[Math.round(key) % 12], mode),
    loudness === undefined ? null : `${formatSigned(loudness, 1)} dB`,
    timeSignature ? `${timeSignature} beats a bar` : null,
  ]
  return parts.filter(Boolean).join(' · ')
}

function Notes({ chroma }: { chroma: Descriptors[string] }) {
  const strongest = [...chroma.mean.keys()].sort((a, b) => chroma.mean[b] - chroma.mean[a]).slice(0, 3)
  const names = strongest.map((pitch) => prettyTonic(PITCHES[pitch]))
  return (
    <section>
      <h2>
        <Explained text="Chroma: how much of its sound falls on each of the twelve notes, whatever the octave.">
          Which notes carry it?
        </Explained>
      </h2>
      <SmallBars
        description={`The strongest notes are ${names.join(', ')}.`}
        bars={chroma.mean.slice(0, 12).map((value, pitch) => ({
          key: PITCHES[pitch],
          value,
          label: prettyTonic(PITCHES[pitch]),
          exact: `${prettyTonic(PITCHES[pitch])}: ${value.toFixed(2)} on average`,
          strong: strongest.includes(pitch),
        }))}
      />
    </section>
  )
}

function Timbre({ mfcc }: { mfcc: Descriptors[string] }) {
  const levels = envelope(mfcc.mean, 3)
  const parts = ['low', 'middle', 'high'].filter((_, at) => levels[at] > -12)
  return (
    <section>
      <h2>
        <Explained text="Its average spectrum from bass to treble, drawn from its mel-frequency cepstral coefficients. Music with a like outline has a like timbre.">
          Where in the spectrum does it live?
        </Explained>
      </h2>
      <Spectrum mfcc={mfcc.mean} description={`Its average spectrum is strongest in the ${parts.join(' and ')} part.`} />
    </section>
  )
}
