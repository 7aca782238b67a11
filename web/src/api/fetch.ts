// Asking the server: JSON in, JSON out, and faults with the server's own words.

import type { Problem } from '../../../src/server/contract.ts'

/** What the server said was wrong, or that it could not be reached (status 0). */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  constructor(problem: Problem, status: number) {
    super(problem.message)
    this.code = problem.code
    this.status = status
  }
}

export type Query = Readonly<Record<string, string | number | undefined | null>>

/** "/api/x?a=1": parameters that are not there are left out. */
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null) parameters.set(name, String(value))
  const tail = parameters.toString()
  return tail ? `${path}?${tail}` : path
}

/** Fetches and reads JSON; throws an ApiProblem. */
export async function ask<Answer>(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({ code: 'UNREACHABLE', message: 'The server does not answer. Is Deepcut still running?' }, 0)
  })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body as Answer
  throw new ApiProblem(isProblem(body) ? body : { code: 'UNKNOWN', message: `The server answered ${response.status}.` }, response.status)
}

/** As `ask`, with a JSON body. */
export const send = <Answer>(method: 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<Answer> =>
  ask<Answer>(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'message' in value && 'code' in value
