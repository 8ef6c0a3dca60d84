// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { actorOf } from './access.ts'
import type { AdminDeps } from './ports.ts'

const closed = { additionalProperties: false } as const
const Name = Type.Object({ name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }) }, closed)
const Added = Type.Object({ name: Type.String(), secret: Type.String() }, closed)
const Removed = Type.Object({ name: Type.String() }, closed)
const Credentials = Type.Object({
  credentials: Type.Array(Type.Object({ name: Type.String(), addedAt: Type.String({ format: 'date-time' }) }, closed)),
}, closed)

/** Who may speak for the core over HTTP. A secret leaves once, in the answer that makes it. */
export const addCredentialRoutes = (app: FastifyInstance, { credentials, events, now }: Pick<AdminDeps, 'credentials' | 'events' | 'now'>): void => {
  const path = '/v1/core/credentials'
  app.get(path, { schema: { response: { 200: Credentials } } }, async () => ({
    credentials: credentials.list().map(({ name, addedAt }) => ({ name, addedAt: new Date(addedAt).toISOString() })),
  }))
  app.post<{ Body: Static<typeof Name> }>(path, { schema: { body: Name, response: { 201: Added } } }, async (request, reply) => {
    const { name } = request.body
    const secret = credentials.add(name, now())
    events.credentialAdded(actorOf(request))
    return reply.code(201).header('cache-control', 'no-store').send({ name, secret })
  })
  app.post<{ Body: Static<typeof Name> }>(`${path}/remove`, { schema: { body: Name, response: { 200: Removed } } }, async (request) => {
    const { name } = request.body
    credentials.remove(name)
    events.credentialRemoved(actorOf(request))
    return { name }
  })
}
