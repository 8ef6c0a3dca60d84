// SPDX-License-Identifier: AGPL-3.0-only
import type { Static } from 'typebox'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import { deviceId, partyId, submissionId, userId, userReference } from '../model/ids.ts'
import { reportId } from '../model/reports.ts'
import type { FrankedMessage } from '../model/reports.ts'
import { contract } from './contract.ts'
import type { CoreDeps } from './ports.ts'
import type { Report } from './report-schemas.ts'
import type { Routes, Throttled } from './route.ts'

/** Reports of a core's users, by the rules of those that devices make. */
export const addReportRoute = (routes: Routes, { registry: { people, decisions }, relay }: Pick<CoreDeps, 'registry' | 'relay'>): void => {
  routes.add(contract.report, async ({ caller, body: { ref, provider, peer, messages, sealed, block = false }, idempotencyKey }) => {
    if (idempotencyKey === undefined) throw new GatewayError('MALFORMED', 'send the reportId of the disclosure as Idempotency-Key, and the same one when you repeat')
    const id = reportId(idempotencyKey)
    const [franked, reportedUser] = [frankedOf(messages), userId(peer)]
    const reporter = await people.requireUser(caller, userReference(ref), partyId(provider))
    const blocked = block ? await decisions.decide(caller, { kind: 'decideContact', user: reporter, subject: { peerUser: reportedUser }, decision: 'block' }) : undefined
    if (blocked !== undefined && blocked.kind !== 'done') return throttledOnly(blocked)
    const answer = await relay.report(caller, { reportId: id, reporter, reportedUser, messages: franked, sealed: Buffer.from(sealed, 'utf8') })
    return answer.kind === 'reported' ? { id, leftToday: answer.leftToday, blocked: block } : throttledOnly(answer)
  })
}

const frankedOf = (messages: Static<typeof Report>['messages']): readonly FrankedMessage[] => {
  if (new Set(messages.map(({ message, senderDevice }) => `${message} ${String(senderDevice)}`)).size < messages.length) throw new GatewayError('MALFORMED', 'a message is named twice')
  return messages.map(({ message, senderDevice, commitment, mac, ...vouched }) => ({
    ...vouched, submissionId: submissionId(message), senderDevice: deviceId(senderDevice), commitment: Buffer.from(commitment, 'base64url'), mac: Buffer.from(mac, 'base64url'),
  }))
}

const throttledOnly = (answer: Answer): Throttled => {
  if (answer.kind === 'throttled') return answer
  throw new GatewayError('INTERNAL', `a use case answered ${answer.kind}`)
}
