// The page on which a person says yes to a player that signs in the Last.fm way. It is Deepcut's own page, so only its own form may post here.

import type { FastifyReply } from 'fastify'
import { type DeviceToken, makeSecrets, md5 } from '#listens'
import type { App } from '../app.ts'
import type { ScrobbleDesk } from './desk.ts'
import { fieldsOf } from './door.ts'
import { escapeText } from './lastfm-answer.ts'
import type { AuthRequests } from './lastfm-auth.ts'

const PATHS = ['/api/auth', '/api/auth/']
const NAME_MAX = 60

const page = (title: string, inside: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${title} · Deepcut</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:34em;margin:12vh auto;padding:0 24px;background:#16130f;color:#e8e0d4}
h1{font-size:20px}a{color:#e0b070}label{display:block;margin:12px 0}input,select,button{font:inherit;padding:6px 10px;border-radius:6px;border:1px solid #6b6255;background:#221d17;color:inherit}
button{background:#e0b070;color:#16130f;border-color:#e0b070;margin-top:12px}</style>
<body><h1>${title}</h1>${inside}`

/** Adds the page and its form. */
export async function approvalRoutes(app: App, desk: ScrobbleDesk, requests: AuthRequests): Promise<void> {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const { tokens, listeners } = desk.house

  const ask = async (reply: FastifyReply, apiKey: string, token: string, callback: string, problem = '') => {
    const device = await tokens.find('api-key', apiKey)
    const names = (await listeners.list()).map(({ name }) => `<option>${escapeText(name)}</option>`).join('')
    const fields = device
      ? `<p>It uses the key of <strong>${escapeText(device.name)}</strong>, and its listens go to ${escapeText(device.listenerName)}.</p>`
      : `<p>It has a key of its own, which Deepcut does not know, so it becomes a new device.</p>
<label>Call it <input name="name" required maxlength="${NAME_MAX}" value="Last.fm player"></label><label>Its listens go to <select name="user">${names}</select></label>`
    const hidden = Object.entries({ api_key: apiKey, token, cb: callback })
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeText(value)}">`)
      .join('')
    const body = `${problem ? `<p role="alert">${escapeText(problem)}</p>` : '<p>A player asks to send here what you listen to.</p>'}
<form method="post" action="/api/auth/">${fields}${hidden}<button>Let it scrobble</button></form><p>If you did not start this, close the page: nothing happens.</p>`
    return html(reply, page('Let this player scrobble?', body))
  }

  const answer = async (reply: FastifyReply, fields: ReadonlyMap<string, string>, isYes: boolean) => {
    const apiKey = fields.get('api_key')?.toLowerCase() ?? ''
    const callback = /^https?:\/\//i.test(fields.get('cb') ?? '') ? fields.get('cb')! : ''
    // Without a token it is the way of web sites: the token goes back with the callback.
    const token = fields.get('token') || (callback && apiKey ? requests.open(apiKey) : '')
    const request = requests.find(token)
    if (request === null || request.apiKey !== apiKey)
      return html(
        reply,
        page(
          'This request is not known',
          '<p>It was used already, is more than an hour old, or Deepcut was started anew. Begin again in the player.</p>',
        ),
        404,
      )
    if (request.approved !== null) return html(reply, page('This was approved already', '<p>Go on in the player.</p>'))
    if (!isYes) return ask(reply, apiKey, token, callback)
    let device: DeviceToken | null = await tokens.find('api-key', apiKey)
    if (device === null) {
      const name = fields.get('name')?.trim().slice(0, NAME_MAX) ?? ''
      const listener = await listeners.find(fields.get('user') ?? '')
      if (name === '' || listener === null) return ask(reply, apiKey, token, callback, 'It needs a name and a listener.')
      const secrets = makeSecrets()
      const made = { listenerId: listener.id, name, apiKey: secrets.apiKey, tokenMd5: md5(secrets.token), relayed: true }
      try {
        device = await tokens.make({ ...made, atMs: desk.house.clock.nowMs() })
      } catch (error) {
        return ask(reply, apiKey, token, callback, error instanceof Error ? error.message : String(error))
      }
    }
    requests.approve(token, device.id)
    const back = callback
      ? `<p><a href="${escapeText(withToken(callback, token))}">Back to the player</a></p>`
      : '<p>Go on in the player.</p>'
    return html(
      reply,
      page(
        'It may scrobble',
        `<p>What it tells is kept under <strong>${escapeText(device.name)}</strong>. Settings takes it back at any time.</p>${back}`,
      ),
    )
  }

  for (const url of PATHS) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => answer(reply, fieldsOf(request), false))
    app.post(url, { schema: { hide: true } }, async (request, reply) => answer(reply, fieldsOf(request), true))
  }
}

const html = (reply: FastifyReply, text: string, status = 200) => reply.code(status).type('text/html; charset=utf-8').send(text)

const withToken = (callback: string, token: string) => {
  const url = new URL(callback)
  url.searchParams.set('token', token)
  return url.href
}
