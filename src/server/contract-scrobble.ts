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
