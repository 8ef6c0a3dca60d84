// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a gateway in memory that devices talk to without a link: mailboxes, bundles, grants and device mismatches as the
// protocol has them. It can lose, repeat, reorder and lie, each only where the test says so.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Delivery, EventBody, PushedEvent, UserBundles } from '../../src/model/answers.ts'
import { GatewayError } from '../../src/model/errors.ts'
import { requestId as parseRequestId, userId as parseUserId } from '../../src/model/ids.ts'
import type { DeviceId, PartyId, RequestId, UserId } from '../../src/model/ids.ts'
import type { DeviceKeys, Enlistment, PartyRequest, PrekeyBytes, SignedPrekeyBytes, Submission } from '../../src/model/requests.ts'
import { LinkLost } from '../../src/sdk/transport.ts'
import type { DeviceTransport, GoodAnswer } from '../../src/sdk/transport.ts'

type Push = Delivery | PushedEvent
type Handler = (push: Push) => Promise<void>
type Request<Kind extends PartyRequest['kind']> = Extract<PartyRequest, { kind: Kind }>

/** What the gateway holds of one user. */
export interface EnlistedUser {
  party: PartyId
  enlistment: Enlistment
  readonly lasting: Map<DeviceId, DeviceKeys>
  readonly oneTime: Map<DeviceId, PrekeyBytes[]>
  readonly oneTimeKyber: Map<DeviceId, SignedPrekeyBytes[]>
}

/** A push that waits for one device. */
export interface Waiting { readonly user: UserId; readonly device: DeviceId; push: Push }

/** Where the gateway may lie; each gets the truth and returns what is said instead. */
export interface Lies {
  bundles?: (truth: UserBundles, request: Request<'getBundles'>) => UserBundles
  deliver?: (truth: Delivery) => Delivery
  issuerList?: (truth: string) => string
  /** Instead of any honest answer to a submission. */
  submit?: (submission: Submission) => GoodAnswer | undefined
}

const key = (user: UserId, device: DeviceId): string => `${user}.${device}`
const pair = (from: UserId, to: UserId): string => `${from}>${to}`

export class FakeBridge {
  readonly users = new Map<UserId, EnlistedUser>()
  readonly #tokens = new Map<string, Uint8Array>()
  readonly #requests = new Map<RequestId, { readonly from: UserId; readonly to: UserId }>()
  readonly #answers = new Map<string, { readonly digest: string; readonly answer: GoodAnswer }>()
  readonly #lanes = new Map<string, number>()
  /** Pushes that no device has acknowledged, oldest first. */
  readonly waiting: Waiting[] = []
  /** Ephemeral messages under way, oldest first. */
  readonly passing: Delivery[] = []
  readonly lies: Lies = {}
  readonly now: () => number
  issuerList = ''
  #sequence = 0

  constructor(now: () => number) {
    this.now = now
  }

  /** A device's way to this gateway. */
  link(party: PartyId): FakeLink {
    return new FakeLink(this, party)
  }

  /** Carries out one request of a party's user. */
  handle(party: PartyId, request: PartyRequest): GoodAnswer {
    switch (request.kind) {
      case 'enlist': return this.#enlist(party, request.enlistment)
      case 'changeIdentity': return this.#changeIdentity(party, request)
      case 'updateDevices': return this.#updateDevices(request)
      case 'putPrekeys': return this.#putPrekeys(request)
      case 'countPrekeys': return this.#stock(request)
      case 'getBundles': return this.#bundles(request)
      case 'getIssuerList': return { kind: 'issuerList', list: this.lies.issuerList?.(this.issuerList) ?? this.issuerList }
      case 'requestContact': return this.#requestContact(request)
      case 'decideContact': return this.#decide(request)
      case 'withdrawConsent':
        this.#close(request.user, request.peerUser)
        return { kind: 'done' }
      case 'reissueToken': {
        if (!this.#tokens.has(pair(request.user, request.peerUser))) throw new GatewayError('NOT_PERMITTED')
        return { kind: 'contact', ...this.#grant(request.user, request.peerUser) }
      }
      case 'submit': return this.lies.submit?.(request.submission) ?? this.#submit(request.submission)
      case 'report': return { kind: 'reported', reportId: request.reportId, leftToday: 19 }
      default: throw new GatewayError('UNKNOWN_REQUEST')
    }
  }

  /** Grants both directions, as if one had asked and the other agreed. */
  befriend(one: UserId, other: UserId): void {
    this.#tell(one, { kind: 'contactGranted', ...this.#grant(one, other) })
    this.#tell(other, { kind: 'contactGranted', ...this.#grant(other, one) })
  }

  /** Puts a push into the mailboxes of a user, true or not. */
  push(user: UserId, body: EventBody): void {
    this.#tell(user, body)
  }

  /** Puts a message into a mailbox, true or not. */
  inject(delivery: Delivery): void {
    this.waiting.push({ user: delivery.recipientUser, device: delivery.recipientDevice, push: delivery })
  }

  #enlist(party: PartyId, enlistment: Enlistment): GoodAnswer {
    const known = this.users.get(enlistment.userId)
    if (known === undefined) this.users.set(enlistment.userId, enlisted(party, enlistment))
    else if (!Buffer.from(known.enlistment.identityKey).equals(enlistment.identityKey)) throw new GatewayError('ALREADY_ENLISTED')
    return { kind: 'enlisted', deviceListVersion: enlistment.devices.version }
  }

  #changeIdentity(party: PartyId, { enlistment, endorsement }: Request<'changeIdentity'>): GoodAnswer {
    this.users.set(enlistment.userId, enlisted(party, enlistment))
    for (const [name] of this.#tokens) {
      const [holder = '', peer] = name.split('>')
      if (peer !== enlistment.userId) continue
      this.#tell(parseUserId(holder), {
        kind: 'identityChanged', user: parseUserId(holder), peerUser: enlistment.userId, newIdentityKey: enlistment.identityKey,
        endorsement, custody: enlistment.custody,
      })
    }
    return { kind: 'enlisted', deviceListVersion: enlistment.devices.version }
  }

  #updateDevices({ userId, devices, identityStatement }: Request<'updateDevices'>): GoodAnswer {
    const user = this.#user(userId)
    if (devices.version <= user.enlistment.devices.version) throw new GatewayError('STALE_DEVICE_LIST')
    user.enlistment = { ...user.enlistment, devices, identityStatement }
    return { kind: 'enlisted', deviceListVersion: devices.version }
  }

  #putPrekeys(request: Request<'putPrekeys'>): GoodAnswer {
    const user = this.#user(request.userId)
    const { deviceId } = request
    user.oneTime.set(deviceId, [...user.oneTime.get(deviceId) ?? [], ...request.oneTimePrekeys])
    user.oneTimeKyber.set(deviceId, [...user.oneTimeKyber.get(deviceId) ?? [], ...request.oneTimeKyberPrekeys])
    const { signedPrekey, lastResortKyberPrekey } = request
    if (signedPrekey !== undefined && lastResortKyberPrekey !== undefined) user.lasting.set(deviceId, { deviceId, signedPrekey, lastResortKyberPrekey })
    return this.#stock(request)
  }

  #stock({ userId, deviceId }: { readonly userId: UserId; readonly deviceId: DeviceId }): GoodAnswer {
    const user = this.#user(userId)
    return {
      kind: 'prekeyStock', oneTimePrekeys: user.oneTime.get(deviceId)?.length ?? 0, oneTimeKyberPrekeys: user.oneTimeKyber.get(deviceId)?.length ?? 0,
    }
  }

  #bundles(request: Request<'getBundles'>): GoodAnswer {
    this.#requireToken(request.senderUser, request.recipientUser, request.consentToken)
    const { enlistment, lasting, oneTime, oneTimeKyber } = this.#user(request.recipientUser)
    if (request.demandedCustody !== undefined && request.demandedCustody !== enlistment.custody) throw new GatewayError('CUSTODY_REFUSED')
    const wanted = enlistment.devices.devices.map(({ deviceId }) => deviceId)
      .filter((device) => request.deviceIds.length === 0 || request.deviceIds.includes(device))
    const truth: UserBundles = {
      identityKey: enlistment.identityKey, identityStatement: enlistment.identityStatement, devices: enlistment.devices,
      bundles: wanted.flatMap((deviceId) => {
        const keys = lasting.get(deviceId)
        return keys === undefined ? [] : [{
          deviceId, signedPrekey: keys.signedPrekey,
          kyberPrekey: oneTimeKyber.get(deviceId)?.shift() ?? keys.lastResortKyberPrekey, oneTimePrekey: oneTime.get(deviceId)?.shift(),
        }]
      }),
    }
    return { kind: 'bundles', ...this.lies.bundles?.(truth, request) ?? truth }
  }

  #requestContact({ fromUser, purposes, ...target }: Request<'requestContact'>): GoodAnswer {
    const [to] = [...this.users].find(([, { enlistment }]) => 'toAddress' in target && enlistment.address === target.toAddress) ?? []
    if (to !== undefined) {
      const requestId = parseRequestId(randomUUID())
      const from = this.#user(fromUser)
      this.#requests.set(requestId, { from: fromUser, to })
      this.#tell(to, {
        kind: 'contactRequested', requestId, user: to, fromParty: from.party, fromDisplayName: from.enlistment.displayName,
        fromAddress: from.enlistment.address ?? '', purposes, inbox: undefined, inboxLabel: '',
      })
    }
    return { kind: 'recorded', leftToday: 9 }
  }

  #decide({ user, subject, decision }: Request<'decideContact'>): GoodAnswer {
    const asked = 'requestId' in subject ? this.#requests.get(subject.requestId) : undefined
    const peer = 'requestId' in subject ? asked?.from : subject.peerUser
    if (peer === undefined) throw new GatewayError('NOT_FOUND')
    if (decision !== 'grant') this.#close(user, peer)
    else {
      this.#tell(user, { kind: 'contactGranted', ...this.#grant(user, peer), requestId: 'requestId' in subject ? subject.requestId : undefined })
      this.#tell(peer, { kind: 'contactGranted', ...this.#grant(peer, user) })
    }
    return { kind: 'done' }
  }

  #grant(holder: UserId, peer: UserId): Omit<Extract<EventBody, { kind: 'contactGranted' }>, 'kind'> {
    const consentToken = new Uint8Array(randomBytes(32))
    this.#tokens.set(pair(holder, peer), consentToken)
    const { party, enlistment } = this.#user(peer)
    return {
      user: holder, peerUser: peer, consentToken, peerParty: party, peerDisplayName: enlistment.displayName, peerAddress: enlistment.address ?? '',
      purposes: ['chat'], requestId: undefined,
    }
  }

  #close(one: UserId, other: UserId): void {
    this.#tokens.delete(pair(one, other))
    this.#tokens.delete(pair(other, one))
  }

  #submit(submission: Submission): GoodAnswer {
    const name = `${submission.senderUser}.${submission.senderDevice}.${submission.submissionId}`
    const digest = digestOf(submission)
    const before = this.#answers.get(name)
    if (before !== undefined && before.digest !== digest) throw new GatewayError('CONFLICT')
    if (before !== undefined) return before.answer
    this.#requireToken(submission.senderUser, submission.recipientUser, submission.consentToken)
    const mismatch = this.#mismatch(submission)
    if (mismatch !== undefined) return mismatch
    if (submission.messageClass === 'ephemeral') return this.#pass(submission)
    const places = submission.envelopes.map(({ deviceId, bytes }) => ({ deviceId, laneSequence: this.#deliver(submission, deviceId, bytes) }))
    const answer: GoodAnswer = { kind: 'accepted', gatewayTimeMs: this.now(), places, frank: undefined }
    this.#answers.set(name, { digest, answer })
    return answer
  }

  #mismatch({ recipientUser, envelopes, partial }: Submission): GoodAnswer | undefined {
    const { devices } = this.#user(recipientUser).enlistment
    const isSubset = partial || envelopes.every(({ type }) => type === 8)
    const sealed = new Map(envelopes.map((envelope) => [envelope.deviceId, envelope.registrationId]))
    const missing = isSubset ? [] : devices.devices.map(({ deviceId }) => deviceId).filter((id) => !sealed.has(id))
    const extra = [...sealed.keys()].filter((id) => !devices.devices.some(({ deviceId }) => deviceId === id))
    const stale = devices.devices.filter(({ deviceId, registrationId }) => sealed.has(deviceId) && sealed.get(deviceId) !== registrationId)
      .map(({ deviceId }) => deviceId)
    if (missing.length + extra.length + stale.length === 0) return undefined
    return { kind: 'deviceMismatch', missing, extra, stale, deviceListVersion: devices.version }
  }

  #pass(submission: Submission): GoodAnswer {
    for (const { deviceId, bytes } of submission.envelopes) this.passing.push({ ...this.#deliveryOf(submission, deviceId, bytes), streamSequence: 0, laneSequence: 0 })
    return { kind: 'accepted', gatewayTimeMs: this.now(), places: [], frank: undefined }
  }

  #deliver(submission: Submission, device: DeviceId, envelope: Uint8Array): number {
    const lane = `${submission.senderUser}>${key(submission.recipientUser, device)}`
    const laneSequence = (this.#lanes.get(lane) ?? 0) + 1
    this.#lanes.set(lane, laneSequence)
    const truth = { ...this.#deliveryOf(submission, device, envelope), streamSequence: this.#sequence += 1, laneSequence }
    this.inject(this.lies.deliver?.(truth) ?? truth)
    return laneSequence
  }

  #deliveryOf({ submissionId, senderUser, senderDevice, recipientUser, commitment, urgent }: Submission, device: DeviceId, envelope: Uint8Array): Delivery {
    return {
      kind: 'deliver', streamSequence: 0, submissionId, senderUser, senderDevice, recipientUser, recipientDevice: device, laneSequence: 0,
      gatewayTimeMs: this.now(), attempt: 1, commitment, frank: undefined, envelope, urgent, late: false,
    }
  }

  #tell(user: UserId, body: EventBody): void {
    for (const { deviceId } of this.#user(user).enlistment.devices.devices) {
      this.waiting.push({ user, device: deviceId, push: { kind: 'event', streamSequence: this.#sequence += 1, timeMs: this.now(), body } })
    }
  }

  #requireToken(holder: UserId, peer: UserId, token: Uint8Array): void {
    const known = this.#tokens.get(pair(holder, peer))
    if (known === undefined || !Buffer.from(known).equals(token)) throw new GatewayError('NOT_PERMITTED')
  }

  #user(id: UserId): EnlistedUser {
    const user = this.users.get(id)
    if (user === undefined) throw new GatewayError('NOT_YOURS')
    return user
  }
}

/** One device's way to the gateway; it can be cut, and it can lose requests and answers. */
export class FakeLink implements DeviceTransport {
  readonly #bridge: FakeBridge
  readonly #party: PartyId
  readonly #handlers = new Map<UserId, Handler>()
  readonly #glimpses = new Map<UserId, (delivery: Delivery) => Promise<void>>()
  readonly #listeners = new Set<() => void>()
  /** Requests that reached the gateway, in order. */
  readonly carried: PartyRequest[] = []
  isUp = true
  /** How often the next requests are carried out without an answer getting back; by kind of request. */
  readonly loseAnswers = new Map<PartyRequest['kind'], number>()

  constructor(bridge: FakeBridge, party: PartyId) {
    this.#bridge = bridge
    this.#party = party
  }

  async request(request: PartyRequest): Promise<GoodAnswer> {
    if (!this.isUp) throw new LinkLost('the test cut it')
    this.carried.push(structuredClone(request))
    const answer = this.#bridge.handle(this.#party, request)
    const left = this.loseAnswers.get(request.kind) ?? 0
    if (left === 0) return answer
    this.loseAnswers.set(request.kind, left - 1)
    throw new LinkLost('the test lost the answer')
  }

  subscribe(user: UserId, handler: Handler): () => void {
    this.#handlers.set(user, handler)
    return () => { this.#handlers.delete(user) }
  }

  subscribeOnce(user: UserId, handler: (delivery: Delivery) => Promise<void>): () => void {
    this.#glimpses.set(user, handler)
    return () => { this.#glimpses.delete(user) }
  }

  onOpen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** The link is open again. */
  reopen(): void {
    this.isUp = true
    for (const listener of this.#listeners) listener()
  }

  /** What takes pushes for a user; undefined while the link is cut or nobody listens. */
  handlerOf(user: UserId): Handler | undefined {
    return this.isUp ? this.#handlers.get(user) : undefined
  }

  /** What takes what comes once; as {@link handlerOf}. */
  glimpserOf(user: UserId): ((delivery: Delivery) => Promise<void>) | undefined {
    return this.isUp ? this.#glimpses.get(user) : undefined
  }

  /** Submissions that reached the gateway. */
  submissions(): readonly Submission[] {
    return this.carried.flatMap((request) => (request.kind === 'submit' ? [request.submission] : []))
  }
}

const enlisted = (party: PartyId, enlistment: Enlistment): EnlistedUser => ({
  party, enlistment, lasting: new Map(enlistment.deviceKeys.map((keys) => [keys.deviceId, keys])), oneTime: new Map(), oneTimeKyber: new Map(),
})

const digestOf = ({ recipientUser, envelopes, commitment }: Submission): string => {
  const hash = createHash('sha256').update(recipientUser).update(commitment)
  for (const { bytes } of envelopes) hash.update(bytes)
  return hash.digest('hex')
}
