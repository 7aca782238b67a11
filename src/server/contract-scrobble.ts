// What the settings page asks of scrobbling: devices and their tokens, what plays, and where listens are relayed to.

import { z } from 'zod'

/** A player that may scrobble. */
export const Device = z.object({
  id: z.number().int(),
  listener: z.string(),
  name: z.string(),
  apiKey: z.string(),
  madeAtMs: z.number(),
  usedAtMs: z.number().nullable(),
  /** The program that last used it, by its own account. */
  usedBy: z.string().nullable(),
})
export type Device = z.infer<typeof Device>
/** GET /api/devices */
export const Devices = z.object({ items: z.array(Device) })
export type Devices = z.infer<typeof Devices>
/** POST /api/devices?user {name} makes one. DELETE /api/devices/{id} takes its token back; what it told stays. */
export const DeviceBody = z.object({ name: z.string().trim().min(1).max(60) })
/** The secrets are told this once. */
export const NewDevice = z.object({ device: Device, token: z.string(), sharedSecret: z.string() })
export type NewDevice = z.infer<typeof NewDevice>

/** GET /api/playing?user: what players say they play now, the latest first. */
export const PlayingNow = z.object({
  items: z.array(
    z.object({
      device: z.string(),
      title: z.string(),
      artist: z.string(),
      album: z.string().nullable(),
      sinceMs: z.number(),
      durationMs: z.number().nullable(),
    }),
  ),
})
export type PlayingNow = z.infer<typeof PlayingNow>

/** GET /api/relays: where listens go on to, and how that goes. */
export const Relays = z.object({
  items: z.array(
    z.object({
      id: z.number().int(),
      listener: z.string(),
      service: z.enum(['listenbrainz', 'lastfm']),
      sent: z.number().int(),
      sentAtMs: z.number().nullable(),
      waiting: z.number().int(),
      /** Listens the service does not take, and why the last was not taken. */
      refused: z.number().int(),
      refusedWhy: z.string().nullable(),
      /** Why nothing is sent until the credentials are entered anew. */
      parked: z.string().nullable(),
      /** When it is tried again after trouble. */
      resumesAtMs: z.number().nullable(),
      /** Whether its host is switched on under Outside. */
      open: z.boolean(),
    }),
  ),
})
export type Relays = z.infer<typeof Relays>
/** PUT /api/relays?user sets one up; DELETE /api/relays/{id} takes it away with what waits. */
export const RelayBody = z.discriminatedUnion('service', [
  z.object({ service: z.literal('listenbrainz'), token: z.string().trim().min(1).max(200) }),
  z.object({
    service: z.literal('lastfm'),
    apiKey: z.string().trim().min(1).max(100),
    sharedSecret: z.string().trim().min(1).max(100),
    username: z.string().trim().min(1).max(100),
    password: z.string().min(1).max(200),
  }),
])
export type RelayBody = z.infer<typeof RelayBody>
