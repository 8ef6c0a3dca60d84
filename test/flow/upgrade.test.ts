// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Promise: an upgrade keeps everything that waits: what a version with the schema before holds is delivered by this one, once each and in order.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Couple, Side } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { setBackDatabase, setBackFolder } from '../support/previous-schema.ts'
import { eventually } from '../support/waiting.ts'

const QUEUED = 10_000
/** A link takes so many requests at once. */
const ABREAST = 64

t.setTimeout(230_000)
const missing = postgresMissing()

const message = (from: Side, to: Side): Submission => ({
  submissionId: submissionId(randomUUID()), senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
  envelopes: [{ deviceId: deviceId(1), registrationId: REGISTRATION, type: 2, bytes: encodeEnvelope({ deviceId: deviceId(1), registrationId: REGISTRATION, type: 2, ciphertext: randomBytes(200) }) }],
  commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
})

/** Acknowledged messages for a provider that has no link, in order of their answers. */
const queue = async (daemon: KillableDaemon, { core, provider }: Couple): Promise<ReadonlySet<string>> => {
  const roomy = { messagesPerPair: 100_000, messagesPerPairMinute: 1_000_000, messagesPerUserDay: 1_000_000, messagesPerPartyMinute: 1_000_000, queuedPerPair: QUEUED, queuedBytesPerPair: 64 * 1024 * 1024 }
  for (const party of ['wren.example', 'heron.example']) await daemon.admin('POST', `/v1/parties/${party}/limits`, { set: roomy, reason: 'a long absence' })
  await provider.link.close()
  const accepted = new Set<string>()
  let left = QUEUED
  await Promise.all(Array.from({ length: ABREAST }, async () => {
    while (left-- > 0) {
      const submission = message(core, provider)
      const answer = await core.link.request({ kind: 'submit', submission })
      if (answer.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`)
      accepted.add(submission.submissionId)
    }
  }))
  await core.link.close()
  return accepted
}

/** What reaches the provider when it comes back. */
const collect = async (t: Test, { provider }: Couple, count: number) => {
  const came: { readonly id: string; readonly laneSequence: number }[] = []
  const link = connectLink({ admission: provider.admission, keys: provider.keys, instance: 'two' })
  t.teardown(() => link.close())
  link.transport().subscribe(provider.user, async (push) => {
    if (push.kind === 'deliver') came.push({ id: push.submissionId, laneSequence: push.laneSequence })
  })
  await eventually(() => came.length >= count, `${String(count)} messages`, 120_000)
  return came
}

const upgrade = async (t: Test, daemon: KillableDaemon, setBack: () => Promise<string>): Promise<void> => {
  await daemon.start()
  const couple = await createCouple(daemon)
  const accepted = await queue(daemon, couple)
  t.equal(accepted.size, QUEUED)
  t.equal(await daemon.stop(), 0)
  t.comment(`the newest migration is ${await setBack()}`)
  const begun = performance.now()
  await daemon.start()
  t.comment(`${String(Math.round(performance.now() - begun))} ms for the start that upgrades`)
  const came = await collect(t, couple, QUEUED)
  t.strictSame(new Set(came.map(({ id }) => id)), accepted, 'all of them, and nothing else')
  t.equal(came.length, QUEUED, 'nothing came twice')
  t.ok(came.every(({ laneSequence }, index) => index === 0 || laneSequence > came[index - 1]!.laneSequence), 'in the order of the lane')
  t.equal(await daemon.stop(), 0)
}

t.test(`SQLite: ${String(QUEUED)} messages that were queued under the schema before are delivered after the upgrade, once each and in order`, async (t) => {
  const daemon = await createDaemon(t)
  await upgrade(t, daemon, () => setBackFolder(daemon.dataFolder))
})

t.test(`PostgreSQL: ${String(QUEUED)} messages that were queued under the schema before are delivered after the upgrade, once each and in order`, { skip: missing ?? false }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const url = await cluster.createDatabase()
  const daemon = await createDaemon(t, { DRAWBRIDGE_STORE_URL: url })
  await upgrade(t, daemon, () => setBackDatabase(url))
})
