// How every address tells what is wrong. contract.ts re-exports it.

import { z } from 'zod'

export const Problem = z.object({ code: z.string(), message: z.string() })
export type Problem = z.infer<typeof Problem>
