// The estimated attributes: a bar each, as strong as it is sure; opened, it shows what raised it and what lowered it.

import type { TrackDetail } from '../../../../src/server/contract.ts'
import { sureness } from '../../kit/format.ts'
import { Explained } from '../../kit/hint.tsx'
import { ATTRIBUTES } from './attribute-words.ts'
import { ingredientText, ingredientValue } from './ingredient-words.ts'
import './estimates.css'

type Estimate = NonNullable<TrackDetail['sound']>['attributes'][string]

export function Estimates({ track }: { track: TrackDetail }) {
  const estimates = track.sound?.attributes ?? {}
  const shown = ATTRIBUTES.filter(({ name }) => estimates[name] !== undefined)
  if (shown.length === 0) return null
  return (
    <section className="estimates" data-testid="estimates">
      <h2>What is it like?</h2>
      <p className="small quiet estimates-say">
        Estimated from the sound, by rules that hide nothing: open one to see what it is made of. The stronger the bar, the surer the
        estimate.
      </p>
      {shown.map(({ name, explanation }) => (
        <One key={name} name={name} explanation={explanation} estimate={estimates[name]} table={track.attributes?.[name]} />
      ))}
    </section>
  )
}

interface OneProps {
  readonly name: string
  readonly explanation: string
  readonly estimate: Estimate
  /** What an imported table says of it. */
  readonly table: number | undefined
}

function One({ name, explanation, estimate, table }: OneProps) {
  const { value, confidence, ingredients } = estimate
  const strongest = Math.max(...ingredients.map(({ effect }) => Math.abs(effect)), 1e-9)
  return (
    <details className="estimate" data-testid={`estimate-${name}`}>
      <summary>
        <span className="estimate-name">{name}</span>
        <span className="strip" aria-hidden="true">
          <i style={{ width: `${value * 100}%`, opacity: 0.35 + 0.65 * confidence }} />
          {table === undefined ? null : <b style={{ left: `${table * 100}%` }} />}
        </span>
        <span className="estimate-value">{value.toFixed(2)}</span>
        <span className="estimate-sure quiet" title={`Confidence ${Math.round(confidence * 100)} of 100`}>
          {sureness(confidence)}
        </span>
      </summary>
      <p className="small quiet">
        {explanation} {`Confidence ${Math.round(confidence * 100)} of 100: ${sureness(confidence)}.`}
        {table === undefined ? '' : ` An imported table says ${table.toFixed(2)} (the mark on the bar).`}
      </p>
      <ul className="effects" aria-label={`What ${name} is made of`}>
        {ingredients.map((ingredient) => (
          <Effect key={ingredient.name} ingredient={ingredient} strongest={strongest} />
        ))}
      </ul>
    </details>
  )
}

function Effect({ ingredient: { name, value, effect }, strongest }: { ingredient: Estimate['ingredients'][number]; strongest: number }) {
  const text = ingredientText(name)
  const share = (Math.abs(effect) / strongest) * 50
  const slight = Math.abs(effect) < 0.05 * strongest
  return (
    <li>
      <span className="effect-name">{text ? <Explained text={text}>{name}</Explained> : name}</span>
      <span className="effect-value quiet">{ingredientValue(name, value)}</span>
      <span className="effect" aria-hidden="true">
        <i className={effect < 0 ? 'effect-down' : ''} style={{ width: `${share}%`, left: effect < 0 ? `${50 - share}%` : '50%' }} />
      </span>
      <span className="effect-words quiet">{slight ? 'hardly matters' : effect > 0 ? 'raises it' : 'lowers it'}</span>
    </li>
  )
}
