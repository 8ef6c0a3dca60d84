// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { GatewayError } from '../model/errors.ts'
import { actorOf, wordsOf } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { Why } from './schemas.ts'

const closed = { additionalProperties: false } as const
const name = Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' })
const Add = Type.Object({ name, reason: Type.Optional(Why) }, closed)
const Remove = Type.Object({ name, reason: Why }, closed)
const Added = Type.Object({ name: Type.String(), secret: Type.String() }, closed)
const Removed = Type.Object({ name: Type.String() }, closed)
const Credentials = Type.Object({
  credentials: Type.Array(Type.Object({ name: Type.String(), addedAt: Type.String({ format: 'date-time' }) }, closed)),
}, closed)

/** Who may speak for the core over HTTP. A secret leaves once, in the answer that makes it. */
export const addCredentialRoutes = (app: FastifyInstance, { credentials, events, now, audit }: Pick<AdminDeps, 'credentials' | 'events' | 'now' | 'audit'>): void => {
  const path = '/v1/core/credentials'
  // Told before it is done, and only what will be done: the file and the store have no transaction in common.
  const has = (name: string): boolean => credentials.list().some((one) => one.name === name)
  app.get(path, { schema: { response: { 200: Credentials } } }, async () => ({
    credentials: credentials.list().map(({ name, addedAt }) => ({ name, addedAt: new Date(addedAt).toISOString() })),
  }))
  app.post<{ Body: Static<typeof Add> }>(path, { schema: { body: Add, response: { 201: Added } } }, async (request, reply) => {
    const { name, reason } = request.body
    if (has(name)) throw new GatewayError('CONFLICT', 'there is a credential of this name; remove it first')
    await audit.tell({ act: 'credential.added', ...wordsOf(request, reason), subject: `credential:${name}` })
    const secret = credentials.add(name, now())
    events.credentialAdded(actorOf(request))
    return reply.code(201).header('cache-control', 'no-store').send({ name, secret })
  })
  app.post<{ Body: Static<typeof Remove> }>(`${path}/remove`, { schema: { body: Remove, response: { 200: Removed } } }, async (request) => {
    const { name, reason } = request.body
    if (!has(name)) throw new GatewayError('NOT_FOUND', 'there is no credential of this name')
    await audit.tell({ act: 'credential.removed', ...wordsOf(request, reason), subject: `credential:${name}` })
    credentials.remove(name)
    events.credentialRemoved(actorOf(request))
    return { name }
  })
}
