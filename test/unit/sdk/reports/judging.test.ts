// SPDX-License-Identifier: AGPL-3.0-only
// Promise: section 12 of docs/protocol.md, of what a report proves and what is found in a false one.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { deviceId, submissionId, userId } from '../../../../src/model/ids.ts'
import { parseFrankKeysFile, parseModerationSecretFile, parseSealedReportFile } from '../../../../src/model/report-files.ts'
import { MAX_REPORTED_MESSAGES, MAX_SEALED_REPORT_BYTES, reportId } from '../../../../src/model/reports.ts'
import { MAX_FRAME_BYTES } from '../../../../src/model/values.ts'
import { mintKeyMaterial } from '../../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../../src/ops/keys.ts'
import { createX25519, publicPart } from '../../../../src/cli/fresh-keys.ts'
import { decodeDisclosure, encodeDisclosure, judgeReport, openSealed, safeContent, sealDisclosure } from '../../../../src/sdk/reports/index.ts'
import type { CheckName, DisclosedMessage, Disclosure } from '../../../../src/sdk/reports/index.ts'
import { commitmentOf } from '../../../../src/wire/content/index.ts'
import { encodePartyFrame } from '../../../../src/wire/gateway/index.ts'
import { checkedOf, createReported, fileOf, franksOf, hmac, vectorSecret } from '../../../support/report-forge.ts'
import vector from '../../../vectors/report/report.json' with { type: 'json' }

const keys = createServiceKeys(mintKeyMaterial())
/** Of a content, padded: the largest that a device says. */
const MAX_CONTENT_BYTES = 16_384
const failing = ({ checks, messages }: ReturnType<typeof judgeReport>): CheckName[] =>
  [...new Set([checks, ...messages.map((one) => one.checks)].flat().filter(({ holds }) => !holds).map(({ name }) => name))]

t.test('a report of what was said is proven, and shows it', async (t) => {
  const { disclosure, file, franks } = createReported(keys, 'send me money', 'now')
  const again = decodeDisclosure(JSON.parse(encodeDisclosure(disclosure)))
  const judged = judgeReport(again, file, franks)
  t.same([judged.isProven, failing(judged)], [true, []])
  t.same(judged.messages.map(({ content }) => safeContent(content)), ['send me money', 'now'])
})

type Case = (made: ReturnType<typeof createReported>) => { readonly disclosure?: Partial<Disclosure>; readonly message?: Partial<DisclosedMessage>; readonly file?: Partial<ReturnType<typeof fileOf>> }

/** Every tampering, and the checks that find it; a gateway that goes along notes the contexts as they are told. */
const tamperings: Readonly<Record<string, readonly [finds: readonly CheckName[], tamper: Case]>> = {
  'the reporter invents a text': [['commitment'], ({ contentOf }) => ({ message: { content: contentOf('something else') } })],
  'the reporter changes one byte': [['commitment'], ({ disclosure: { messages: [message] } }) => ({ message: { content: flipped(message!.content, 60) } })],
  'the reporter invents text and commitment': [['frank'], ({ contentOf }) => {
    const [content, frankingKey] = [contentOf('something else'), new Uint8Array(randomBytes(32))]
    return { message: { content, frankingKey, commitment: commitmentOf(frankingKey, content) } }
  }],
  'the reporter has another franking key': [['commitment'], () => ({ message: { frankingKey: new Uint8Array(32) } })],
  'the reporter accuses somebody else': [['frank', 'sender'], () => { const other = userId(randomUUID()); return { disclosure: { reportedUser: other }, message: { senderUser: other } } }],
  'the reporter accuses somebody else, with the frank of another': [['sender'], () => ({ disclosure: { reportedUser: userId(randomUUID()) } })],
  'another one reports what was not sent to them': [['recipient'], () => ({ disclosure: { reporter: userId(randomUUID()) } })],
  'another one reports it as sent to them': [['frank', 'recipient'], () => { const other = userId(randomUUID()); return { disclosure: { reporter: other }, message: { recipientUser: other } } }],
  'another device is said to have sent it': [['frank'], () => ({ message: { senderDevice: deviceId(2) } })],
  'it is said to have been sent at another time': [['frank'], ({ disclosure: { messages: [message] } }) => ({ message: { gatewayTimeMs: message!.gatewayTimeMs + 1 } })],
  'it is said to be another submission': [['frank'], () => ({ message: { submissionId: submissionId(randomUUID()) } })],
  'a gateway signs with a key that is not pinned': [['frank'], (made) => {
    const other = createServiceKeys(mintKeyMaterial()).frank
    const { frank: _, ...message } = made.disclosure.messages[0]!
    return { message: createReported({ frank: other }).vouch(message) }
  }],
  'a gateway says another epoch': [['frank'], ({ disclosure: { messages: [message] } }) => ({ message: { frank: { ...message!.frank, keyEpoch: 2 } } })],
  'a gateway signs for an epoch that is not pinned': [['frank'], (made) => {
    const { frank: _, ...message } = made.disclosure.messages[0]!
    return { message: createReported({ frank: { ...keys.frank, epoch: 2 } }).vouch(message) }
  }],
  'a signature is damaged': [['frank'], ({ disclosure: { messages: [message] } }) => ({ message: { frank: { ...message!.frank, signature: flipped(message!.frank.signature, 3) } } })],
  'what the sender said to somebody else is passed on as said to the reporter': [['recipient'], ({ vouch, committed, contentOf }) => ({ message: vouch(committed(contentOf('for another', { recipientUser: userId(randomUUID()) }))) })],
  'the sender says in the content that it is another': [['sender'], ({ vouch, committed, contentOf }) => ({ message: vouch(committed(contentOf('not me', { senderUser: userId(randomUUID()) }))) })],
  'bytes that are no content were committed to': [['sender', 'recipient'], ({ vouch, committed }) => ({ message: vouch(committed(Buffer.from('no content'))) })],
  'a gateway relabels whose report it is': [['report'], () => ({ file: { reporter: userId(randomUUID()) } })],
  'a gateway relabels whom it is about': [['report'], () => ({ file: { reportedUser: userId(randomUUID()) } })],
  'a gateway passes one report off as another': [['report'], () => ({ file: { reportId: reportId(randomUUID()) } })],
  'the gateway checked other messages than are disclosed': [['checked'], ({ vouch, committed, contentOf }) => ({ file: { checked: checkedOf([vouch(committed(contentOf('harmless')))]) } })],
}

for (const [what, [finds, tamper]] of Object.entries(tamperings)) {
  t.test(`it is found when ${what}`, async (t) => {
    const made = createReported(keys, 'send me money', 'now')
    const { disclosure: changes = {}, message = {}, file = {} } = tamper(made)
    const [first, second] = made.disclosure.messages
    const disclosure: Disclosure = { ...made.disclosure, ...changes, messages: [{ ...first!, ...message }, second!] }
    const judged = judgeReport(disclosure, { ...fileOf(disclosure), ...file }, franksOf(keys))
    t.equal(judged.isProven, false)
    t.same(finds.filter((name) => !failing(judged).includes(name)), [], `found by ${finds.join(', ')}; failing: ${failing(judged).join(', ')}`)
  })
}

t.test('what is sealed opens with its key only, and only unchanged', async (t) => {
  const [secret, other] = [createX25519(), createX25519()]
  const sealed = await sealDisclosure('{"a":1}', publicPart(secret))
  t.same(await openSealed(sealed, secret), { a: 1 })
  t.not(await sealDisclosure('{"a":1}', publicPart(secret)), sealed, 'each time another one')
  t.equal(await openSealed(sealed, other), undefined)
  t.equal(await openSealed(sealed, { ...secret, kid: other.kid }), undefined)
  for (const index of [0, 1, 2, 3, 4]) {
    const parts = sealed.split('.')
    parts[index] = Buffer.from(flipped(Buffer.from(parts[index]!, 'base64url'), 5)).toString('base64url')
    t.equal(await openSealed(parts.join('.'), secret), undefined, `part ${String(index)}`)
  }
})

t.test('the largest report there is fits a frame', async (t) => {
  const { disclosure, vouch, committed } = createReported(keys)
  const messages = Array.from({ length: MAX_REPORTED_MESSAGES }, () => vouch(committed(new Uint8Array(randomBytes(MAX_CONTENT_BYTES)))))
  const sealed = Buffer.from(await sealDisclosure(encodeDisclosure({ ...disclosure, comment: '\u0001'.repeat(1_000), messages }), publicPart(createX25519())))
  t.ok(sealed.length <= MAX_SEALED_REPORT_BYTES, `${String(sealed.length)} bytes`)
  const franked = messages.map(({ frank: { keyEpoch, mac }, ...message }) => ({ ...message, keyEpoch, mac }))
  t.ok(encodePartyFrame(1, { kind: 'report', ...disclosure, messages: franked, sealed }).length <= MAX_FRAME_BYTES)
})

t.test('a disclosure with a member too many, too few or out of form is refused, naming it', async (t) => {
  const { disclosure } = createReported(keys, 'x')
  const whole = JSON.parse(encodeDisclosure(disclosure)) as Record<string, unknown> & { messages: Record<string, unknown>[] }
  const [message] = whole.messages
  const wrong: readonly (readonly [where: RegExp, value: unknown])[] = [
    [/reason/, { ...whole, reason: 'because' }], [/comment/, { ...whole, comment: 'x'.repeat(1_001) }], [/extra/, { ...whole, extra: 1 }], [/messages/, { ...whole, messages: [] }],
    [/messages/, { ...whole, messages: Array(6).fill(message) }], [/drawbridge/, { ...whole, drawbridge: 'report/2' }], [/reporter/, { ...whole, reporter: 'me' }],
    ...Object.keys(message!).map((name) => [new RegExp(name), { ...whole, messages: [{ ...message, [name]: name === 'content' ? '!' : null }] }] as const),
    [/mac/, { ...whole, messages: [{ ...message, mac: 'AA' }] }], [/gatewayTimeMs/, { ...whole, messages: [{ ...message, gatewayTimeMs: 1.5 }] }],
  ]
  for (const [where, value] of wrong) t.throws(() => decodeDisclosure(value), { code: 'CONFIG_INVALID', detail: where })
})

t.test('the published vector opens, is proven, and says what it says', async (t) => {
  const file = parseSealedReportFile(vector.report)
  const opened = await openSealed(file.sealed, parseModerationSecretFile(vectorSecret).key)
  t.same(opened, vector.disclosure)
  const disclosure = decodeDisclosure(opened)
  t.same(JSON.parse(encodeDisclosure(disclosure)), vector.disclosure)
  const judged = judgeReport(disclosure, file, parseFrankKeysFile(vector.frankKeys))
  t.same([judged.isProven, safeContent(judged.messages[0]!.content)], [true, vector.said])
  t.same(hmac(Buffer.from(vector.frankMacKeyHex, 'hex'), Buffer.from(vector.contextHex, 'hex')), Buffer.from(disclosure.messages[0]!.frank.mac), 'the gateway’s MAC')
})

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = new Uint8Array(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
