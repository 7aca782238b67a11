// What sections are called: intro, outro, and letters for what lies between, the same letter where the same comes again.

export interface Part {
  readonly fromS: number
  readonly toS: number
  readonly row: Float64Array
  readonly levelDb: number
}

/** Parts are one where the mean square distance of their rows, in wanderings over four seconds, is at most this. */
const SAME_MAX = 1.6
/** An introduction or an ending is at most this share of the whole … */
const EDGE_SHARE_MAX = 0.3
/** … and this much quieter than the body, unless it sounds unlike every other part. */
const QUIETER_DB = 1.5

/** A name for each part; `scale` takes rows to wanderings. */
export function nameSections(parts: readonly Part[], scale: number): string[] {
  const groups = groupsOf(parts, scale)
  const isIntro = parts.length > 1 && isEdge(parts, groups, 0)
  const isOutro = parts.length > 1 + Number(isIntro) && isEdge(parts, groups, parts.length - 1)
  const letters = new Map<number, string>()
  const body = groups.filter((_, i) => !(isIntro && i === 0) && !(isOutro && i === parts.length - 1))
  for (const group of body) if (!letters.has(group)) letters.set(group, letterOf(letters.size))
  return groups.map((group, i) => {
    if (isIntro && i === 0) return 'intro'
    if (isOutro && i === parts.length - 1) return 'outro'
    return body.length === 1 ? 'body' : letters.get(group)!
  })
}

function isEdge(parts: readonly Part[], groups: readonly number[], index: number): boolean {
  const wholeS = parts[parts.length - 1].toS - parts[0].fromS
  const { fromS, toS, levelDb } = parts[index]
  if (toS - fromS > EDGE_SHARE_MAX * wholeS) return false
  const others = parts.filter((_, i) => i !== index)
  const bodyDb = Math.max(...others.map((part) => part.levelDb))
  return bodyDb - levelDb >= QUIETER_DB || groups.filter((group) => group === groups[index]).length === 1
}

/** Numbers the groups of like parts: the nearest two groups are joined while they are near enough (average linkage). */
function groupsOf(parts: readonly Part[], scale: number): number[] {
  const count = parts.length
  const groups = parts.map((_, i) => i)
  const sizes = parts.map(() => 1)
  const distances = parts.map((a) => parts.map((b) => distance(a.row, b.row, scale)))
  for (;;) {
    let best = { distance: SAME_MAX, a: -1, b: -1 }
    for (let a = 0; a < count; a++)
      for (let b = a + 1; b < count; b++)
        if (sizes[a] > 0 && sizes[b] > 0 && distances[a][b] < best.distance) best = { distance: distances[a][b], a, b }
    const { a, b } = best
    if (a < 0) return groups
    // Group b goes into group a; the distance of the two from another is the mean over their parts (Lance and Williams 1967).
    for (let c = 0; c < count; c++) {
      const joined = (sizes[a] * distances[a][c] + sizes[b] * distances[b][c]) / (sizes[a] + sizes[b])
      distances[a][c] = joined
      distances[c][a] = joined
    }
    sizes[a] += sizes[b]
    sizes[b] = 0
    for (const [i, group] of groups.entries()) if (group === b) groups[i] = a
  }
}

function distance(a: Float64Array, b: Float64Array, scale: number): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += ((a[d] - b[d]) * scale) ** 2
  return sum / a.length
}

const letterOf = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : `A${index - 25}`)
