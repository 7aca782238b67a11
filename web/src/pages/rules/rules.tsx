// The rules: what counts as a listen and what is a skip, with what another rule would make of this history before it is saved.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RulesAnswer, RulesBody, RulesEffectBody } from '../../../../src/server/contract.ts'
import { address, ask, send } from '../../api/fetch.ts'
import { useListener } from '../../api/listener.ts'
import { queryClient } from '../../api/queries.ts'
import { say } from '../../app/notice.ts'
import { Button } from '../../kit/button.tsx'
import { formatCount } from '../../kit/format.ts'
import { Fault, Skeleton } from '../../kit/states.tsx'
import './rules.css'

export function Rules() {
  const { data, error, refetch } = useQuery({ queryKey: ['rules'], queryFn: () => ask<RulesAnswer>('/api/rules') })
  return (
    <>
      <header className="page-head">
        <div>
          <h1>What counts</h1>
          <p>
            Every row you imported is kept as it was. These rules decide what it is called, whenever a number is asked for: change them, and
            every number follows.
          </p>
        </div>
      </header>
      {error && !data ? <Fault error={error} what="The rules" retry={() => void refetch()} /> : null}
      {data ? <Editor key={JSON.stringify(data.rules)} saved={data.rules} defaults={data.defaults} /> : error ? null : <Skeleton />}
    </>
  )
}

const words = (list: readonly string[]) => list.join(', ')
const listOf = (text: string) => [...new Set(text.split(/[\s,]+/).filter(Boolean))]
const same = (a: RulesBody, b: RulesBody) => JSON.stringify(a) === JSON.stringify(b)

function Editor({ saved, defaults }: { saved: RulesBody; defaults: RulesBody }) {
  const user = useListener()
  const [rules, setRules] = useState(saved)
  const set = (change: Partial<RulesBody>) => setRules({ ...rules, ...change })
  const { data: effect } = useQuery({
    queryKey: ['rules', 'effect', user, rules],
    queryFn: () => send<RulesEffectBody>('POST', address('/api/rules/effect', { user }), rules),
    placeholderData: (before) => before,
  })
  const save = async () => {
    try {
      await send<RulesAnswer>('PUT', '/api/rules', rules)
      await queryClient.invalidateQueries()
      say('The rules are changed; every number follows.', {
        label: 'Undo',
        act: () => void send('PUT', '/api/rules', saved).then(() => queryClient.invalidateQueries()),
      })
    } catch (problem) {
      say((problem as Error).message)
    }
  }
  return (
    <div className="rules">
      <div className="rules-form">
        <fieldset>
          <legend>A listen counts</legend>
          <NumberField
            label="from this many seconds on"
            value={rules.countedMsMin / 1000}
            min={0}
            max={3600}
            onChange={(s) => set({ countedMsMin: Math.round(s * 1000) })}
          />
          <NumberField
            label="or from this share of the track, in percent"
            value={Math.round(rules.countedShareMin * 100)}
            min={1}
            max={100}
            onChange={(share) => set({ countedShareMin: share / 100 })}
          />
          <label className="rules-check">
            <input
              type="checkbox"
              checked={rules.untimedCounts}
              onChange={(event) => set({ untimedCounts: event.currentTarget.checked })}
            />
            <span>also where the source does not say how long it was, as scrobbles do</span>
          </label>
        </fieldset>
        <fieldset>
          <legend>It was heard to the end</legend>
          <NumberField
            label="from this share of the track on, in percent"
            value={Math.round(rules.completedShareMin * 100)}
            min={50}
            max={100}
            onChange={(share) => set({ completedShareMin: share / 100 })}
          />
        </fieldset>
        <fieldset>
          <legend>It was a skip</legend>
          <TextField
            label="always, where it ended with one of"
            value={words(rules.skipReasons)}
            onChange={(text) => set({ skipReasons: listOf(text) })}
          />
          <TextField
            label="unless its source denies it, where it ended with one of"
            value={words(rules.stopReasons)}
            onChange={(text) => set({ stopReasons: listOf(text) })}
          />
          <p className="small quiet">
            Words as Spotify uses them: fwdbtn, backbtn, endplay, clickrow, logout, remote, trackerror, unexpected-exit, unknown.
          </p>
        </fieldset>
        <div className="rules-acts">
          <Button filled disabled={same(rules, saved)} onClick={() => void save()}>
            Save the rules
          </Button>
          <Button disabled={same(rules, defaults)} onClick={() => setRules(defaults)}>
            As Deepcut came
          </Button>
        </div>
      </div>
      {effect ? <Effect effect={effect} changed={!same(rules, saved)} /> : <Skeleton />}
    </div>
  )
}

function NumberField({
  label,
  value,
  min,
  max,
  onChange,
}: {
  label: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}) {
  return (
    <label className="rules-number">
      <input
        type="number"
        inputMode="numeric"
        value={value}
        min={min}
        max={max}
        onChange={(event) => {
          const next = event.currentTarget.valueAsNumber
          if (Number.isFinite(next) && next >= min && next <= max) onChange(next)
        }}
      />
      <span>{label}</span>
    </label>
  )
}

function TextField({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value)
  return (
    <label className="rules-text">
      <span>{label}</span>
      <input value={text} onChange={(event) => setText(event.currentTarget.value)} onBlur={() => onChange(text)} />
    </label>
  )
}

const COUNTS = [
  ['counted', 'counted listens'],
  ['completed', 'heard to the end'],
  ['skipped', 'skips'],
] as const

function Effect({ effect, changed }: { effect: RulesEffectBody; changed: boolean }) {
  return (
    <section className="rules-effect" aria-live="polite">
      <h2>{changed ? 'What these rules would make of your history' : 'What the rules make of your history'}</h2>
      <p className="quiet">{`${formatCount(effect.now.listens)} listens, each event once.`}</p>
      <EffectTable rows={[{ source: 'All of it', now: effect.now, instead: effect.instead }]} changed={changed} />
      {effect.sources.length > 1 ? (
        <details>
          <summary>By source</summary>
          <EffectTable rows={effect.sources} changed={changed} />
        </details>
      ) : null}
    </section>
  )
}

function EffectTable({ rows, changed }: { rows: RulesEffectBody['sources']; changed: boolean }) {
  return (
    <div className="rules-table">
      <table>
        <thead>
          <tr>
            <th scope="col">Of</th>
            {COUNTS.map(([name, label]) => (
              <th key={name} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.source}>
              <th scope="row">{row.source.split('/').at(-1)}</th>
              {COUNTS.map(([name]) => {
                const difference = row.instead[name] - row.now[name]
                return (
                  <td key={name} className="number">
                    {formatCount(row.instead[name])}
                    {changed && difference !== 0 ? (
                      <span className="quiet">{` (${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))})`}</span>
                    ) : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
