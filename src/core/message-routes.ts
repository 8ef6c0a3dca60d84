// SPDX-License-Identifier: AGPL-3.0-only
import type { Static } from 'typebox'
import type { TracedMessage } from '../model/answers.ts'
import { attachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import { partyId, submissionId, userId, userReference } from '../model/ids.ts'
import { contract } from './contract.ts'
import type { CoreDeps } from './ports.ts'
import type { Routes } from './route.ts'
import type { Trace } from './schemas.ts'

/** Messages of a core's users: sent through the vault, and what became of them. */
export const addMessageRoutes = (routes: Routes, { registry: { people }, relay, sealForCore }: Pick<CoreDeps, 'registry' | 'relay' | 'sealForCore'>): void => {
  routes.add(contract.sendMessage, async ({ caller, body, idempotencyKey, gone }) => {
    if (idempotencyKey === undefined) throw new GatewayError('MALFORMED', 'send a fresh UUID as Idempotency-Key, and the same one when you repeat')
    const submission = submissionId(idempotencyKey)
    const senderUser = await people.requireUser(caller, userReference(body.ref), partyId(body.provider))
    if (sealForCore === undefined) throw new GatewayError('UNKNOWN_REQUEST', 'no vault seals messages for the core here')
    const answer = await sealForCore(caller, {
      submissionId: submission, senderUser, recipientUser: userId(body.peer), content: body.content, epochKey: body.epochKey, attachments: (body.attachments ?? []).map(attachmentId),
    }, gone)
    if (answer.kind === 'accepted') return { id: submission, acceptedAt: iso(answer.gatewayTimeMs) }
    if (answer.kind === 'throttled') return answer
    throw new GatewayError('INTERNAL', `sealing answered ${answer.kind}`)
  })
  routes.add(contract.traceMessage, async ({ caller, params, query }) => {
    const senderUser = await people.requireUser(caller, userReference(query.ref), partyId(query.provider))
    const answer = await relay.trace(caller, { kind: 'trace', senderUser, submissionId: submissionId(params.id) })
    const [message] = answer.kind === 'traced' ? answer.messages : []
    if (message === undefined) throw new GatewayError('NOT_FOUND', 'no message of this user was accepted under this id, or its trace is over')
    return toTrace(params.id, message)
  })
}

const toTrace = (id: string, { gatewayTimeMs, places }: TracedMessage): Static<typeof Trace> => ({
  id, acceptedAt: iso(gatewayTimeMs),
  places: places.map(({ deviceId, stage = 'accepted', endedTimeMs }) => ({ device: deviceId, stage, ...(endedTimeMs === 0 ? {} : { endedAt: iso(endedTimeMs) }) })),
})

const iso = (ms: number): string => new Date(ms).toISOString()
