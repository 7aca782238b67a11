// The analysis in words: what a task is, why it comes when it does, and what the page says first.

import type { AnalysisQueue } from '../../../../src/server/contract.ts'
import { countOf, formatCount, formatEta } from '../../kit/format.ts'

type Task = AnalysisQueue['next'][number]

/** What stages find, as people call it. */
const FINDS: Readonly<Record<string, string>> = {
  loudness: 'loudness',
  waveform: 'waveform',
  descriptors: 'descriptors',
  rhythm: 'tempo and beats',
  harmony: 'key',
  structure: 'sections',
  traits: 'traits',
  attributes: 'attributes',
  vector: 'similarity',
}

/** "tempo and beats, similarity": those with a name first. */
export const stagesWords = (stages: readonly string[]): string => stages.map((stage) => FINDS[stage] ?? stage).join(', ')

/** What is heard of it. */
export function taskWords({ extent, stages, why }: Pick<Task, 'extent' | 'stages' | 'why'>): string {
  if (extent === 'none') return `${stagesWords(stages ?? [])}, without hearing it again`
  if (extent === 'excerpt') return 'an excerpt'
  return stages && why === 'outdated' ? `whole, for ${stagesWords(stages)}` : 'whole'
}

/** Why it waits, and why here. */
export function whyWords({ why, played }: Pick<Task, 'why' | 'played'>): string {
  const because = { new: 'not heard yet', excerpt: 'known from an excerpt', outdated: 'a measure was improved' }[why]
  return played ? `${because}; you listen to it` : because
}

/** The first sentence of the page. */
export function stateWords({ state, running, counts, etaS }: Pick<AnalysisQueue, 'state' | 'running' | 'counts' | 'etaS'>): string {
  const { pending } = counts
  if (state === 'paused')
    return pending === 0
      ? 'Paused; nothing waits.'
      : running.length > 0
        ? `Pausing after ${countOf(running.length, 'file')} in hand.`
        : `Paused, with ${countOf(pending, 'file')} to go.`
  if (state === 'idle')
    return pending === 0 ? 'Everything is heard.' : `${countOf(pending, 'file')} ${pending === 1 ? 'waits' : 'wait'} for the next scan.`
  const left = etaS === null ? 'measuring how fast this machine is' : etaS < 1 ? 'nearly done' : `${formatEta(etaS)} to go`
  return `Listening: ${countOf(pending, 'file')} to hear, ${left}.`
}

/** How much of the library can be used, and how much is heard whole. */
export function coverage({ analysed, usable, pending, failed }: AnalysisQueue['counts']): { total: number; usable: number; whole: number } {
  const total = analysed + pending + failed
  return { total, usable: total > 0 ? usable / total : 0, whole: total > 0 ? analysed / total : 0 }
}

/** "Each core hears 84 s of music in a second." */
export function paceWords({ tiers }: Pick<AnalysisQueue, 'tiers'>): string | null {
  const realTimes = tiers.full.realTimes ?? tiers.quick.realTimes
  return realTimes === null ? null : `Each core hears ${formatCount(Math.round(realTimes))} s of music in a second.`
}

/** What waits behind those shown: "and 109 more excerpts, then 104 whole files". Null where nothing does. */
export function moreWords({ tiers, next }: Pick<AnalysisQueue, 'tiers' | 'next'>): string | null {
  const more = (tier: Task['tier']) => tiers[tier].waiting - next.filter((task) => task.tier === tier).length
  const parts = [
    more('derive') > 0 ? `${formatCount(more('derive'))} more to work out anew` : null,
    more('quick') > 0 ? `${formatCount(more('quick'))} more first, most by an excerpt` : null,
    more('full') > 0 ? `${formatCount(more('full'))} more to hear whole` : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : `and ${parts.join(', then ')}`
}
