// The parts that many addresses share: ids, pages, the listener, and the answers that tell of faults.

import { z } from 'zod'
import { Problem } from './contract.ts'

const ID_MAX = 2 ** 53 - 1
const idIn = z.coerce.number().int().min(1).max(ID_MAX)

/** `/{id}` in an address. */
export const IdParams = z.object({ id: idIn })
export const TrackIdParams = z.object({ trackId: idIn })

/** Whose: the listener's name; the first listener where it is left out. */
export const user = z.string().min(1).max(100).optional().describe("The listener's name; the first listener where it is left out.")
export const WhoQuery = z.object({ user })

export const count = (byDefault: number) => z.coerce.number().int().min(1).max(500).default(byDefault)
export const offset = z.coerce.number().int().min(0).max(ID_MAX).default(0)
export const text = z.string().max(200).optional()
export const optionalId = idIn.optional()
/** Ms since the epoch. */
export const timeMs = z.coerce.number().int().min(-8.64e15).max(8.64e15).optional()

/** Answers that any address may give beside its own. */
export const faults = { 400: Problem, 403: Problem, 404: Problem, 500: Problem }
