// SPDX-License-Identifier: AGPL-3.0-only
// One user of a provider with one device: enlists, grants every request for contact, answers every text. Keeps everything in memory, so it is over when its process is.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { deviceId } from '../../../src/model/ids.ts'
import type { DeviceId, UserId } from '../../../src/model/ids.ts'
import { EnvelopeType, SignalCryptoError } from '../../../src/model/signal-crypto.ts'
import type { Bytes, SealedMessage } from '../../../src/model/signal-crypto.ts'
import { createIndependent } from '../index.ts'
import { isSame, join } from '../bytes.ts'
import { userBytes } from '../messages.ts'
import { decodeFields, encodeFields, required, varint } from '../protobuf.ts'
import type { Field, Fields } from '../protobuf.ts'
import { plaintextOf, readPlaintext } from './content.ts'
import type { Saying } from './content.ts'
import { userOf, verifyKeys } from './contacts.ts'
import type { Contact } from './contacts.ts'
import { Kind, LinkEnded } from './link.ts'
import type { Admission, Frame, Keys, Link } from './link.ts'
import { createOwn } from './own.ts'
import type { Own } from './own.ts'

/** What waits for an answer of the gateway: these bytes under this id, until there is one. */
interface Waiting {
  submissionId: Bytes
  readonly contact: Contact
  /** undefined for a retry request, which is for one device and not sealed. */
  readonly saying: Saying | undefined
  readonly messageId: Bytes
  isUnderWay: boolean
  fields: readonly Field[] | undefined
}

const [GRANT, NORMAL] = [1, 1]
const TTL_SECONDS = 86_400
/** A device that nobody has: for who wants identity and list alone. */
const NO_DEVICE = 127
/** Codes after which nothing gets better: malformed, not yours, not permitted, conflict. Any other, known or not, is for the moment. */
const FINAL_CODES: ReadonlySet<number> = new Set([3, 12, 14, 17])

const crypto = createIndependent()
const nonce = (): Bytes => userBytes(randomUUID())

/** The person. */
export class Person {
  readonly #admission: Admission
  readonly #own: Own
  readonly #contacts = new Map<UserId, Contact>()
  readonly #waiting = new Set<Waiting>()
  /** Submissions and messages that were taken, and first messages by their base keys. */
  readonly #taken = new Set<string>()
  #isEnlisted = false
  #link: Link | undefined
  /** One step at a time: sessions are read, and written when the step is over. */
  #turn: Promise<undefined> = Promise.resolve(undefined)

  constructor(keys: Keys, admission: Admission) {
    this.#admission = admission
    this.#own = createOwn(crypto, keys, admission)
  }

  /** Goes on over a new link: enlists if it has not, and sends again what had no answer. */
  async live(link: Link): Promise<void> {
    this.#link = link
    if (!this.#isEnlisted) await this.#enlist(link)
    for (const waiting of this.#waiting) void this.#transmit(waiting)
    await link.ended
  }

  /** Takes what the gateway pushes, in its order; acknowledges what it has done with. */
  hear(link: Link, { kind, body }: Frame): void {
    const sequence = body.number(1) ?? 0
    if ((kind !== Kind.DELIVER && kind !== Kind.EVENT) || sequence === 0) return
    void this.#inTurn(async () => {
      try {
        await (kind === Kind.EVENT ? this.#onEvent(link, body) : this.#onDeliver(body))
        link.acknowledge(sequence)
      } catch {
        // It comes again: now, or on the next link where this one ended meanwhile.
        link.giveBack(sequence)
      }
    })
  }

  /** One step after another. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step)
    this.#turn = result.then(() => undefined, () => undefined)
    return result
  }

  async #enlist(link: Link): Promise<void> {
    const { kind } = await link.ask(Kind.ENLIST, this.#own.enlistment)
    if (kind !== Kind.ENLISTED) throw new Error(`not enlisted: ${String(kind)}`)
    this.#isEnlisted = true
    await link.ask(Kind.PUT_PREKEYS, this.#own.oneTimePrekeys)
  }

  async #onEvent(link: Link, body: Fields): Promise<void> {
    const [requested, granted, changed] = [body.bytes(10), body.bytes(11), body.bytes(12)]
    if (requested !== undefined) await link.ask(Kind.DECIDE_CONTACT, [[1, this.#own.user], [2, required(decodeFields(requested).bytes(1))], [4, GRANT]])
    if (changed !== undefined) this.#halt(decodeFields(changed))
    if (granted === undefined) return
    const fields = decodeFields(granted)
    const user = userOf(required(fields.bytes(1)))
    this.#contacts.set(user, { keys: undefined, sessions: new Map(), isHalted: false, ...this.#contacts.get(user), user, token: required(fields.bytes(2)) })
  }

  /** Nobody is there who could accept another key. */
  #halt(changed: Fields): void {
    const contact = this.#contacts.get(userOf(required(changed.bytes(2))))
    if (contact?.keys !== undefined && !isSame(contact.keys.identityKey, required(changed.bytes(3)))) contact.isHalted = true
  }

  async #onDeliver(body: Fields): Promise<void> {
    const contact = this.#contacts.get(userOf(required(body.bytes(3))))
    const [submission, sender] = [required(body.bytes(2)), deviceId(required(body.number(4)))]
    const envelope = decodeFields(required(body.bytes(12)))
    const type = envelope.number(3)
    const name = `submission ${String(contact?.user)} ${String(sender)} ${Buffer.from(submission).toString('hex')}`
    if (contact === undefined || this.#taken.has(name) || (type !== EnvelopeType.PREKEY && type !== EnvelopeType.RATCHET)) return
    const message: SealedMessage = { type, ciphertext: required(envelope.bytes(4)) }
    const plaintext = await this.#open(contact, sender, message).catch((error: unknown) => {
      if (!(error instanceof SignalCryptoError)) throw error
      if (error.reason !== 'duplicate') this.#askAgain(contact, sender, submission, message)
    })
    this.#taken.add(name)
    if (plaintext !== undefined) this.#read(contact, plaintext, required(body.bytes(10)))
  }

  async #open(contact: Contact, sender: DeviceId, message: SealedMessage): Promise<Bytes> {
    const { identityKey } = contact.keys ?? await this.#fetchKeys(contact, [NO_DEVICE])
    const remote = { address: { user: contact.user, device: sender }, identityKey }
    const opened = await crypto.open(this.#own.local, remote, contact.sessions.get(sender), message, this.#own.prekeys)
    if (opened.usedKyberPrekey !== undefined && !this.#isNew(`base key ${Buffer.from(opened.usedKyberPrekey.baseKey).toString('hex')}`)) throw new SignalCryptoError('duplicate')
    if (opened.usedOneTimePrekey !== undefined) this.#own.prekeys.drop(opened.usedOneTimePrekey)
    contact.sessions.set(sender, opened.session)
    return opened.plaintext
  }

  #read(contact: Contact, plaintext: Bytes, commitment: Bytes): void {
    const said = readPlaintext(plaintext, commitment)
    if (said === undefined || !isSame(said.sender, userBytes(contact.user)) || !isSame(said.recipient, this.#own.user)) return
    if (said.text === undefined || !this.#isNew(`message ${contact.user} ${Buffer.from(said.messageId).toString('hex')}`)) return
    this.#say(contact, { delivered: said.messageId })
    this.#say(contact, { text: `echo: ${said.text}` })
  }

  /** Whether something is taken for the first time. */
  #isNew(what: string): boolean {
    const isNew = !this.#taken.has(what)
    this.#taken.add(what)
    return isNew
  }

  #say(contact: Contact, saying: Saying): void {
    this.#wait({ submissionId: nonce(), contact, saying, messageId: nonce(), isUnderWay: false, fields: undefined })
  }

  /** A retry request: the only thing that is not sealed. */
  #askAgain(contact: Contact, device: DeviceId, submission: Bytes, message: SealedMessage): void {
    const registrationId = contact.keys?.devices.find(({ id }) => id === device)?.registrationId
    if (registrationId === undefined) return
    const retry = encodeFields([[1, submission], [2, crypto.decryptionError(message, Date.now(), device)]])
    const envelope = encodeFields([[1, device], [2, registrationId], [3, EnvelopeType.PLAINTEXT], [4, retry]])
    this.#wait({ submissionId: nonce(), contact, saying: undefined, messageId: nonce(), isUnderWay: false, fields: [[6, envelope], [11, 1]] })
  }

  #wait(waiting: Waiting): void {
    this.#waiting.add(waiting)
    void this.#transmit(waiting)
  }

  /** Sends something until it is answered, or until the link ends: then on the next one. */
  async #transmit(waiting: Waiting): Promise<void> {
    if (waiting.isUnderWay) return
    waiting.isUnderWay = true
    try {
      for (let isOver = false; !isOver;) isOver = await this.#submit(waiting)
      this.#waiting.delete(waiting)
    } catch (error) {
      // What nobody vouches for is not written to.
      if (!(error instanceof LinkEnded)) this.#waiting.delete(waiting)
    } finally {
      waiting.isUnderWay = false
    }
  }

  /** Whether that was the end of it. */
  async #submit(waiting: Waiting): Promise<boolean> {
    const [link, { contact }] = [this.#link, waiting]
    if (link === undefined) throw new LinkEnded('no link')
    waiting.fields ??= await this.#inTurn(() => this.#seal(waiting))
    const { kind, body } = await link.ask(Kind.SUBMIT, [
      [1, waiting.submissionId], [2, this.#own.user], [3, this.#own.local.address.device], [4, userBytes(contact.user)], [5, contact.token], [8, NORMAL], [10, TTL_SECONDS], ...waiting.fields,
    ])
    if (kind === Kind.DEVICE_MISMATCH) {
      // Nothing of it was stored: it is sealed anew, and is another submission.
      Object.assign(waiting, { submissionId: nonce(), fields: await this.#inTurn(() => this.#sealAnew(waiting)) })
      return false
    }
    if (kind === Kind.ACCEPTED || (kind === Kind.ERROR && FINAL_CODES.has(body.number(1) ?? 0))) return true
    await pause(1_000 * Math.max(1, body.number(kind === Kind.THROTTLED ? 1 : 4) ?? 0))
    return false
  }

  async #sealAnew(waiting: Waiting): Promise<readonly Field[]> {
    const { contact } = waiting
    for (const [device, session] of contact.sessions) contact.sessions.set(device, crypto.archive(session))
    return this.#seal(waiting)
  }

  async #seal({ contact, saying, messageId }: Waiting): Promise<readonly Field[]> {
    if (saying === undefined) throw new Error('a retry request is not sealed')
    if (contact.isHalted) throw new Error('the identity key changed')
    const lacks = (device: DeviceId): boolean => !crypto.canSeal(contact.sessions.get(device) ?? new Uint8Array(0), Date.now())
    const fresh = contact.keys === undefined || contact.keys.devices.some(({ id }) => lacks(id)) ? await this.#fetchKeys(contact, []) : undefined
    const { identityKey, devices } = fresh ?? required(contact.keys)
    const { plaintext, commitment } = plaintextOf(messageId, this.#own.user, userBytes(contact.user), saying, Date.now())
    const envelopes: Field[] = []
    for (const { id, registrationId } of devices) {
      const remote = { address: { user: contact.user, device: id }, identityKey }
      const known = contact.sessions.get(id)
      const session = lacks(id) ? await crypto.startSession(this.#own.local, remote, required(fresh?.bundles.get(id)), known, Date.now()) : required(known)
      const sealed = await crypto.seal(this.#own.local, remote, session, plaintext, Date.now())
      contact.sessions.set(id, sealed.session)
      envelopes.push([6, encodeFields([[1, id], [2, registrationId], [3, sealed.message.type], [4, sealed.message.ciphertext]])])
    }
    return [...envelopes, [7, commitment], [9, 'text' in saying ? 1 : 0]]
  }

  async #fetchKeys(contact: Contact, devices: readonly number[]): Promise<ReturnType<typeof verifyKeys>> {
    const link = this.#link
    if (link === undefined) throw new LinkEnded('no link')
    const { kind, body } = await link.ask(Kind.GET_BUNDLES, [
      [1, this.#own.user], [2, userBytes(contact.user)], [3, contact.token], [5, devices.length === 0 ? undefined : join(devices.map(varint))],
    ])
    if (kind !== Kind.BUNDLES) throw new Error('no keys')
    const vouched = verifyKeys(body, contact, this.#admission, crypto)
    contact.keys = vouched
    return vouched
  }
}
