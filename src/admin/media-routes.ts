// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { GatewayError } from '../model/errors.ts'
import { wordsOf } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { Reason } from './schemas.ts'

/** How the bucket of attachments stands; `none` without `media.s3`. */
const Bucket = Type.Object({ state: Type.Enum(['none', 'ours', 'unmarked', 'former', 'foreign', 'unreachable']) }, { additionalProperties: false })

/** Whose the bucket of attachments is: asked of it now, and said by the operator. */
export const addMediaRoutes = (app: FastifyInstance, { bucket }: Pick<AdminDeps, 'bucket'>): void => {
  app.get('/v1/media/bucket', { schema: { response: { 200: Bucket } } }, async () => ({ state: bucket === undefined ? 'none' as const : await bucket.look() }))
  app.post<{ Body: Static<typeof Reason> }>('/v1/media/bucket/adopt', { schema: { body: Reason, response: { 200: Bucket } } }, async (request) => {
    if (bucket === undefined) throw new GatewayError('NOT_FOUND', 'there is no bucket: media.s3 is not set')
    await bucket.adopt(wordsOf(request, request.body.reason))
    return { state: 'ours' as const }
  })
}
