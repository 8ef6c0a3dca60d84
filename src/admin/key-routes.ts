// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { AdminDeps } from './ports.ts'

const closed = { additionalProperties: false } as const
const Keys = Type.Object({
  wrapping: Type.Optional(Type.Integer()), keys: Type.Array(Type.Object({ key: Type.Integer(), users: Type.Integer() }, closed)),
}, closed)

/** `GET /v1/keys`: numbers of the key-encryption keys that users' keys are under, and how many users each. No call changes them. */
export const addKeyRoutes = (app: FastifyInstance, { keysInUse }: Pick<AdminDeps, 'keysInUse'>): void => {
  app.get('/v1/keys', { schema: { response: { 200: Keys } } }, async () => {
    const { wrapping, keys } = await keysInUse()
    return { ...(wrapping === undefined ? {} : { wrapping }), keys: keys.map(({ key, users }) => ({ key, users })) }
  })
}
