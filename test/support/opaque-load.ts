// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a load that keeps books: what was submitted, what was acknowledged and what was shown. It resubmits the same bytes
// until they are answered, as a party's server must, and knows a message that comes again.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Delivery } from '../../src/model/answers.ts'
import { GatewayError } from '../../src/model/errors.ts'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { SubmissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import type { GatewayLink } from '../../src/sdk/link/index.ts'
import { LinkLost } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { REGISTRATION } from './couple.ts'
import type { CrowdPair, CrowdUser } from './crowd.ts'
import type { Teardown } from './scope.ts'

const DEVICE = deviceId(1)
const COMMITMENT = Buffer.alloc(32, 7)
/** A message of a person, sealed. */
const MESSAGE_BYTES = 300
/** Pause of a sender whom the gateway told to try again. */
const AGAIN_MS = 40
/** A look at what is still missing. */
const LOOK_MS = 25

/** What the books say. All but `acknowledged`, `shown` and `pushedAgain` must be 0. */
export interface Verdict {
  readonly acknowledged: number
  readonly shown: number
  /** Known messages that came once more under the same place in the lane: allowed. */
  readonly pushedAgain: number
  /** Acknowledged and not shown. */
  readonly lost: number
  /** Stored twice: two places in the lane for one message, or two messages at one place. */
  readonly doubled: number
  /** First sights that were not in the order of the lane. */
  readonly disordered: number
  /** Shown and never submitted, or not as it was submitted. */
  readonly strange: number
  /** Answers that no honest submission deserves. */
  readonly refused: number
  /** Their codes, each once. */
  readonly codes: readonly string[]
}

/** Lanes of many pairs as one. */
export interface Load {
  /** Submissions sent on an open link and not answered. */
  inFlight(): number
  /** Submissions that were sent and whose link ended before an answer, so far. */
  broken(): number
  acknowledged(): number
  /** Sends nothing new; resolves when everything submitted has been answered. */
  stop(): Promise<void>
  /** Goes on sending after {@link stop}. */
  go(): void
  /** Submits the first acknowledged message of each lane once more; whether all got the place that they had. */
  repeats(): Promise<boolean>
  /** Resolves when everything acknowledged was shown, or when nothing was for so long. */
  drained(patienceMs: number): Promise<void>
  verdict(): Verdict
}

/** Starts to send until it is told to stop or the test ends, in both directions or from the core only, so many messages of each lane at once. */
export const startLoad = (t: Teardown, pairs: readonly CrowdPair[], inFlight: number, direction: 'both' | 'from-core' = 'both'): Load => {
  const lanes = pairs.flatMap(({ core, provider }) => [new Lane(core, provider), ...(direction === 'both' ? [new Lane(provider, core)] : [])])
  const sum = (count: (lane: Lane) => number): number => lanes.reduce((total, lane) => total + count(lane), 0)
  const go = (): void => { for (const lane of lanes) lane.go(inFlight) }
  go()
  t.teardown(() => { for (const lane of lanes) lane.end() })
  return {
    inFlight: () => sum((lane) => lane.inFlight),
    broken: () => sum(({ broken }) => broken),
    acknowledged: () => sum(({ places }) => places.size),
    stop: async () => { await Promise.all(lanes.map((lane) => lane.stop())) },
    go,
    repeats: async () => (await Promise.all(lanes.map((lane) => lane.repeats()))).every((same) => same),
    drained: (patienceMs) => untilStill(() => sum(({ missing }) => missing), () => sum(({ shown }) => shown.size), patienceMs),
    verdict: () => ({
      acknowledged: sum(({ places }) => places.size), shown: sum(({ shown }) => shown.size), pushedAgain: sum(({ pushedAgain }) => pushedAgain),
      lost: sum(({ missing }) => missing), doubled: sum((lane) => lane.doubled + lane.misplaced), disordered: sum(({ disordered }) => disordered),
      strange: sum(({ strange }) => strange), refused: sum(({ refusals }) => refusals.length),
      codes: [...new Set(lanes.flatMap(({ refusals }) => refusals))],
    }),
  }
}

/** The verdicts of several loads as one. */
export const sumOf = (verdicts: readonly Verdict[]): Verdict => {
  const total = (pick: (verdict: Verdict) => number): number => verdicts.reduce((sum, verdict) => sum + pick(verdict), 0)
  return {
    acknowledged: total((v) => v.acknowledged), shown: total((v) => v.shown), pushedAgain: total((v) => v.pushedAgain), lost: total((v) => v.lost),
    doubled: total((v) => v.doubled), disordered: total((v) => v.disordered), strange: total((v) => v.strange), refused: total((v) => v.refused),
    codes: [...new Set(verdicts.flatMap(({ codes }) => codes))],
  }
}

const untilStill = async (missing: () => number, progress: () => number, patienceMs: number): Promise<void> => {
  let [last, since] = [progress(), Date.now()]
  while (missing() > 0 && Date.now() - since < patienceMs) {
    await pause(LOOK_MS)
    if (progress() !== last) [last, since] = [progress(), Date.now()]
  }
}

/** One direction of a pair. */
class Lane {
  /** Place in the lane of each acknowledged submission. */
  readonly places = new Map<string, number>()
  /** The same at first sight. */
  readonly shown = new Map<string, number>()
  readonly refusals: string[] = []
  broken = 0
  doubled = 0
  disordered = 0
  strange = 0
  pushedAgain = 0
  readonly #submitted = new Set<string>()
  /** Asked without an answer: perhaps stored. */
  readonly #uncertain = new Set<string>()
  /** Places at which something was shown. */
  readonly #taken = new Set<number>()
  readonly #from: CrowdUser
  readonly #to: CrowdUser
  #unanswered = 0
  #lastShown = 0
  #isSending = false
  #isOver = false
  #workers: Promise<unknown> = Promise.resolve()

  constructor(from: CrowdUser, to: CrowdUser) {
    this.#from = from
    this.#to = to
    const listen = (link: GatewayLink): void => {
      link.transport().subscribe(to.user, async (push) => { if (push.kind === 'deliver' && push.senderUser === from.user) this.#receive(push) })
    }
    if (to.party.isOpen) listen(to.party.link)
    to.party.onLink.add(listen)
  }

  get inFlight(): number {
    return this.#from.party.isOpen ? this.#unanswered : 0
  }

  get missing(): number {
    return [...this.places.keys()].filter((id) => !this.shown.has(id)).length
  }

  /** Messages whose place was answered otherwise than shown. */
  get misplaced(): number {
    return [...this.places].filter(([id, place]) => this.shown.has(id) && this.shown.get(id) !== place).length
  }

  go(inFlight: number): void {
    this.#isSending = true
    this.#workers = Promise.all(Array.from({ length: inFlight }, async () => { while (this.#isSending) await this.#sendOne() }))
  }

  async stop(): Promise<void> {
    this.#isSending = false
    await this.#workers
  }

  /** Asks nothing more, whatever is open. */
  end(): void {
    this.#isSending = false
    this.#isOver = true
  }

  async repeats(): Promise<boolean> {
    const [first] = this.places
    if (first === undefined) return true
    const answer = await this.#from.party.link.request({ kind: 'submit', submission: submissionOf(this.#from, this.#to, { id: submissionId(first[0]) }) })
    return answer.kind === 'accepted' && answer.places[0]?.laneSequence === first[1]
  }

  /** The same bytes until they are answered. */
  async #sendOne(): Promise<void> {
    const submission = submissionOf(this.#from, this.#to)
    this.#submitted.add(submission.submissionId)
    while (!await this.#ask(submission) && this.#mayAskAgain(submission.submissionId)) await pause(AGAIN_MS)
  }

  /** Of what was stored perhaps, the answer must be heard; what was turned away may be dropped. */
  #mayAskAgain(id: string): boolean {
    return !this.#isOver && (this.#isSending || this.#uncertain.has(id))
  }

  /** Whether it is settled. */
  async #ask(submission: Submission): Promise<boolean> {
    const id = submission.submissionId
    this.#unanswered += 1
    try {
      const answer = await this.#from.party.link.request({ kind: 'submit', submission })
      this.#uncertain.delete(id)
      if (answer.kind === 'throttled') return false
      if (answer.kind === 'accepted') this.places.set(id, answer.places[0]?.laneSequence ?? 0)
      else this.refusals.push(answer.kind)
      return true
    } catch (error) {
      const isUncertain = error instanceof LinkLost || (error instanceof GatewayError && error.code === 'UNAVAILABLE')
      if (isUncertain) this.#uncertain.add(id)
      else this.refusals.push(error instanceof GatewayError ? error.code : String(error))
      if (error instanceof LinkLost) this.broken += 1
      // Whoever is turned away at once must not ask again at once.
      else await pause(AGAIN_MS)
      return !isUncertain
    } finally {
      this.#unanswered -= 1
    }
  }

  #receive(push: Delivery): void {
    const { submissionId: id, laneSequence } = push
    const before = this.shown.get(id)
    if (before !== undefined) {
      if (before === laneSequence) this.pushedAgain += 1
      else this.doubled += 1
      return
    }
    if (!this.#submitted.has(id) || !Buffer.from(push.envelope).equals(envelopeOf(id))) this.strange += 1
    if (this.#taken.has(laneSequence)) this.doubled += 1
    if (!push.late && laneSequence < this.#lastShown) this.disordered += 1
    this.#lastShown = Math.max(this.#lastShown, laneSequence)
    this.#taken.add(laneSequence)
    this.shown.set(id, laneSequence)
  }
}

/** A message, new unless its id is given; with `ttlSeconds` it ends sooner than the agreement says. */
export const submissionOf = (from: CrowdUser, to: CrowdUser, { id = submissionId(randomUUID()), ttlSeconds = 0 }: { readonly id?: SubmissionId; readonly ttlSeconds?: number } = {}): Submission => {
  return {
    submissionId: id, senderUser: from.user, senderDevice: DEVICE, recipientUser: to.user, consentToken: from.token,
    envelopes: [{ deviceId: DEVICE, registrationId: REGISTRATION, type: 2, bytes: envelopeOf(id) }],
    commitment: COMMITMENT, messageClass: 'normal', urgent: false, ttlSeconds, partial: false, attachments: [],
  }
}

/** Bytes that name the submission, so that what arrives can be held against it. */
const envelopeOf = (id: SubmissionId): Buffer =>
  Buffer.from(encodeEnvelope({ deviceId: DEVICE, registrationId: REGISTRATION, type: 2, ciphertext: Buffer.alloc(MESSAGE_BYTES, id) }))
