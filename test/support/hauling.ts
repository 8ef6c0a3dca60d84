// SPDX-License-Identifier: AGPL-3.0-only
// Promise: people who send each other sealed files through a gateway that comes and goes, and keep books of what it acknowledged. Nothing encrypts.
import { createHash, hash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from '../../src/model/answers.ts'
import type { AttachmentId, AttachmentTicket } from '../../src/model/attachments.ts'
import { GatewayError } from '../../src/model/errors.ts'
import { deviceId } from '../../src/model/ids.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import { LinkLost } from '../../src/sdk/link/index.ts'
import { askMedia, patchMedia } from './attachment-request.ts'
import type { MediaAnswer } from './attachment-request.ts'
import type { CrowdUser } from './crowd.ts'
import type { MediaHost } from './media-host.ts'
import { submissionOf } from './opaque-load.ts'

/** Where one file is on its way; between two of them it is nowhere. */
export type Phase = 'none' | 'uploading' | 'uploaded' | 'fetching' | 'downloading'

const DEVICE = deviceId(1)
const KIB = 1_024
/** Sizes of files, and of what one request sends. */
const [LEAST_BYTES, MOST_BYTES, PIECE_BYTES] = [200 * KIB, 3_000 * KIB, 256 * KIB]
/** Pause of who was told to come again, or met nobody. */
const AGAIN_MS = 25
/** Pauses in which a fault meets a file between two steps. */
const BETWEEN_MS = 40

type Ticket = Pick<AttachmentTicket, 'url' | 'ticket'>

/** One person who sends files to another until told to stop; with a host the sender's provider hosts them. */
export class Hauler {
  /** Files that the gateway has in trust: acknowledged, and the recipient is not done with them. */
  readonly kept = new Set<AttachmentId>()
  /** Files of which the recipient said that it has them. */
  readonly done = new Set<AttachmentId>()
  /** What an honest person must never see. */
  readonly failures: string[] = []
  /** Offsets that were answered. */
  acknowledged = 0
  phase: Phase = 'none'
  readonly #from: CrowdUser
  readonly #to: CrowdUser
  readonly #random: () => number
  readonly #host: MediaHost | undefined
  #isSending = true
  #isOver = false
  readonly #work: Promise<void>

  constructor(from: CrowdUser, to: CrowdUser, random: () => number, host?: MediaHost) {
    this.#from = from
    this.#to = to
    this.#random = random
    this.#host = host
    this.#work = this.#haulAll()
  }

  /** Begins no more files; resolves when the last has arrived. */
  async stop(): Promise<void> {
    this.#isSending = false
    await this.#work
  }

  /** Asks nothing more, whatever is open. */
  end(): void {
    this.#isSending = false
    this.#isOver = true
  }

  async #haulAll(): Promise<void> {
    while (this.#isSending) {
      try {
        await this.#haulOne()
      } catch (error) {
        if (this.#isOver) return
        this.failures.push(error instanceof Error ? error.message : String(error))
      } finally {
        this.phase = 'none'
      }
    }
  }

  async #haulOne(): Promise<void> {
    const content = randomBytes(Math.floor(LEAST_BYTES + this.#random() * (MOST_BYTES - LEAST_BYTES)))
    const offer = {
      senderUser: this.#from.user, senderDevice: DEVICE, recipientUser: this.#to.user, consentToken: this.#from.token, sizeBytes: content.length, sha256: hash('sha256', content, 'buffer'),
    }
    const id = this.#host === undefined
      ? await this.#upload(content, await this.#ask(this.#from, { kind: 'createUpload', ...offer }))
      : idOf(await this.#ask(this.#from, { kind: 'offerHosted', ...offer, host: this.#host.host, path: this.#host.put(content) }))
    await pause(this.#random() * BETWEEN_MS)
    const submitted = await this.#ask(this.#from, { kind: 'submit', submission: { ...submissionOf(this.#from, this.#to), attachments: [id] } })
    if (submitted.kind !== 'accepted') throw new Error(`a message with a file was answered ${submitted.kind}`)
    this.kept.add(id)
    await this.#download(id, content)
    if (this.#random() < 0.5) return
    await this.#ask(this.#to, { kind: 'attachmentDone', user: this.#to.user, deviceId: DEVICE, attachmentId: id })
    this.kept.delete(id)
    this.done.add(id)
  }

  /** Piece after piece; where an answer is missing, from where the gateway says that it is. */
  async #upload(content: Uint8Array, created: Answer): Promise<AttachmentId> {
    if (created.kind !== 'attachmentTicket') throw new Error(`an upload was answered ${created.kind}`)
    this.phase = 'uploading'
    const id = created.attachmentId
    let [ticket, offset, acknowledged, isSure]: [Ticket, number, number, boolean] = [created, 0, 0, true]
    while (acknowledged < content.length) {
      const answer = await this.#asked(isSure ? patchMedia(ticket, offset, content.subarray(offset, offset + PIECE_BYTES)) : askMedia(ticket, 'HEAD'))
      isSure = answer?.status === 204 || answer?.status === 200
      if (isSure) {
        offset = Number(answer?.headers['upload-offset'])
        if (!(offset >= acknowledged)) throw new Error(`an upload stood at ${String(acknowledged)} and now stands at ${String(offset)}`)
        acknowledged = offset
        this.acknowledged += 1
      } else if (answer?.status === 401) ticket = await this.#ticket(this.#from, id)
    }
    this.phase = 'uploaded'
    return id
  }

  async #download(id: AttachmentId, content: Uint8Array): Promise<void> {
    this.phase = this.#host === undefined ? 'downloading' : 'fetching'
    for (;;) {
      const ticket = await this.#ticket(this.#to, id)
      this.phase = 'downloading'
      const answer = await this.#asked(askMedia(ticket, 'GET', { stopMs: this.#random() * BETWEEN_MS }))
      if (answer === undefined) continue
      if (answer.status !== 200) throw new Error(`a file was answered ${String(answer.status)}`)
      if (!createHash('sha256').update(answer.body).digest().equals(hash('sha256', content, 'buffer'))) throw new Error('a file came with other bytes')
      return
    }
  }

  /** A ticket once there is something to do with it. */
  async #ticket({ party, user }: CrowdUser, id: AttachmentId): Promise<Ticket> {
    for (;;) {
      const answer = await this.#ask({ party, user, token: new Uint8Array() }, { kind: 'getAttachment', user, deviceId: DEVICE, attachmentId: id })
      if (answer.kind === 'attachmentTicket') return answer
      if (answer.kind !== 'attachmentStatus' || answer.state !== 'pending') throw new Error(`a file is ${answer.kind === 'attachmentStatus' ? answer.state : answer.kind}`)
      await pause(AGAIN_MS)
    }
  }

  /** undefined where the gateway was gone or busy. */
  async #asked(asking: Promise<MediaAnswer>): Promise<MediaAnswer | undefined> {
    const answer = await asking.catch(() => undefined)
    if (this.#isOver) throw new Error('over')
    const isBusy = answer === undefined || answer.status === 503 || answer.status === 429 || answer.status === 409
    if (isBusy) await pause(AGAIN_MS)
    else if (answer.status >= 400 && answer.status !== 401) throw new Error(`the gateway answered ${String(answer.status)} ${answer.body.toString()}`)
    return isBusy ? undefined : answer
  }

  /** The same until it is answered. */
  async #ask({ party }: CrowdUser, asked: PartyRequest): Promise<Answer> {
    for (;;) {
      if (this.#isOver) throw new Error('over')
      try {
        const answer = await party.link.request(asked)
        if (answer.kind !== 'throttled') return answer
      } catch (error) {
        if (!(error instanceof LinkLost) && !(error instanceof GatewayError && error.code === 'UNAVAILABLE')) throw error
      }
      await pause(AGAIN_MS)
    }
  }
}

const idOf = (answer: Answer): AttachmentId => {
  if (answer.kind !== 'attachmentStatus') throw new Error(`an offer was answered ${answer.kind}`)
  return answer.attachmentId
}
