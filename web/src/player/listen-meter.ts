// How long a track really sounded: the time its position moved by itself. Pauses stand still; jumps are not counted.

/** Positions further apart than this were not played through between two looks, even when a browser in the background looks rarely. */
const LEAP_MAX_S = 5

export interface ListenMeter {
  /** The sound was at this position just now. */
  at(positionS: number): void
  /** The position is about to change, or has changed, without playing. */
  jump(toS: number): void
  /** What was played so far, ms. */
  readonly msPlayed: number
}

/** A meter that starts at `fromS`. */
export function listenMeter(fromS = 0): ListenMeter {
  let lastS = fromS
  let playedS = 0
  return {
    at(positionS) {
      const stepS = positionS - lastS
      if (stepS > 0 && stepS <= LEAP_MAX_S) playedS += stepS
      lastS = positionS
    },
    jump(toS) {
      lastS = toS
    },
    get msPlayed() {
      return Math.round(playedS * 1000)
    },
  }
}
