// How the track is built, under its waveform: sections, cues, keys in turn, tempo where it drifts.

import type { TrackDetail } from '../../../../src/server/contract.ts'
import { keyName, keyShort } from '../../charts/key.ts'
import { cueWords, Keys, Sections, TempoLane } from '../../charts/lanes.tsx'
import type { View } from '../../charts/timeline.ts'
import { Explained } from '../../kit/hint.tsx'

type Sound = NonNullable<TrackDetail['sound']>

interface FormProps {
  readonly sound: Sound
  readonly view: View
  readonly onSeek?: (ms: number) => void
}

export function Form({ sound, view, onSeek }: FormProps) {
  const { structure, keyChanges, tempoCurve, durationS } = sound
  return (
    <>
      {structure?.sections.length ? (
        <Sections
          sections={structure.sections}
          energy={structure.energy}
          cues={structure.cues}
          durationS={durationS}
          view={view}
          onSeek={onSeek}
        />
      ) : null}
      {keyChanges.length > 1 ? (
        <Keys
          spans={keyChanges.map((span) => ({ ...span, name: keyName(span.tonic, span.mode), short: keyShort(span.tonic, span.mode) }))}
          durationS={durationS}
          view={view}
        />
      ) : null}
      {tempoCurve && tempoCurve.atS.length > 1 ? <TempoLane curve={tempoCurve} durationS={durationS} view={view} /> : null}
    </>
  )
}

/** What the lanes mean, in a line. */
export function FormWords({ sound }: { sound: Sound }) {
  const { structure, keyChanges, tempoCurve, beatsS, downbeatsS } = sound
  const words = [
    structure?.sections.length ? (
      <Explained
        key="form"
        text="Cut where the sound changes, on a downbeat where there are beats. The same letter sounds alike; a block is as high as it is loud, and the line is the level."
      >
        sections
      </Explained>
    ) : null,
    structure?.cues.length ? (
      <Explained key="cues" text={`For mixing it with another track. ${structure.cues.map(cueWords).join('. ')}.`}>
        flags: cues for mixing
      </Explained>
    ) : null,
    beatsS.length > 1 ? (
      <Explained key="beats" text="Each tick is a beat, each tall one the first of a bar. Draw it nearer to see every beat.">
        {downbeatsS.length > 1 ? 'ticks: beats and bars' : 'ticks: beats'}
      </Explained>
    ) : null,
    keyChanges.length > 1 ? (
      <Explained key="keys" text="The key of each stretch. Short visits to other chords do not count.">
        keys in turn
      </Explained>
    ) : null,
    tempoCurve ? (
      <Explained key="tempo" text="The tempo over time, drawn because it drifts.">
        tempo
      </Explained>
    ) : null,
  ].filter((part) => part !== null)
  if (words.length === 0) return null
  return (
    <p className="form-words small quiet">
      {words.map((part, at) => (
        <span key={part.key}>
          {at > 0 ? ' · ' : ''}
          {part}
        </span>
      ))}
    </p>
  )
}
