// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every request that a link may send, as an honest device of a user would send it, and what whoever may not send it is told. A request without a row here
// does not compile: say whom it speaks for, what another party's try is answered, and how it names somebody else.
import { createHash, randomUUID } from 'node:crypto'
import { attachmentId } from '../../src/model/attachments.ts'
import { enforcementId } from '../../src/model/enforcement.ts'
import type { AttachmentId } from '../../src/model/attachments.ts'
import type { ErrorCode } from '../../src/model/errors.ts'
import { address, deviceId, registrationId, requestId, submissionId, userReference } from '../../src/model/ids.ts'
import { inviteId } from '../../src/model/invites.ts'
import { reportId } from '../../src/model/reports.ts'
import type { FrankedMessage } from '../../src/model/reports.ts'
import type { AttachmentOffer, EnvelopeView, PartyRequest, Submission } from '../../src/model/requests.ts'
import type { RequestKind } from '../../src/links/handlers.ts'
import type { Store } from '../../src/store/port.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { START } from './registry-world.ts'
import { messageOf } from './relay-world.ts'
import type { RelayWorld } from './relay-world.ts'
import { enlistRequest, prekeysRequest, signal, updateDevicesRequest } from './subscribers.ts'
import type { Subscriber } from './subscribers.ts'
import type { Attempt } from './unwilling.ts'

/** Who says it, for whom, and toward whom. `sender` is the user that the frame speaks for, whoever it belongs to. */
export interface Saying extends Attempt { readonly world: RelayWorld }

/** What a refused frame is answered: an error of this code, or an answer that tells as little. */
export type Refused = ErrorCode | 'nothing'

/** One way to send a frame. */
export interface FrameRow<K extends RequestKind> {
  /** What is done, as a test's title says it. */
  readonly title: string
  /** The frame; each call makes a fresh one, as a new wish and not a repetition. */
  readonly ask: (saying: Saying) => Extract<PartyRequest, { kind: K }> | Promise<Extract<PartyRequest, { kind: K }>>
  /** What an honest one between two who may talk is answered: the answer's kind, or the error. */
  readonly honest: string
  /** What another party is told that speaks for the user, and for one whom nobody has; undefined where the frame speaks for no user. */
  readonly foreign?: Refused
  /** Who may send it, if not every party. */
  readonly role?: 'core'
  /** How it names somebody else, if it does. */
  readonly toward?: Toward
}

/** A frame that names somebody else. */
export interface Toward {
  /** What whoever does not reach the other is told, whatever the reason. */
  readonly told: 'NOT_PERMITTED' | 'REPORT_REFUSED' | 'done' | 'recorded'
  /** Shows the token of the pair. */
  readonly showsToken?: true
  /** Changes what the sender said of the other, or uses up what others count on, so that no other frame may come after it. */
  readonly alone?: true
  /** Tries until the sender's own limit is used up, where there is one below {@link FEW_TRIES}, or just over it. */
  readonly tries?: number
}

/** Tries after which every limit of a pair shows. */
export const FEW_TRIES = 12

/** Refusals of people in a burst, and two more. */
const OVER_REFUSALS = 102

const SHA256 = createHash('sha256').update('ciphertext').digest()
/** The host at which the provider may keep attachments. */
const MEDIA_HOST = 'media.heron.example'

const offerOf = ({ sender, recipient, token }: Attempt): AttachmentOffer =>
  ({ senderUser: sender.user, senderDevice: deviceId(1), recipientUser: recipient.user, consentToken: token, sizeBytes: 1_000, sha256: SHA256 })

const absent = (): AttachmentId => attachmentId(randomUUID())
const own = ({ sender }: Saying) => ({ user: sender.user, deviceId: deviceId(1), attachmentId: absent() })

const sealed = (type: EnvelopeView['type'] = 2, device = 1): EnvelopeView => {
  const place = { deviceId: deviceId(device), registrationId: registrationId(1001), type }
  return { ...place, bytes: encodeEnvelope({ ...place, ciphertext: Buffer.alloc(100, 7) }) }
}

/** A message as if it had come, with a word of the gateway's that it never gave. */
const forged = (): FrankedMessage => ({
  senderDevice: deviceId(1), submissionId: submissionId(randomUUID()), gatewayTimeMs: START, commitment: Buffer.alloc(32, 7), keyEpoch: 1, mac: Buffer.alloc(32, 7),
})

const submit = (saying: Saying, changes: Partial<Submission> = {}): Extract<PartyRequest, { kind: 'submit' }> =>
  ({ kind: 'submit', submission: messageOf(saying, '', { envelopes: [sealed()], ...changes }) })

/** As its home would enlist it: under no address of another home's, and the address of a core user is the participation's. */
const enlisting = ({ world, sender }: Saying): Subscriber => ({
  ...sender, forProvider: sender.home === world.core ? world.heron.party : undefined,
  address: sender.home !== world.core && sender.address?.endsWith(`@${sender.home.party}`) === true ? sender.address : undefined,
})

/** Every party may keep attachments at {@link MEDIA_HOST}. */
export const withMediaHost = (store: Store): Store => ({ ...store, read: { ...store.read, party: async (party) => {
  const row = await store.read.party(party)
  return row && { ...row, mediaHosts: [MEDIA_HOST] }
} } })

/** The address under which people would look for the recipient; of whoever has none, one that nobody has. */
const addressOf = ({ recipient }: Attempt) => address(recipient.address ?? 'nobody@wren.example')

const decision = (title: string, decision: 'grant' | 'deny' | 'block', toward: Toward, honest = 'done'): FrameRow<'decideContact'> => ({
  title, honest, foreign: 'NOT_YOURS', toward,
  ask: ({ sender, recipient }) => ({ kind: 'decideContact', user: sender.user, subject: { peerUser: recipient.user }, decision }),
})

/** Every request, in each of its forms. */
export const frameTable: { readonly [K in RequestKind]: readonly FrameRow<K>[] } = {
  listEnforcement: [{ title: 'listing enforcement', honest: 'enforcementList', ask: () => ({ kind: 'listEnforcement' }) }],
  // Whoever asks, a step that is not theirs is none.
  appeal: [{ title: 'appealing a step that is not there', honest: 'NOT_FOUND', ask: () => ({ kind: 'appeal', enforcementId: enforcementId(randomUUID()), text: 'why' }) }],
  enlist: [{
    // Its id and its identity are another's; everything that its home says of them it says itself.
    title: 'enlisting', honest: 'ALREADY_ENLISTED', foreign: 'ALREADY_ENLISTED', ask: (saying) => enlistRequest(enlisting(saying)),
  }],
  updateDevices: [{ title: 'a newer device list', honest: 'enlisted', foreign: 'NOT_YOURS', ask: ({ sender }) => updateDevicesRequest(sender, 2, [[1, 1001], [2, 2002]], [2]) }],
  changeIdentity: [{
    title: 'another identity', honest: 'enlisted', foreign: 'NOT_YOURS',
    ask: async (saying) => {
      const { enlistment, signature } = await enlistRequest(enlisting(saying), { identity: signal.createIdentity(), version: 2, devices: [[1, 3003]] })
      return { kind: 'changeIdentity', enlistment, signature, endorsement: new Uint8Array(0) }
    },
  }],
  unenlist: [{ title: 'erasing', honest: 'erased', foreign: 'NOT_YOURS', ask: ({ sender }) => ({ kind: 'unenlist', userId: sender.user }) }],
  putIssuerList: [{
    title: 'an issuer list', honest: 'done', role: 'core',
    ask: async ({ world }) => ({ kind: 'putIssuerList', list: await world.core.home.signIssuerList({ version: 1, parties: [] }) }),
  }],
  getIssuerList: [{ title: 'asking for the issuer list', honest: 'NOT_FOUND', ask: () => ({ kind: 'getIssuerList' }) }],
  putPrekeys: [{ title: 'one-time keys', honest: 'prekeyStock', foreign: 'NOT_YOURS', ask: ({ sender }) => prekeysRequest(sender, { ec: [1, 2] }) }],
  countPrekeys: [{ title: 'counting keys', honest: 'prekeyStock', foreign: 'NOT_YOURS', ask: ({ sender }) => ({ kind: 'countPrekeys', userId: sender.user, deviceId: deviceId(1) }) }],
  getBundles: ([undefined, 'DEVICE', 'VAULT'] as const).map((demandedCustody) => ({
    title: `taking keys in ${demandedCustody ?? 'any'} custody`, honest: demandedCustody === 'VAULT' ? 'CUSTODY_REFUSED' : 'bundles', foreign: 'NOT_YOURS',
    toward: { told: 'NOT_PERMITTED', showsToken: true, alone: true },
    ask: ({ sender, recipient, token }) => ({
      kind: 'getBundles', senderUser: sender.user, recipientUser: recipient.user, consentToken: token, demandedCustody, deviceIds: [],
    }),
  })),
  requestContact: [{
    title: 'asking for contact', honest: 'recorded', foreign: 'NOT_YOURS', toward: { told: 'recorded', alone: true },
    ask: (saying) => ({ kind: 'requestContact', fromUser: saying.sender.user, toAddress: addressOf(saying), purposes: ['chat'] }),
  }, {
    title: 'asking by an invite that nobody made', honest: 'recorded', foreign: 'NOT_YOURS', toward: { told: 'recorded', alone: true },
    ask: ({ sender }) => ({ kind: 'requestContact', fromUser: sender.user, invite: Buffer.alloc(32, 7), purposes: ['chat'] }),
  }],
  createInvite: [{
    title: 'making an invite', honest: 'inviteCreated', foreign: 'NOT_YOURS',
    ask: ({ sender }) => ({ kind: 'createInvite', user: sender.user, maxUses: 1, lifetimeSeconds: 60, purposes: ['chat'] }),
  }],
  revokeInvite: [{
    title: 'revoking an invite that is not there', honest: 'done', foreign: 'NOT_YOURS',
    ask: ({ sender }) => ({ kind: 'revokeInvite', user: sender.user, inviteId: inviteId(randomUUID()) }),
  }],
  decideContact: [
    decision('granting', 'grant', { told: 'NOT_PERMITTED' }),
    decision('denying', 'deny', { told: 'done', alone: true, tries: OVER_REFUSALS }),
    decision('blocking', 'block', { told: 'done', alone: true }),
    {
      title: 'answering a request', honest: 'NOT_FOUND', foreign: 'NOT_YOURS',
      ask: ({ sender }) => ({ kind: 'decideContact', user: sender.user, subject: { requestId: requestId(randomUUID()) }, decision: 'grant' }),
    },
  ],
  withdrawConsent: [{
    title: 'taking back a yes', honest: 'done', foreign: 'NOT_YOURS', toward: { told: 'done', alone: true, tries: OVER_REFUSALS },
    ask: ({ sender, recipient }) => ({ kind: 'withdrawConsent', user: sender.user, peerUser: recipient.user }),
  }],
  reissueToken: [{
    title: 'asking for a new token', honest: 'contact', foreign: 'NOT_YOURS', toward: { told: 'NOT_PERMITTED' },
    ask: ({ sender, recipient }) => ({ kind: 'reissueToken', user: sender.user, peerUser: recipient.user }),
  }],
  setParticipation: [{
    title: 'taking part', honest: 'done', role: 'core',
    ask: ({ sender }) => ({ kind: 'setParticipation', userReference: userReference(sender.reference), optedIn: true, address: undefined, findable: true }),
  }],
  setProviderChoice: [{
    title: 'a choice', honest: 'done', role: 'core',
    ask: ({ world, sender }) => ({ kind: 'setProviderChoice', userReference: userReference(sender.reference), provider: world.heron.party, allowed: true, inbox: 'separate', label: '' }),
  }],
  submit: ([
    ['a message', 'accepted', () => ({})],
    ['a message with an attachment', 'ATTACHMENT_REFUSED', () => ({ attachments: [absent()] })],
    ['a message for devices that are not there', 'deviceMismatch', () => ({ envelopes: [sealed(2, 7)] })],
    ['typing', 'accepted', () => ({ messageClass: 'ephemeral' })],
    ['a request to send again', 'accepted', () => ({ envelopes: [sealed(8)], commitment: new Uint8Array(0) })],
  ] as const).map(([title, honest, changes]) => ({
    title, honest, foreign: 'NOT_YOURS', toward: { told: 'NOT_PERMITTED', showsToken: true }, ask: (saying) => submit(saying, changes()),
  })),
  trace: [{
    title: 'tracing', honest: 'nothing', foreign: 'nothing',
    ask: ({ sender }) => ({ kind: 'trace', senderUser: sender.user, submissionId: submissionId(randomUUID()) }),
  }],
  report: [{
    title: 'a report of what the gateway never vouched for', honest: 'REPORT_REFUSED', foreign: 'NOT_YOURS', toward: { told: 'REPORT_REFUSED' },
    ask: ({ sender, recipient }) => ({ kind: 'report', reportId: reportId(randomUUID()), reporter: sender.user, reportedUser: recipient.user, messages: [forged()], sealed: Buffer.alloc(500, 'x') }),
  }],
  createUpload: [{
    title: 'an upload', honest: 'attachmentTicket', foreign: 'NOT_YOURS', toward: { told: 'NOT_PERMITTED', showsToken: true },
    ask: (saying) => ({ kind: 'createUpload', ...offerOf(saying) }),
  }],
  offerHosted: [{
    title: 'what a host keeps', honest: 'attachmentStatus', foreign: 'NOT_YOURS', toward: { told: 'NOT_PERMITTED', showsToken: true },
    ask: (saying) => ({ kind: 'offerHosted', host: MEDIA_HOST, path: '/sealed/1', ...offerOf(saying) }),
  }],
  getAttachment: [{ title: 'asking for a file', honest: 'attachmentStatus', foreign: 'NOT_YOURS', ask: (saying) => ({ kind: 'getAttachment', ...own(saying) }) }],
  attachmentDone: [{ title: 'having a file', honest: 'done', foreign: 'NOT_YOURS', ask: (saying) => ({ kind: 'attachmentDone', ...own(saying) }) }],
}

/** All rows, each with its kind. */
export const frameRows: readonly (FrameRow<RequestKind> & { readonly kind: RequestKind })[] =
  Object.entries(frameTable).flatMap(([kind, rows]) => (rows as readonly FrameRow<RequestKind>[]).map((row) => ({ ...row, kind: kind as RequestKind })))
