// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import type { Delivery, PushedEvent } from '../../src/model/answers.ts'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import { LinkLost } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Side } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'

/** Kills; each at a random moment of a burst. */
const KILLS = 30
/** Messages that each sender keeps unanswered, so that a kill always meets some. */
const IN_FLIGHT = 24
const MIN_LIFE_MS = 30
const MAX_LIFE_MS = 400

/** What one direction sent and what the other side was shown. */
class Lane {
  readonly acknowledged = new Set<string>()
  /** First sight of each submission, in order, with its place in the lane. */
  readonly shown = new Map<string, number>()
  doubled = 0
  unanswered = 0
  readonly #from: Side
  readonly #to: Side
  #isSending = true

  constructor(from: Side, to: Side) {
    this.#from = from
    this.#to = to
    to.link.transport().subscribe(to.user, (push) => this.#receive(push))
  }

  send(): Promise<unknown> {
    return Promise.all(Array.from({ length: IN_FLIGHT }, async () => {
      while (this.#isSending) await this.#sendOne(message(this.#from, this.#to))
    }))
  }

  stop(): void {
    this.#isSending = false
  }

  /** The same bytes until they are answered: what a party's server does. */
  async #sendOne(submission: Submission): Promise<void> {
    this.unanswered += 1
    for (;;) {
      try {
        const answer = await this.#from.link.request({ kind: 'submit', submission })
        if (answer.kind === 'accepted') this.acknowledged.add(submission.submissionId)
        // Throttled: the mailbox of the pair is full; nothing was stored.
        else await pause(20)
        this.unanswered -= 1
        return
      } catch (error) {
        if (!(error instanceof LinkLost)) throw error
      }
    }
  }

  #receive(push: Delivery | PushedEvent): Promise<void> {
    if (push.kind !== 'deliver') return Promise.resolve()
    if (this.shown.has(push.submissionId)) this.doubled += 1
    else this.shown.set(push.submissionId, push.laneSequence)
    return Promise.resolve()
  }
}

const message = (from: Side, to: Side): Submission => ({
  submissionId: submissionId(randomUUID()), senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
  envelopes: [{ deviceId: deviceId(1), registrationId: REGISTRATION, type: 2, bytes: encodeEnvelope({ deviceId: deviceId(1), registrationId: REGISTRATION, type: 2, ciphertext: randomBytes(300) }) }],
  commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false,
})

const inOrder = (numbers: readonly number[]): boolean => numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))

t.setTimeout(290_000)

t.test(`every acknowledged message arrives once and in lane order although the daemon is killed ${String(KILLS)} times under load`, { timeout: 280_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { core, provider } = await createCouple(daemon)
  const lanes = [new Lane(provider, core), new Lane(core, provider)]
  const sending = Promise.all(lanes.map((lane) => lane.send()))
  let caught = 0
  for (let kill = 0; kill < KILLS; kill++) {
    await Promise.all([core.link.ready, provider.link.ready])
    await pause(MIN_LIFE_MS + Math.random() * (MAX_LIFE_MS - MIN_LIFE_MS))
    caught += lanes.some(({ unanswered }) => unanswered > 0) ? 1 : 0
    await daemon.kill()
    await daemon.start()
  }
  for (const lane of lanes) lane.stop()
  await sending
  const missing = (lane: Lane): string[] => [...lane.acknowledged].filter((id) => !lane.shown.has(id))
  const deadline = Date.now() + 30_000
  while (lanes.some((lane) => missing(lane).length > 0) && Date.now() < deadline) await pause(50)

  const total = lanes.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)
  t.comment(`${String(total)} acknowledged, ${String(lanes.reduce((sum, { doubled }) => sum + doubled, 0))} pushed again and known as such`)
  t.ok(total > KILLS * 10, 'there was load')
  t.equal(caught, KILLS, 'every kill met unanswered messages')
  for (const lane of lanes) {
    t.strictSame(missing(lane), [], 'nothing acknowledged is missing')
    t.strictSame([...lane.shown.keys()].filter((id) => !lane.acknowledged.has(id)), [], 'nothing unknown was shown')
    t.ok(inOrder([...lane.shown.values()]), 'first sights are in lane order')
  }
  t.equal(await daemon.stop(), 0)
  await Promise.all([core.link.close(), provider.link.close()])
})
