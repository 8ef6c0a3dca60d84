// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import { connectLink, LinkLost } from '../../src/sdk/link/index.ts'
import type { LinkEvent } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Side } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'

/** Planned restarts, each in the middle of deliveries. */
const RESTARTS = 3
/** Messages that each sender keeps unanswered. */
const IN_FLIGHT = 16

t.setTimeout(170_000)

const message = (from: Side, to: Side): Submission => ({
  submissionId: submissionId(randomUUID()), senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
  envelopes: [{ deviceId: deviceId(1), registrationId: REGISTRATION, type: 2, bytes: encodeEnvelope({ deviceId: deviceId(1), registrationId: REGISTRATION, type: 2, ciphertext: randomBytes(300) }) }],
  commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
})

/** One direction: what was acknowledged, and how often and in which order each message came. */
const openLane = (from: Side, to: Side) => {
  const acknowledged = new Set<string>()
  const came: { readonly id: string; readonly laneSequence: number }[] = []
  const sender = { isSending: true }
  to.link.transport().subscribe(to.user, async (push) => {
    if (push.kind !== 'deliver') return
    // A store that takes a while, so that every stop meets pushes that are not yet acknowledged.
    await pause(1)
    came.push({ id: push.submissionId, laneSequence: push.laneSequence })
  })
  const sendOne = async (submission: Submission): Promise<void> => {
    try {
      const answer = await from.link.request({ kind: 'submit', submission })
      if (answer.kind === 'accepted') acknowledged.add(submission.submissionId)
      else await pause(20)
    } catch (error) {
      // Not answered, or refused by a gateway that stops: the same bytes again.
      if (!(error instanceof LinkLost)) await pause(20)
      await sendOne(submission)
    }
  }
  const sending = Promise.all(Array.from({ length: IN_FLIGHT }, async () => { while (sender.isSending) await sendOne(message(from, to)) }))
  const stop = (): Promise<unknown> => {
    sender.isSending = false
    return sending
  }
  return { acknowledged, came, stop }
}

t.test('a daemon that is replaced under load takes every link up where it ended: nothing is lost, nothing comes twice', { timeout: 160_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const events: LinkEvent[] = []
  const { core, provider } = await createCouple(daemon, (options) => connectLink({ ...options, log: (event) => { events.push(event) } }))
  const resumed = () => events.flatMap((one) => (one.event === 'resumed' ? [one.resumed] : []))
  const lanes = [openLane(provider, core), openLane(core, provider)]
  for (let restart = 1; restart <= RESTARTS; restart++) {
    await pause(300)
    const begun = performance.now()
    t.equal(await daemon.stop(), 0)
    await daemon.start()
    while (resumed().length < 2 * restart) await pause(10)
    t.comment(`${String(Math.round(performance.now() - begun))} ms from the stop until both links were resumed`)
  }
  await Promise.all(lanes.map((lane) => lane.stop()))
  for (const { acknowledged, came } of lanes) {
    while (acknowledged.size > new Set(came.map(({ id }) => id)).size) await pause(20)
  }
  t.strictSame(resumed(), Array.from({ length: 2 * RESTARTS }, () => true), 'every link')
  for (const { acknowledged, came } of lanes) {
    const ids = came.map(({ id }) => id)
    t.strictSame([...acknowledged].filter((id) => !ids.includes(id)), [], 'nothing acknowledged is missing')
    t.equal(new Set(ids).size, ids.length, 'nothing came twice')
    t.ok(came.every(({ laneSequence }, index) => index === 0 || laneSequence > (came[index - 1]?.laneSequence ?? 0)), 'in the order of the lane')
    t.ok(ids.length > RESTARTS * 50, `${String(ids.length)} messages`)
  }
  t.equal(await daemon.stop(), 0)
  await Promise.all([core.link.close(), provider.link.close()])
})

t.test('after a daemon was killed no position is known, and what was not acknowledged comes again', { timeout: 60_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const events: LinkEvent[] = []
  const { core, provider } = await createCouple(daemon, (options) => connectLink({ ...options, log: (event) => { events.push(event) } }))
  const came: string[] = []
  const stored = Promise.withResolvers<undefined>()
  core.link.transport().subscribe(core.user, async (push) => {
    if (push.kind !== 'deliver') return
    came.push(push.submissionId)
    await stored.promise
  })
  const submission = message(provider, core)
  t.match(await provider.link.request({ kind: 'submit', submission }), { kind: 'accepted' })
  while (came.length === 0) await pause(10)
  await daemon.kill()
  await daemon.start()
  const resumed = () => events.flatMap((one) => (one.event === 'resumed' ? [one.resumed] : []))
  while (resumed().length < 2) await pause(10)
  t.strictSame(resumed(), [false, false])
  stored.resolve(undefined)
  while (came.length < 2) await pause(10)
  t.strictSame(came, [submission.submissionId, submission.submissionId], 'the receiver knows it by its submission id')
  await Promise.all([core.link.close(), provider.link.close()])
})
