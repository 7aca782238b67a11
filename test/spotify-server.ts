// A Spotify on loopback, built from its OpenAPI description: it answers the operations that are not deprecated, with bodies in their schemas' shape and
// without deprecated fields; deprecated ones get the 403 they get in the world. Tokens expire, rotate and are taken once, as Spotify's do.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'yaml'

const SPEC = join(import.meta.dirname, '..', '..', 'shared', 'data', 'specs', 'spotify-web-api.openapi.yml.gz')

/** Why tests against this server are skipped, or false where they run. */
export const spotifySpecMissing: string | false = existsSync(SPEC) ? false : `no OpenAPI description at ${SPEC}`

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly allOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly deprecated?: boolean
  readonly nullable?: boolean
  readonly example?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
}
interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly schema: Schema
}
interface Operation {
  readonly deprecated?: boolean
  readonly parameters?: readonly Parameter[]
  readonly responses: Readonly<Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }>>
  readonly security?: readonly Record<string, readonly string[]>[]
}

export interface SpotifyWorld {
  /** Whose account it is. */
  readonly userId: string
  plays: { played_at: string; track: object; context: object | null }[]
  liked: { added_at: string; track: object }[]
  playlists: {
    id: string
    name: string
    snapshot_id: string
    owner: { id: string }
    collaborative?: boolean
    entries: { added_at: string; item: object }[]
  }[]
}

export interface SpotifyServer {
  readonly url: string
  readonly world: SpotifyWorld
  /** "GET /v1/me" of each request to the Web API, in order. */
  readonly asked: string[]
  readonly refreshes: { count: number }
  /** The next request to this path is answered so instead. */
  once(path: string, status: number, headers: Record<string, string>, body: object): void
  /** Takes every access token back, before its time. */
  revokeAccess(): void
  /** Ends every log-in: refreshing is refused from now on. */
  endLogins(): void
  /** The person agrees in a browser: the address it is sent back to. */
  agree(authorizeUrl: string): Promise<string>
  close(): Promise<void>
}

/** The usual app of the tests. */
export const APP = { clientId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9', clientSecret: 'secret-of-a-test' }

/** Opens a Spotify. */
export async function openSpotifyServer(): Promise<SpotifyServer> {
  const spec = parse(gunzipSync(readFileSync(SPEC)).toString()) as {
    paths: Record<string, Record<string, Operation>>
    components: Record<string, Record<string, never>>
  }
  const resolve = <T extends { $ref?: string }>(node: T): T =>
    node.$ref === undefined
      ? node
      : resolve(
          node.$ref
            .split('/')
            .slice(1)
            .reduce<never>((at, key) => at[key], spec as never) as T,
        )
  const routes = Object.entries(spec.paths).map(([path, operations]) => ({
    pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '([^/]+)')}$`),
    literal: !path.includes('{'),
    path,
    operations,
  }))
  routes.sort((a, b) => Number(b.literal) - Number(a.literal))

  const world: SpotifyWorld = { userId: 'someone', plays: [], liked: [], playlists: [] }
  const asked: string[] = []
  const refreshes = { count: 0 }
  const onces = new Map<string, { status: number; headers: Record<string, string>; body: object }[]>()
  const codes = new Map<string, { redirectUri: string; challenge: string; clientId: string; scope: string }>()
  const access = new Map<string, { scope: string }>()
  const refresh = new Map<string, { scope: string; used: boolean }>()
  let made = 0

  const tell = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  const refuse = (response: ServerResponse, status: number, message: string) => tell(response, status, { error: { status, message } })

  const grant = (scope: string, lasting: boolean) => {
    const accessToken = `access-${++made}`
    access.set(accessToken, { scope })
    const token = { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, ...(scope && { scope }) }
    if (!lasting) return token
    const refreshToken = `refresh-${++made}`
    refresh.set(refreshToken, { scope, used: false })
    return { ...token, refresh_token: refreshToken }
  }

  const token = (form: URLSearchParams, request: IncomingMessage, response: ServerResponse) => {
    const grantType = form.get('grant_type')
    if (grantType === 'client_credentials') {
      const basic = `Basic ${Buffer.from(`${APP.clientId}:${APP.clientSecret}`).toString('base64')}`
      if (request.headers.authorization !== basic)
        return tell(response, 400, { error: 'invalid_client', error_description: 'Invalid client secret' })
      return tell(response, 200, grant('', false))
    }
    if (form.get('client_id') !== APP.clientId) return tell(response, 400, { error: 'invalid_client', error_description: 'Invalid client' })
    if (grantType === 'authorization_code') {
      const code = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const proven =
        code?.challenge ===
        createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url')
      if (!code || !proven || code.redirectUri !== form.get('redirect_uri'))
        return tell(response, 400, {
          error: 'invalid_grant',
          error_description: proven ? 'Invalid redirect URI' : 'code_verifier was incorrect',
        })
      return tell(response, 200, grant(code.scope, true))
    }
    refreshes.count++
    const known = refresh.get(form.get('refresh_token') ?? '')
    if (!known || known.used) return tell(response, 400, { error: 'invalid_grant', error_description: 'Refresh token revoked' })
    known.used = true
    return tell(response, 200, grant(known.scope, true))
  }

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const redirectUri = query.get('redirect_uri') ?? ''
    const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?\//.test(redirectUri)
    if (!loopback && !redirectUri.startsWith('https://')) return refuse(response, 400, 'INVALID_CLIENT: Insecure redirect URI')
    if (query.get('client_id') !== APP.clientId || query.get('code_challenge_method') !== 'S256')
      return refuse(response, 400, 'Invalid client')
    const code = `code-${++made}`
    codes.set(code, { redirectUri, challenge: query.get('code_challenge') ?? '', clientId: APP.clientId, scope: query.get('scope') ?? '' })
    const back = new URL(redirectUri)
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()
    response.writeHead(302, { location: back.href }).end()
  }

  /** What the world holds for an operation, before it is cut to the schema's shape. */
  const contents = (path: string, args: readonly string[], query: URLSearchParams, base: string): object | number => {
    const limit = Number(query.get('limit') ?? 20)
    const offset = Number(query.get('offset') ?? 0)
    const page = (all: readonly object[]) => {
      const next = offset + limit < all.length ? `${base}?offset=${offset + limit}&limit=${limit}` : null
      return { href: base, limit, offset, next, previous: null, total: all.length, items: all.slice(offset, offset + limit) }
    }
    switch (path) {
      case '/me':
        return { id: world.userId, account_id: 'account-of-a-test', display_name: 'Some One', email: 'gone@example.org', type: 'user' }
      case '/me/player/recently-played': {
        if (query.has('after') && query.has('before')) return 400
        const after = Number(query.get('after') ?? 0)
        const last = [...world.plays].sort((a, b) => b.played_at.localeCompare(a.played_at)).slice(0, 50)
        const items = last.filter((play) => Date.parse(play.played_at) > after).slice(0, limit)
        const at = (play: (typeof items)[number] | undefined) => String(play ? Date.parse(play.played_at) : '')
        return { href: base, limit, next: null, total: items.length, items, cursors: { after: at(items[0]), before: at(items.at(-1)) } }
      }
      case '/me/tracks':
        return page(world.liked)
      case '/me/playlists':
        return page(world.playlists)
      case '/playlists/{playlist_id}/items': {
        const list = world.playlists.find((each) => each.id === args[0])
        if (!list) return 404
        return list.owner.id === world.userId || list.collaborative
          ? page(list.entries.map((entry) => ({ ...entry, track: entry.item })))
          : 403
      }
      case '/tracks/{id}': {
        const all = [...world.plays, ...world.liked].map(({ track }) => track as { id?: string })
        return all.find((track) => track.id === args[0]) ?? 404
      }
      default:
        return {}
    }
  }

  const api = (path: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse) => {
    const route = routes.find(({ pattern }) => pattern.test(path))
    const operation = route?.operations[(request.method ?? 'GET').toLowerCase()]
    if (!route || !operation) return refuse(response, 404, 'Service not found')
    if (operation.deprecated) return refuse(response, 403, 'Forbidden')
    const held = access.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
    if (!held) return refuse(response, 401, 'The access token expired')
    const scopes = (operation.security?.[0]?.['oauth_2_0'] ?? []).filter((scope) => scope !== 'user-read-email')
    if (scopes.some((scope) => !held.scope.split(' ').includes(scope))) return refuse(response, 403, 'Insufficient client scope')
    for (const given of operation.parameters ?? []) {
      const { name, in: where, schema } = resolve(given)
      const value = where === 'query' ? query.get(name) : null
      const { minimum = -Infinity, maximum = Infinity } = schema
      if (
        value !== null &&
        schema.type === 'integer' &&
        !(Number.isInteger(Number(value)) && Number(value) >= minimum && Number(value) <= maximum)
      )
        return refuse(response, 400, `Invalid ${name}`)
    }
    const args = route.pattern.exec(path)!.slice(1).map(decodeURIComponent)
    const found = contents(route.path, args, query, `${url}/v1${path}`)
    if (typeof found === 'number')
      return refuse(response, found, found === 404 ? 'Resource not found' : found === 403 ? 'Forbidden' : 'Bad request')
    const schema = resolve(operation.responses['200']).content?.['application/json']?.schema
    return tell(response, 200, schema ? shaped(schema, found) : {})
  }

  /** The value as the schema describes it: deprecated and unknown fields gone, those not given made up. */
  function shaped(given: Schema, value: unknown, depth = 0): unknown {
    const schema = resolve(given)
    if (value === null) return null
    if (schema.oneOf) {
      const type = (value as { type?: string } | undefined)?.type ?? 'track'
      const fitting = schema.oneOf.map(resolve).find((each) => propertiesOf(each)['type']?.enum?.includes(type))
      return shaped(fitting ?? schema.oneOf[0], value, depth)
    }
    const properties = propertiesOf(schema)
    if (Object.keys(properties).length > 0) {
      if (value === undefined && depth > 2) return null
      const object = (value ?? {}) as Record<string, unknown>
      const entries = Object.entries(properties).filter(([, property]) => !property.deprecated)
      return Object.fromEntries(entries.map(([name, property]) => [name, shaped(property, object[name], depth + 1)]))
    }
    if (schema.type === 'array') return ((value ?? []) as unknown[]).map((item) => shaped(schema.items ?? {}, item, depth + 1))
    if (value !== undefined) return value
    if (schema.example !== undefined) return schema.example
    return schema.enum?.[0] ?? { string: '', integer: 0, number: 0, boolean: false }[schema.type ?? ''] ?? null
  }
  function propertiesOf(given: Schema): Record<string, Schema> {
    const schema = resolve(given)
    return Object.assign({}, ...(schema.allOf ?? []).map(propertiesOf), schema.properties)
  }

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
    if (pathname.startsWith('/v1')) asked.push(`${request.method} ${request.url}`)
    const instead = onces.get(pathname)?.shift()
    if (instead) return tell(response, instead.status, instead.body, instead.headers)
    if (pathname === '/authorize') return authorize(searchParams, response)
    if (pathname === '/api/token') return token(new URLSearchParams(body), request, response)
    return api(pathname.replace(/^\/v1/, ''), searchParams, request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    world,
    asked,
    refreshes,
    once: (path, status, headers, body) => void onces.set(path, [...(onces.get(path) ?? []), { status, headers, body }]),
    revokeAccess: () => access.clear(),
    endLogins: () => refresh.clear(),
    async agree(authorizeUrl) {
      const response = await fetch(authorizeUrl, { redirect: 'manual' })
      return response.headers.get('location') ?? `refused: ${await response.text()}`
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** A track as the world holds it: with fields that are gone too, so that nothing may lean on them. */
export const spotifyTrack = (id: string, name: string, artist: string, more: Record<string, unknown> = {}): object => ({
  type: 'track',
  id,
  uri: `spotify:track:${id}`,
  name,
  artists: [{ name: artist, id: `artist-${artist}` }],
  album: { name: `${artist}'s album`, release_date: '2019-05-03', album_type: 'album' },
  duration_ms: 200_000,
  external_ids: { isrc: `QZ${id.padStart(10, '0').slice(-10)}` },
  popularity: 77,
  available_markets: ['DE'],
  ...more,
})
