// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AdmissionFile, ApplicationFile } from '../../model/credentials.ts'
import type { UserId } from '../../model/ids.ts'
import { parseAdmissionFile } from '../../model/party-files.ts'
import type { AgreementLimits } from '../../model/values.ts'

/** What an operator does at a gateway of this program; each is in force when it resolves. */
export interface Operator {
  add(application: ApplicationFile): Promise<AdmissionFile>
  suspend(party: string, reason: string): Promise<void>
  resume(party: string): Promise<void>
  setLimits(party: string, set: Partial<AgreementLimits>): Promise<void>
  /** A step against a user of a party. */
  suspendUser(party: string, user: UserId, reason: string): Promise<void>
}

/** A suspension waits a second for links to close; the rest is for a slow disk. */
const ANSWER_MS = 15_000
const WHY = 'conformance'

/** The operator at an admin socket. Calls throw what the gateway says. */
export const createOperator = (socketPath: string): Operator => {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const asked = request({ socketPath, method: 'POST', path, timeout: ANSWER_MS, headers: { 'content-type': 'application/json' } })
    asked.once('timeout', () => { asked.destroy(new Error('the admin API does not answer')) })
    asked.end(JSON.stringify(body))
    const [response] = await once(asked, 'response') as [IncomingMessage]
    const text = (await response.setEncoding('utf8').toArray() as string[]).join('')
    if ((response.statusCode ?? 500) >= 300) throw new Error(`POST ${path}: ${String(response.statusCode)} ${text}`)
    return JSON.parse(text)
  }
  return {
    add: async (application) => parseAdmissionFile(await post('/v1/parties', { application })),
    suspend: async (party, reason) => { await post(`/v1/parties/${party}/suspend`, { reason }) },
    resume: async (party) => { await post(`/v1/parties/${party}/resume`, { reason: WHY }) },
    setLimits: async (party, set) => { await post(`/v1/parties/${party}/limits`, { set, reason: WHY }) },
    suspendUser: async (party, user, reason) => { await post('/v1/enforcement', { party, user, step: 'suspend', reason, hours: 1 }) },
  }
}
