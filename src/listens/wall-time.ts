// Times told as a clock on the wall showed them, in a named zone: never in the zone of this machine.

const HOUR_MS = 3_600_000
const CACHE_MAX = 20_000

interface Zone {
  readonly format: Intl.DateTimeFormat
  /** By the hour (UTC): how far the zone is ahead of UTC, in ms. */
  readonly offsets: Map<number, number>
}
const zones = new Map<string, Zone>()

/** How far a zone is ahead of UTC at a time, in ms. */
function offsetMs(zone: Zone, atMs: number): number {
  // Zones change at full quarter hours only.
  const quarter = Math.floor(atMs / (HOUR_MS / 4))
  const known = zone.offsets.get(quarter)
  if (known !== undefined) return known
  const parts: Record<string, number> = {}
  for (const { type, value } of zone.format.formatToParts(atMs)) if (type !== 'literal') parts[type] = Number(value)
  const wallMs = Date.UTC(parts['year'], parts['month'] - 1, parts['day'], parts['hour'], parts['minute'], parts['second'])
  const offset = wallMs - Math.floor(atMs / 1000) * 1000
  if (zone.offsets.size >= CACHE_MAX) zone.offsets.clear()
  zone.offsets.set(quarter, offset)
  return offset
}

function zoneNamed(name: string): Zone {
  const known = zones.get(name)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const zone = { format, offsets: new Map() }
  zones.set(name, zone)
  return zone
}

/**
 * Ms since the epoch (UTC) at which clocks in `zone` (IANA) showed a wall time, given as if it were UTC. An hour that the clocks pass twice is taken
 * as its first passing; one that they leave out, as if they had not.
 */
export function wallTimeMs(wallMs: number, zone: string): number {
  if (zone === 'UTC') return wallMs
  const found = zoneNamed(zone)
  // The zone's offset a day before and a day after: they differ where the clocks change near by, and the larger gives the earlier time.
  const candidates = [offsetMs(found, wallMs - 24 * HOUR_MS), offsetMs(found, wallMs + 24 * HOUR_MS)].sort((a, b) => b - a)
  for (const offset of candidates) if (offsetMs(found, wallMs - offset) === offset) return wallMs - offset
  return wallMs - offsetMs(found, wallMs - 24 * HOUR_MS)
}
