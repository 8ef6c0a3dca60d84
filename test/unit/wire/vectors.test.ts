// SPDX-License-Identifier: AGPL-3.0-only
// Promise: this code makes the bytes of the published vectors, which were computed without it.
import t from 'tap'
import { createHash } from 'node:crypto'
import { attachmentId } from '../../../src/model/attachments.ts'
import { deviceId, keyId, partyId, submissionId, userId } from '../../../src/model/ids.ts'
import { commitmentHolds, commitmentOf, decodeContent, decodeRetry, encodeContent, encodeRetry, messageId, plaintextOf } from '../../../src/wire/content/index.ts'
import type { AttachmentPointer, SayableBody } from '../../../src/wire/content/index.ts'
import { decodeGatewayFrame, decodePartyFrame, encodeGatewayFrame, encodePartyFrame } from '../../../src/wire/gateway/index.ts'
import type { ReceivedBody } from '../../../src/wire/gateway/index.ts'
import type { GatewayBody } from '../../../src/model/answers.ts'
import { gatewayKinds } from '../../../src/wire/gateway/gateway-frame.ts'
import { partyKinds } from '../../../src/wire/gateway/party-frame.ts'
import { frankContext, identityTranscript, lengthPrefixed, linkTranscript } from '../../../src/wire/transcript.ts'
import type { IdentityLabel } from '../../../src/wire/transcript.ts'
import type { BindingMode } from '../../../src/model/values.ts'
import content from '../../vectors/wire/content.json' with { type: 'json' }
import frames from '../../vectors/wire/frames.json' with { type: 'json' }
import transcripts from '../../vectors/wire/transcripts.json' with { type: 'json' }
import { eventBodies } from './gateway-bodies.ts'
import { schemaOf } from './schema.ts'
import { plain } from './support.ts'

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex')
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].toSorted()
const oneOf = <T extends string>(values: readonly T[], value: string): T => {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new Error(`${value} is none of ${values.join(', ')}`)
  return found
}

t.test('parts are told apart by their lengths', async (t) => {
  for (const { partsHex, bytesHex } of transcripts.lengthPrefixed) t.equal(toHex(lengthPrefixed(partsHex.map(hex))), bytesHex)
})

t.test('a link\'s Auth covers party, gateway key, both Hellos and the binding', async (t) => {
  const modes: readonly BindingMode[] = ['exporter', 'proxy', 'plain-loopback']
  for (const vector of transcripts.link) {
    const transcript = linkTranscript({
      role: oneOf(['party', 'gateway'], vector.role),
      partyId: partyId(vector.partyId),
      partyKeyId: keyId(vector.partyKeyId),
      gatewayKey: hex(vector.gatewayKeyHex),
      partyHello: hex(vector.partyHelloHex),
      gatewayHello: hex(vector.gatewayHelloHex),
      bindingMode: oneOf(modes, vector.bindingMode),
      exporter: vector.exporterHex === '' ? undefined : hex(vector.exporterHex),
    })
    t.equal(toHex(transcript), vector.transcriptHex, `${vector.role}, ${vector.bindingMode}`)
  }
  t.equal(new Set(transcripts.link.map(({ transcriptHex }) => transcriptHex)).size, 6)
})

t.test('an exporter value belongs to mode exporter alone', async (t) => {
  const [first] = transcripts.link
  const link = {
    role: 'party', partyId: partyId(first!.partyId), partyKeyId: keyId(first!.partyKeyId), gatewayKey: new Uint8Array(32),
    partyHello: new Uint8Array(1), gatewayHello: new Uint8Array(1),
  } as const
  t.throws(() => linkTranscript({ ...link, bindingMode: 'proxy', exporter: new Uint8Array(32) }), TypeError)
  t.throws(() => linkTranscript({ ...link, bindingMode: 'exporter', exporter: undefined }), TypeError)
  t.throws(() => linkTranscript({ ...link, bindingMode: 'exporter', exporter: new Uint8Array(31) }), TypeError)
  t.throws(() => linkTranscript({ ...link, bindingMode: 'proxy', exporter: undefined, gatewayKey: new Uint8Array(44) }), TypeError)
})

t.test('an identity key signs label and bytes', async (t) => {
  const labels: readonly IdentityLabel[] = ['drawbridge.v1 enlistment', 'drawbridge.v1 devices', 'drawbridge.v1 endorsement']
  for (const { label, bytesHex, transcriptHex, sha512Hex } of transcripts.identity) {
    const transcript = identityTranscript(oneOf(labels, label), hex(bytesHex))
    t.equal(toHex(transcript), transcriptHex)
    t.equal(createHash('sha512').update(transcript).digest('hex'), sha512Hex)
  }
})

t.test('a frank covers who said it to whom, when, and the commitment', async (t) => {
  for (const vector of transcripts.frank) {
    const context = frankContext({
      keyEpoch: vector.keyEpoch,
      senderUser: userId(vector.senderUser),
      senderDevice: deviceId(vector.senderDevice),
      recipientUser: userId(vector.recipientUser),
      submissionId: submissionId(vector.submissionId),
      gatewayTimeMs: vector.gatewayTimeMs,
      commitment: hex(vector.commitmentHex),
    })
    t.equal(toHex(context), vector.contextHex)
  }
})

t.test('a frank\'s numbers are whole', async (t) => {
  const [first] = transcripts.frank
  const frank = {
    keyEpoch: 1, senderUser: userId(first!.senderUser), senderDevice: deviceId(1), recipientUser: userId(first!.recipientUser),
    submissionId: submissionId(first!.submissionId), gatewayTimeMs: 1, commitment: new Uint8Array(32),
  }
  for (const wrong of [1.5, -1, Number.NaN, 2 ** 53]) {
    t.throws(() => frankContext({ ...frank, gatewayTimeMs: wrong }), TypeError)
    t.throws(() => frankContext({ ...frank, keyEpoch: wrong }), TypeError)
  }
})

const known = (body: ReceivedBody): GatewayBody => {
  if (body.kind === 'unknown') throw new Error('unknown body')
  if (body.kind !== 'event') return body
  const { body: event } = body
  if (event.kind === 'unknown') throw new Error('unknown event')
  return { ...body, body: event }
}

t.test('each frame is read and written as its vector says', async (t) => {
  const Frame = schemaOf('gateway').lookupType('Frame')
  for (const { from, kind, frame, hex: text } of frames.frames) {
    t.equal(toHex(Frame.encode(Frame.fromObject(frame)).finish()), text, `${kind}: JSON`)
    if (from === 'party') {
      const { id, body } = decodePartyFrame(hex(text))
      t.equal(body.kind, kind)
      t.equal(toHex(encodePartyFrame(id, body)), text, `${kind}: of a party`)
    } else {
      const { id, body } = decodeGatewayFrame(hex(text))
      t.equal(kind, body.kind === 'event' ? `event.${body.body.kind}` : body.kind)
      t.equal(toHex(encodeGatewayFrame(id, known(body))), text, `${kind}: of the gateway`)
    }
  }
})

t.test('there is a vector for each kind of frame and event', async (t) => {
  const kindsFrom = (side: string): string[] => frames.frames.filter(({ from }) => from === side).map(({ kind }) => kind)
  t.same(sorted(kindsFrom('party')), sorted(partyKinds))
  const events = Object.keys(eventBodies).map((kind) => `event.${kind}`)
  t.same(sorted(kindsFrom('gateway')), sorted([...gatewayKinds.filter((kind) => kind !== 'event'), ...events]))
})

type Vector = (typeof content.contents)[number]['content']

type PointerVector = NonNullable<Vector['body']['attachment']>

const pointerOf = (vector: PointerVector | undefined): AttachmentPointer => {
  if (vector === undefined) throw new Error('a vector without its attachment')
  const { kind, id, keyHex, sha256Hex, waveformHex, thumbnail, ...rest } = vector
  return {
    ...rest, kind: oneOf(['image', 'audio', 'voiceNote', 'video', 'file', 'longText'] as const, kind), id: attachmentId(id), key: hex(keyHex), sha256: hex(sha256Hex), waveform: hex(waveformHex),
    thumbnail: thumbnail === null ? undefined : { mediaType: oneOf(['image/jpeg', 'image/png', 'image/webp'] as const, thumbnail.mediaType), bytes: hex(thumbnail.bytesHex) },
  }
}

const bodyOf = ({ body }: Vector): SayableBody => {
  switch (body.kind) {
    case 'text': return { kind: 'text', text: body.text ?? '' }
    case 'receipt': return { kind: 'receipt', receipt: oneOf(['delivered', 'read'], body.receipt ?? ''), messageIds: (body.messageIds ?? []).map(messageId) }
    case 'retry':
      return { kind: 'retry', submissionId: submissionId(body.submissionId ?? ''), decryptionError: hex(body.decryptionErrorHex ?? ''), givenUp: body.givenUp ?? false }
    case 'attachment': return { kind: 'attachment', attachment: pointerOf(body.attachment) }
    case 'reaction': return { kind: 'reaction', messageId: messageId(body.messageId ?? ''), emoji: body.emoji ?? '' }
    case 'typing': return { kind: 'typing', isTyping: body.isTyping ?? false }
    case 'edit': return { kind: 'edit', messageId: messageId(body.messageId ?? ''), text: body.text ?? '' }
    case 'delete': return { kind: 'delete', messageId: messageId(body.messageId ?? '') }
    default:
      return { kind: 'identityNotice', previousIdentityKey: hex(body.previousIdentityKeyHex ?? ''), reason: oneOf(['reinstalled', 'newDevice'] as const, body.reason ?? '') }
  }
}

t.test('each content is padded, committed to and read as its vector says', async (t) => {
  const key = hex(content.frankingKeyHex)
  for (const { note, content: vector, contentHex, plaintextHex, commitmentHex } of content.contents) {
    const said = {
      messageId: messageId(vector.messageId),
      senderUser: userId(vector.senderUser),
      recipientUser: userId(vector.recipientUser),
      conversationId: vector.conversationIdHex === '' ? undefined : hex(vector.conversationIdHex),
      sentAtMs: vector.sentAtMs,
      body: bodyOf(vector),
      replyTo: vector.replyTo === '' ? undefined : messageId(vector.replyTo),
      expiresInSeconds: vector.expiresInSeconds,
      resendOf: vector.resendOf === '' ? undefined : submissionId(vector.resendOf),
    }
    const bytes = encodeContent(said)
    t.equal(toHex(bytes), contentHex, note)
    t.same(plain(decodeContent(hex(contentHex))), plain(said), `${note}: read`)
    t.equal(toHex(plaintextOf(key, bytes)), plaintextHex)
    t.equal(toHex(commitmentOf(key, bytes)), commitmentHex)
    t.ok(commitmentHolds(hex(commitmentHex), key, bytes))
  }
  t.same(decodeContent(hex(content.unsupportedContentHex)).body, { kind: 'unsupported' })
})

t.test('a retry request is read and written as its vector says', async (t) => {
  const { retryHex, decryptionErrorHex, givenUp, submissionId: id } = content.retry
  const retry = { submissionId: submissionId(id), decryptionError: hex(decryptionErrorHex), givenUp }
  t.equal(toHex(encodeRetry(retry)), retryHex)
  t.same(plain(decodeRetry(hex(retryHex))), plain(retry))
})
