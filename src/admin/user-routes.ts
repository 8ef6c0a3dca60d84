// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { address, partyId, userId, userReference } from '../model/ids.ts'
import type { Subject } from '../registry/held.ts'
import { wordsOf } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { Reason } from './schemas.ts'

const closed = { additionalProperties: false } as const
// The longest reference, address and id are shorter.
const Name = Type.String({ minLength: 1, maxLength: 320 })
/** Whom a request is about: never part of an address, which proxies and browsers keep. */
const About = Type.Union([
  Type.Object({ party: Name, reference: Name }, closed), Type.Object({ address: Name }, closed), Type.Object({ user: Name }, closed),
])
const { reason } = Reason.properties
const Export = Type.Object({ about: About, reason }, closed)
const Erase = Type.Object({ about: About, reason, dryRun: Type.Boolean() }, closed)
// The documents are as their makers say; nothing is left out of them here.
const Exported = Type.Object({ held: Type.Boolean(), export: Type.Optional(Type.Unknown()) }, closed)
const Erased = Type.Object({ held: Type.Boolean(), receipt: Type.Optional(Type.Unknown()), jws: Type.Optional(Type.String()) }, closed)

/** What is held of a person, and its end. Both change something or show much, so both are POST and need a token that may manage. */
export const addUserRoutes = (app: FastifyInstance, { users }: Pick<AdminDeps, 'users'>): void => {
  app.post<{ Body: Static<typeof Export> }>('/v1/users/export', { schema: { body: Export, response: { 200: Exported } } }, async (request) => {
    const made = await users.export(toSubject(request.body.about), wordsOf(request, request.body.reason))
    return made === undefined ? { held: false } : { held: true, export: made }
  })
  app.post<{ Body: Static<typeof Erase> }>('/v1/users/erase', { schema: { body: Erase, response: { 200: Erased } } }, async (request) => {
    const { about, reason: why, dryRun } = request.body
    const signed = await users.erase(toSubject(about), wordsOf(request, why), dryRun)
    return signed === undefined ? { held: false } : { held: true, ...signed }
  })
}

const toSubject = (about: Static<typeof About>): Subject => {
  if ('user' in about) return { user: userId(about.user) }
  return 'address' in about ? { address: address(about.address) } : { party: partyId(about.party), reference: userReference(about.reference) }
}
