// The soundtrack of the story: one queue for all cards in the page's own player. Going to a card goes to its track; what else plays is left alone.

import type { YearCard } from '../../../../src/server/contract.ts'
import { jumpTo, pause, playTracks, seek, togglePlay } from '../../player/engine.ts'
import { currentOf, playerStore } from '../../player/state.ts'

/** The cards that sound, by their place among the cards. */
export const soundingCards = (cards: readonly YearCard[]) =>
  cards.flatMap(({ soundtrack }, at) => (soundtrack === null ? [] : [{ at, ...soundtrack }]))

/** The place, among the sounding ones, of the last that sounds at or before a card; the first where none does yet. */
export function soundAtCard(sounding: readonly { readonly at: number }[], card: number): number {
  const last = sounding.findLastIndex(({ at }) => at <= card)
  return Math.max(0, last)
}

export interface Soundtrack {
  /** Begins, or goes on, with the track of this card. */
  play(card: number): void
  pause(): void
  /** Goes to the track of a card, where the soundtrack is what sounds. */
  follow(card: number): void
  /** Whether the player's current entry is of this soundtrack. */
  isCurrent(): boolean
}

/** The soundtrack of these cards. Nothing sounds before `play`. */
export function openSoundtrack(cards: readonly YearCard[]): Soundtrack {
  const sounding = soundingCards(cards)
  let keys: readonly number[] = []
  const place = () => keys.indexOf(currentOf(playerStore.get())?.key ?? -1)
  const go = (to: number) => {
    const { track, startS } = sounding[to]
    const now = place()
    // The same track goes on rather than begin again.
    if (now >= 0 && sounding[now].track.id === track.id) return
    jumpTo(keys[to])
    if (startS > 0) seek(startS * 1000)
  }
  return {
    play(card) {
      if (sounding.length === 0) return
      const to = soundAtCard(sounding, card)
      if (place() >= 0) {
        if (!playerStore.get().playing) void togglePlay()
        go(to)
        return
      }
      playTracks(sounding.map(({ track }) => track))
      keys = playerStore.get().queue.map(({ key }) => key)
      if (to > 0) go(to)
      else if (sounding[0].startS > 0) seek(sounding[0].startS * 1000)
    },
    pause() {
      if (place() >= 0) pause()
    },
    follow(card) {
      if (sounding.length > 0 && place() >= 0 && playerStore.get().playing) go(soundAtCard(sounding, card))
    },
    isCurrent: () => place() >= 0,
  }
}
