// What a row says beside the fields that have a place of their own: kept as JSON, without personal fields, of bounded size and depth.

import type { JsonObject } from '../json-rows.ts'

/** Names of fields that tell of the person and not of the listening, whatever format they stand in. */
const PERSONAL =
  /^(?:user|user_?name|user_?id|e_?mail|email_?address|ip|ip_?addr(?:ess)?(?:_decrypted)?|user_?agent(?:_decrypted)?|latitude|longitude|lat|lon|lng|geo.*|location|position|city|postal.*|zip|device_?id|token|password|session(?:_?key)?)$/i

export const isPersonal = (name: string): boolean => PERSONAL.test(name)

const DEPTH_MAX = 3
const FIELDS_MAX = 60
const TEXT_MAX = 500
/** Together; what is beyond is left out, from the last field on. */
const RAW_CHARS_MAX = 4000

/** The fields of `row` but those in `known`, as JSON; null where nothing is left. Names of personal fields are added to `dropped`. */
export function rawFields(row: JsonObject, known: ReadonlySet<string>, dropped: Set<string>): string | null {
  const kept: [string, unknown][] = []
  let chars = 2
  for (const name in row) {
    if (known.has(name)) continue
    const value = plainValue(row[name], name, dropped, 0)
    if (value === undefined) continue
    chars += name.length + JSON.stringify(value).length + 4
    if (chars > RAW_CHARS_MAX || kept.length >= FIELDS_MAX) break
    kept.push([name, value])
  }
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept))
}

/** A value without personal fields, empty ones and depth; undefined where nothing is left of it. */
function plainValue(value: unknown, name: string, dropped: Set<string>, depth: number): unknown {
  if (value === null || value === undefined || value === '') return undefined
  if (isPersonal(name)) {
    dropped.add(name)
    return undefined
  }
  if (typeof value === 'string') return value.slice(0, TEXT_MAX)
  if (typeof value !== 'object') return value
  if (depth >= DEPTH_MAX) return undefined
  if (Array.isArray(value)) {
    const items = value.slice(0, FIELDS_MAX).flatMap((item) => plainValue(item, '', dropped, depth + 1) ?? [])
    return items.length === 0 ? undefined : items
  }
  const fields = Object.entries(value)
    .slice(0, FIELDS_MAX)
    .map(([key, inner]) => [key, plainValue(inner, key, dropped, depth + 1)] as const)
    .filter(([, inner]) => inner !== undefined)
  return fields.length === 0 ? undefined : Object.fromEntries(fields)
}
