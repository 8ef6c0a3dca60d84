// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a gateway's frank keys, a sender and a reporter in one line of a test, and reports of what was said, true or not.
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { deviceId, partyId, submissionId, userId } from '../../src/model/ids.ts'
import type { FrankKeysFile, SealedReportFile } from '../../src/model/report-files.ts'
import { reportId } from '../../src/model/reports.ts'
import type { ServiceKeys } from '../../src/ops/keys.ts'
import type { DisclosedMessage, Disclosure } from '../../src/sdk/reports/index.ts'
import { commitmentOf, encodeContent, messageId } from '../../src/wire/content/index.ts'
import vector from '../vectors/report/report.json' with { type: 'json' }
import { frankContext, lengthPrefixed } from '../../src/wire/transcript.ts'

const ACCEPTED_MS = 1_767_225_600_000

/** What a gateway, a sender and a reporter make of texts that really were sent. */
export const createReported = ({ frank }: Pick<ServiceKeys, 'frank'>, ...texts: readonly string[]) => {
  const [sender, reporter] = [userId(randomUUID()), userId(randomUUID())]
  const vouch = (message: Omit<DisclosedMessage, 'frank'>): DisclosedMessage => {
    const context = frankContext({ ...message, keyEpoch: frank.epoch })
    return { ...message, frank: { keyEpoch: frank.epoch, mac: frank.mac(context), signature: frank.sign(context) } }
  }
  const contentOf = (text: string, ends: { readonly senderUser?: typeof sender; readonly recipientUser?: typeof sender } = {}): Uint8Array => encodeContent({
    messageId: messageId(randomUUID()), senderUser: sender, recipientUser: reporter, conversationId: undefined, sentAtMs: ACCEPTED_MS - 500, body: { kind: 'text', text },
    replyTo: undefined, expiresInSeconds: 0, resendOf: undefined, ...ends,
  })
  const committed = (content: Uint8Array): Omit<DisclosedMessage, 'frank'> => {
    const frankingKey = new Uint8Array(randomBytes(32))
    return {
      senderUser: sender, senderDevice: deviceId(1), recipientUser: reporter, submissionId: submissionId(randomUUID()), gatewayTimeMs: ACCEPTED_MS,
      commitment: commitmentOf(frankingKey, content), frankingKey, content,
    }
  }
  const disclosure: Disclosure = {
    reportId: reportId(randomUUID()), reporter, reportedUser: sender, reason: 'scam', comment: 'see for yourself', messages: texts.map((text) => vouch(committed(contentOf(text)))),
  }
  return { sender, reporter, disclosure, vouch, contentOf, committed, file: fileOf(disclosure), franks: franksOf({ frank }) }
}

/** The file that a gateway makes of a report that it checked. */
export const fileOf = (disclosure: Disclosure, sealed = 'a.b.c.d.e'): SealedReportFile => ({
  drawbridge: 'sealed-report/1', reportId: disclosure.reportId, party: partyId('wren.example'), reporter: disclosure.reporter, reportedUser: disclosure.reportedUser,
  reportedParty: partyId('heron.example'), receivedAtMs: ACCEPTED_MS + 9_000, messages: disclosure.messages.length, checked: checkedOf(disclosure.messages), sealed,
})

/** What a gateway notes of the messages that it checked. */
export const checkedOf = (messages: readonly DisclosedMessage[]): string =>
  createHash('sha256').update(lengthPrefixed(messages.map(({ frank, ...context }) => frankContext({ ...context, keyEpoch: frank.keyEpoch })))).digest('base64url')

/** The public keys of these franks. */
export const franksOf = ({ frank }: Pick<ServiceKeys, 'frank'>): FrankKeysFile => ({ drawbridge: 'frank-keys/1', keys: [{ epoch: frank.epoch, key: frank.jwk }] })

/** The moderation secret of the published vector. */
export const vectorSecret = {
  drawbridge: 'moderation-secret/1', key: { ...vector.moderationKey.key, d: Buffer.from(vector.moderationPrivateHex, 'hex').toString('base64url') },
}

/** HMAC-SHA256 as any language has it. */
export const hmac = (key: Uint8Array, bytes: Uint8Array): Buffer => createHmac('sha256', key).update(bytes).digest()
