// SPDX-License-Identifier: AGPL-3.0-only
import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { FastifyError, FastifyInstance } from 'fastify'
import { errorCatalogue, GatewayError } from '../model/errors.ts'
import type { ErrorCode } from '../model/errors.ts'

/** Media type of RFC 9457. */
const PROBLEM_TYPE = 'application/problem+json'
const KIB = 1_024

/** Where faults of ours go, and how their log lines are named to callers. */
export interface ProblemDeps {
  readonly failed: (correlationId: string, error: unknown) => void
  readonly correlationId: () => string
}

/** Makes every error that leaves this listener a problem document of the catalogue; anything else is `INTERNAL` without a word of its text. */
export const mapErrors = <S extends Server | SecureServer>(app: FastifyInstance<S>, { failed, correlationId }: ProblemDeps): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = error instanceof GatewayError && error.code !== 'INTERNAL' ? error : fromFramework(error, request.routeOptions.bodyLimit)
    if (known !== undefined) return sendProblem(reply, known.code, known.detail)
    const id = correlationId()
    failed(id, error)
    return sendProblem(reply, 'INTERNAL', '', id)
  })
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'NOT_FOUND', 'there is no such path or method'))
}

/** Of a reply, what a problem document needs; replies of plain and of secure servers have it. */
export interface Answering { code(status: number): { type(mediaType: string): { send(body: unknown): unknown } } }

/** Answers with the catalogue's entry of `code`; with another status where a protocol beside ours says which. */
export const sendProblem = (reply: Answering, code: ErrorCode, detail: string, correlationId?: string, status: number = errorCatalogue[code].httpStatus): unknown => {
  const { meaning: title, fix } = errorCatalogue[code]
  return reply.code(status).type(PROBLEM_TYPE).send({
    type: `urn:drawbridge:error:${code}`, title, status, detail, code, fix, ...(correlationId === undefined ? {} : { correlationId }),
  })
}

/** Fastify's own refusals are the caller's mistakes; their texts name fields, never values. */
const fromFramework = (error: FastifyError, bodyLimit = 0): GatewayError | undefined => {
  if (error.validation !== undefined) return new GatewayError('MALFORMED', `${error.validationContext ?? 'request'}${describe(error.validation[0])}`)
  return typeof error.statusCode === 'number' && error.statusCode < 500 && error.code.startsWith('FST_')
    ? new GatewayError('MALFORMED', `send a JSON object of at most ${String(Math.floor(bodyLimit / KIB))} KiB as application/json`)
    : undefined
}

const describe = (first: NonNullable<FastifyError['validation']>[number] | undefined): string =>
  first === undefined ? '' : `${first.instancePath.replaceAll('/', '.')} ${first.message ?? ''}`
