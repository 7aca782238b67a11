// Faults as answers: {code, message} with the status of the kernel's one table. What was not expected is logged, and told without its inside.

import type { FastifyError } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Fault, HTTP_STATUS, type Log } from '#kernel'
import type { App } from './app.ts'
import type { Problem } from './contract.ts'

/** Installs the answers to faults, wrong requests and unknown addresses. Paths below `homePath` are not told to clients. */
export function answerFaults(app: App, deps: { log: Log; homePath: string }): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, problem } = problemOf(error)
    if (status >= 500) deps.log.error({ err: error, url: request.url }, 'request failed')
    if (reply.raw.headersSent) return reply.raw.destroy()
    const message = deps.homePath ? problem.message.replaceAll(deps.homePath, 'DEEPCUT_HOME') : problem.message
    return reply.code(status).type('application/json').serializer(JSON.stringify).send({ code: problem.code, message })
  })
}

/** The status and body that tell of an error. */
export function problemOf(error: FastifyError | Fault | Error): { status: number; problem: Problem } {
  if (error instanceof Fault) return { status: HTTP_STATUS[error.kind], problem: { code: error.code, message: error.message } }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issue = error.validation[0]
    const field = issue.instancePath.split('/').filter(Boolean).join('.')
    const where =
      { querystring: 'query', params: 'address', body: 'body', headers: 'header' }[error.validationContext as string] ?? 'request'
    const message = `The ${where} is wrong${field ? ` at "${field}"` : ''}: ${issue.message}.`
    return { status: 400, problem: { code: 'REQUEST_INVALID', message } }
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status === 413)
    return { status, problem: { code: 'BODY_TOO_LARGE', message: 'The body of the request is larger than this address takes.' } }
  if (status === 415)
    return { status, problem: { code: 'BODY_TYPE', message: 'The Content-Type of the request is not one this address takes.' } }
  if (status >= 400 && status < 500) return { status, problem: { code: 'REQUEST_INVALID', message: error.message } }
  return { status: 500, problem: { code: 'INTERNAL', message: 'Something went wrong in Deepcut. The log of the server says what.' } }
}
