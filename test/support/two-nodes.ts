// SPDX-License-Identifier: AGPL-3.0-only
// Promise: two real daemons on one database, links to either of them, and a talk whose messages are counted.
import { randomBytes, randomUUID } from 'node:crypto'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { REGISTRATION } from './couple.ts'
import type { Side } from './couple.ts'
import { createDaemon } from './daemon.ts'
import type { KillableDaemon } from './daemon.ts'
import type { PostgresCluster } from './postgres-cluster.ts'
import type { Teardown } from './scope.ts'
import { eventually, repeatedly } from './waiting.ts'

type OpenLink = typeof connectLink

/** A node, and how a party links there. */
export interface LinkedNode { readonly daemon: KillableDaemon; readonly open: OpenLink }

/** Starts two nodes with the same keys on a database of their own, with an environment `ofBoth` and the second with `ofSecond` beside it; they end with the test. */
export const startNodes = async (
  t: Teardown, cluster: PostgresCluster, { ofBoth = {}, ofSecond = {} }: Readonly<Partial<Record<'ofBoth' | 'ofSecond', Readonly<Record<string, string>>>>> = {},
): Promise<readonly [LinkedNode, LinkedNode]> => {
  const environment = { DRAWBRIDGE_STORE_URL: await cluster.createDatabase() }
  const start = async (keysOf?: KillableDaemon): Promise<LinkedNode> => {
    const daemon = await createDaemon(t, { ...environment, ...ofBoth, ...(keysOf === undefined ? {} : ofSecond) }, keysOf === undefined ? {} : { keysFolder: keysOf.keysFolder })
    await daemon.start()
    const { linksUrl } = await daemon.admin<{ readonly linksUrl: string }>('GET', '/v1/info')
    const open: OpenLink = ({ admission, ...rest }) =>
      connectLink({ ...rest, admission: { ...admission, gateway: { ...admission.gateway, url: linksUrl } } })
    return { daemon, open }
  }
  const first = await start()
  return [first, await start(first.daemon)]
}

/** How soon a link of a test comes back. */
export const SOON = { initialMs: 20, maxMs: 200 } as const

/** A message from the one user to the other. */
export const submissionOf = (from: Side, to: Side, changes: Partial<Submission> = {}): Submission => {
  const place = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const
  return {
    submissionId: submissionId(randomUUID()), senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
    envelopes: [{ ...place, bytes: encodeEnvelope({ ...place, ciphertext: randomBytes(300) }) }],
    commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [], ...changes,
  }
}

/** Sends so many messages, each the same until it is answered, and gives what the recipient saw first, in order. */
export const createTalk = (from: Side, to: Side) => {
  const shown: string[] = []
  const watch = (link: Side['link']) => link.transport().subscribe(to.user, (push) => {
    if (push.kind === 'deliver' && !shown.includes(push.submissionId)) shown.push(push.submissionId)
    return Promise.resolve()
  })
  const sent: string[] = []
  /** What was answered instead, once for each try. */
  const refused: unknown[] = []
  const send = async (count: number, link = from.link): Promise<void> => {
    for (let number = 0; number < count; number += 1) {
      const submission = submissionOf(from, to)
      await repeatedly(async () => {
        const answer = await link.request({ kind: 'submit', submission }).catch((error: unknown) => {
          refused.push(error)
          throw error
        })
        if (answer.kind !== 'accepted') throw new Error(answer.kind)
      }, 'a message is accepted')
      sent.push(submission.submissionId)
    }
  }
  const arrived = () => eventually(() => sent.every((id) => shown.includes(id)), 'all that was sent arrives')
  return { watch, send, arrived, sent, shown, refused }
}
