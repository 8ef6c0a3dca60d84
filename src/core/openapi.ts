// SPDX-License-Identifier: AGPL-3.0-only
import type { TSchema } from 'typebox'
import { BASE, contract } from './contract.ts'
import type { Operation } from './contract.ts'
import { propertiesOf, Problem } from './schemas.ts'

const PROBLEM = { description: 'A problem document (RFC 9457); docs/errors.md explains each code.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
const IDEMPOTENCY_KEY = { name: 'Idempotency-Key', in: 'header', required: true, description: 'A fresh UUID for a new message, the same one for a repetition.', schema: { type: 'string', format: 'uuid' } }

/** The OpenAPI 3.1 document of `/core/v1`, made from the contract that the listener checks by. */
export const describeCore = () => ({
  openapi: '3.1.1',
  info: { title: 'Drawbridge: a core over HTTP', version: '1', license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' } },
  servers: [{ url: BASE }],
  security: [{ credential: [] }],
  paths: pathsOf(Object.entries(contract)),
  components: {
    securitySchemes: { credential: { type: 'http', scheme: 'bearer', description: 'Made with "drawbridge core credential add NAME".' } },
    schemas: { Problem },
  },
})

const pathsOf = (operations: readonly (readonly [string, Operation])[]): Record<string, Record<string, unknown>> => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [id, one] of operations) paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: describe(id, one) }
  return paths
}

const describe = (operationId: string, { method, params, query, body, documented, status, answer, summary, idempotencyKey }: Operation) => ({
  operationId, summary,
  parameters: [...parametersOf('path', params), ...parametersOf('query', query), ...(idempotencyKey ? [IDEMPOTENCY_KEY] : [])],
  ...(method === 'PUT' || method === 'POST' ? { requestBody: { required: true, content: json(documented ?? body) } } : {}),
  responses: { [status]: { description: 'Done.', content: json(answer) }, default: PROBLEM },
})

const parametersOf = (place: 'path' | 'query', schema: TSchema) => propertiesOf(schema).map(([name, one, required]) => ({ name, in: place, required, schema: one }))

const json = (schema: TSchema) => ({ 'application/json': { schema } })
