// The web page: its files from web/dist, compressed by the build, kept for good where their name carries their content.

import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from './app.ts'

const HASHED = /[\\/]assets[\\/].*[-.][A-Za-z0-9_-]{8,}\.\w+(\.(br|gz))?$/

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Deepcut</title>
<body style="font:16px/1.6 system-ui,sans-serif;max-width:34em;margin:12vh auto;padding:0 24px;background:#16130f;color:#e8e0d4">
<h1 style="font-size:20px">Deepcut is running, without its page</h1>
<p>The web page has not been built yet. Stop the server and start it with <code>npm start</code>, which builds it.</p>
<p>The API answers all the same: <a style="color:#e0b070" href="/api/openapi.json">/api/openapi.json</a> describes it.</p>`

/** Serves the page built in `folder`; addresses of the page itself (/library, /track/7 …) all give its index.html. */
export async function servePage(app: App, folder: string): Promise<void> {
  const isBuilt = () => existsSync(join(folder, 'index.html'))
  if (existsSync(folder)) {
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      cacheControl: false,
      schemaHide: true,
      setHeaders: (reply, path) => reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]
    const forPage = (request.method === 'GET' || request.method === 'HEAD') && !path.startsWith('/api/') && extname(path) === ''
    if (forPage && 'sendFile' in reply && isBuilt()) return reply.sendFile('index.html')
    if (forPage) return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
    const message = `There is nothing at ${request.method} ${path}. /api/openapi.json lists what there is.`
    return reply.code(404).send({ code: 'ADDRESS_UNKNOWN', message })
  })
}
