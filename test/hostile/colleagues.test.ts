// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a provider's door lets a user speak for nobody else; whose the things are that a request names, the gateway knows by the user and not by the party. What belongs to a
// colleague is answered like what nobody has, and stays the colleague's.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { createHandlers } from '../../src/links/use-cases.ts'
import { attachmentId } from '../../src/model/attachments.ts'
import { deviceId, registrationId, requestId } from '../../src/model/ids.ts'
import { decodeInviteToken, inviteId } from '../../src/model/invites.ts'
import { reportId } from '../../src/model/reports.ts'
import type { FrankedMessage } from '../../src/model/reports.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import { acquaint, ask, shownTo } from '../support/acquaintance.ts'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { askFrame, readAnswer } from '../support/asking.ts'
import { back, messageOf, openRelayWorld, openTalk, submit } from '../support/relay-world.ts'
import { enlistInside, enlistOutside } from '../support/subscribers.ts'

t.setTimeout(60_000)

const DEVICE = deviceId(1)
const DIGEST = new Uint8Array(32)
const envelopes = [decodeEnvelope(encodeEnvelope({ deviceId: DEVICE, registrationId: registrationId(1_001), type: EnvelopeType.RATCHET, ciphertext: new Uint8Array(9) }))]

/** Ada and Mallory of one provider, both in touch with Bo of the core; and what is Ada's, beside the same of nobody. */
const setUp = async (t: Parameters<typeof openRelayWorld>[0]) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const { ada, bo, token } = pair
  const mallory = await enlistOutside(world, world.heron, { address: 'mallory@heron.example' })
  const own = (await acquaint(world, mallory, bo)).asker.consentToken
  await ask(world, await enlistInside(world, { address: 'cy@wren.example' }), ada.address ?? '')
  const [shown] = await shownTo(world, ada)
  const invited = await world.registry.invites.create(ada.home.caller, { kind: 'createInvite', user: ada.user, maxUses: 1, lifetimeSeconds: 60, purposes: ['chat'] })
  const upload = await world.relay.attachments.createUpload(ada.home.caller, { senderUser: ada.user, senderDevice: DEVICE, recipientUser: bo.user, consentToken: token, sizeBytes: 9, sha256: DIGEST })
  const message = messageOf(back(pair), 'hello')
  const accepted = await submit(world, bo, message)
  if (shown === undefined || invited.kind !== 'inviteCreated' || upload.kind !== 'attachmentTicket' || accepted.kind !== 'accepted' || accepted.frank === undefined) throw new Error('no such thing')
  const franked: FrankedMessage = { senderDevice: DEVICE, submissionId: message.submissionId, gatewayTimeMs: accepted.gatewayTimeMs, commitment: message.commitment, keyEpoch: accepted.frank.keyEpoch, mac: accepted.frank.mac }
  const adas = { request: shown.requestId, invite: invited.inviteId, file: upload.attachmentId, token, franked }
  const nobodys: typeof adas = { request: requestId(randomUUID()), invite: inviteId(randomUUID()), file: attachmentId(randomUUID()), token: randomBytes(32), franked: { ...franked, mac: randomBytes(32) } }
  return { world, ada, bo, mallory, own, adas, nobodys, invited, handlers: createHandlers(world.registry, world.relay) }
}

const hexOf = (id: string): string => id.replaceAll('-', '')

type Setting = Awaited<ReturnType<typeof setUp>>

/** What Mallory asks in her own name, of things that are Ada's or nobody's; with the answer. */
const wishes: Readonly<Record<string, readonly [answer: string, (setting: Setting, of: Setting['adas']) => PartyRequest]>> = {
  'grants a request': ['NOT_FOUND', ({ mallory }, { request }) => ({ kind: 'decideContact', user: mallory.user, subject: { requestId: request }, decision: 'grant' })],
  'denies a request': ['NOT_FOUND', ({ mallory }, { request }) => ({ kind: 'decideContact', user: mallory.user, subject: { requestId: request }, decision: 'deny' })],
  'revokes an invite': ['done', ({ mallory }, { invite }) => ({ kind: 'revokeInvite', user: mallory.user, inviteId: invite })],
  'asks for a ticket': ['attachmentStatus', ({ mallory }, { file }) => ({ kind: 'getAttachment', user: mallory.user, deviceId: DEVICE, attachmentId: file })],
  'says that she has a file': ['done', ({ mallory }, { file }) => ({ kind: 'attachmentDone', user: mallory.user, deviceId: DEVICE, attachmentId: file })],
  'sends a file': ['ATTACHMENT_REFUSED', ({ mallory, bo, own }, { file }) => ({ kind: 'submit', submission: messageOf({ sender: mallory, recipient: bo, token: own }, 'mine', { envelopes, attachments: [file] }) })],
  'writes with a token': ['NOT_PERMITTED', ({ mallory, bo }, { token }) => ({ kind: 'submit', submission: messageOf({ sender: mallory, recipient: bo, token }, 'hello', { envelopes }) })],
  'asks for keys with a token': ['NOT_PERMITTED', ({ mallory, bo }, { token }) => ({ kind: 'getBundles', senderUser: mallory.user, recipientUser: bo.user, consentToken: token, demandedCustody: undefined, deviceIds: [] })],
  'uploads with a token': ['NOT_PERMITTED', ({ mallory, bo }, { token }) => ({ kind: 'createUpload', senderUser: mallory.user, senderDevice: DEVICE, recipientUser: bo.user, consentToken: token, sizeBytes: 9, sha256: DIGEST })],
  'reports a message': ['REPORT_REFUSED', ({ mallory, bo }, { franked }) => ({ kind: 'report', reportId: reportId(randomUUID()), reporter: mallory.user, reportedUser: bo.user, messages: [franked], sealed: Buffer.alloc(500, 'x') })],
}

t.test('what is a colleague’s is answered like what nobody has, and stays the colleague’s', async (t) => {
  const setting = await setUp(t)
  const { world, ada, bo, mallory, adas, nobodys, invited, handlers } = setting
  for (const [what, [answer, wish]] of Object.entries(wishes)) {
    const [hers, absent] = [await askFrame(handlers, mallory.home.caller, wish(setting, adas)), await askFrame(handlers, mallory.home.caller, wish(setting, nobodys))]
    t.equal(readAnswer(hers), answer, what)
    // A status names the file that was asked for.
    t.equal(hers.replace(hexOf(adas.file), ''), absent.replace(hexOf(nobodys.file), ''), `${what}: the same bytes`)
  }
  const asAda = async (request: PartyRequest): Promise<string> => readAnswer(await askFrame(handlers, ada.home.caller, request))
  t.equal(await asAda({ kind: 'getAttachment', user: ada.user, deviceId: DEVICE, attachmentId: adas.file }), 'attachmentTicket')
  t.equal(await asAda({ kind: 'decideContact', user: ada.user, subject: { requestId: adas.request }, decision: 'grant' }), 'done')
  t.equal(await asAda({ kind: 'report', reportId: reportId(randomUUID()), reporter: ada.user, reportedUser: bo.user, messages: [adas.franked], sealed: Buffer.alloc(500, 'x') }), 'reported')
  const guest = await enlistInside(world, { address: 'dee@wren.example' })
  await world.registry.contacts.request(guest.home.caller, { kind: 'requestContact', fromUser: guest.user, invite: decodeInviteToken(invited.token).secret, purposes: ['chat'] })
  await world.registry.surfacing.idle()
  t.equal((await shownTo(world, ada)).at(-1)?.inviteId, adas.invite, 'the invite holds')
})
