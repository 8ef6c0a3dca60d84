// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { PublicJwk } from '../../model/credentials.ts'
import type { FrankKeysFile, SealedReportFile } from '../../model/report-files.ts'
import { commitmentHolds, decodeContent } from '../../wire/content/index.ts'
import type { Content } from '../../wire/content/index.ts'
import { frankContext, lengthPrefixed } from '../../wire/transcript.ts'
import type { DisclosedMessage, Disclosure } from './disclosure.ts'

/**
 * What is looked at. Of the report: `report` (it is the one that was handed over, by this reporter about this user), `checked` (the gateway's own check was
 * of just these messages). Of each message: `commitment` (the content is what the sender committed to), `frank` (the gateway vouched for that, in this
 * context, under a key that is known), `sender` (content and frank name the reported user), `recipient` (content and frank name the reporter).
 */
export type CheckName = 'report' | 'checked' | 'commitment' | 'frank' | 'sender' | 'recipient'

/** One check and what came of it. */
export interface Check { readonly name: CheckName; readonly holds: boolean }

/** A message with what holds of it. `content` is undefined where the bytes are none. */
export interface JudgedMessage {
  readonly message: DisclosedMessage
  readonly content: Content | undefined
  readonly checks: readonly Check[]
}

/** A report with what holds of it: `isProven` only if everything does. */
export interface JudgedReport {
  readonly isProven: boolean
  readonly checks: readonly Check[]
  readonly messages: readonly JudgedMessage[]
}

/** Judges a disclosure by the file that it came in and the public frank keys; needs nothing of the gateway. */
export const judgeReport = (disclosure: Disclosure, file: SealedReportFile, franks: FrankKeysFile): JudgedReport => {
  const isHandedOver = disclosure.reportId === file.reportId && disclosure.reporter === file.reporter && disclosure.reportedUser === file.reportedUser
  const contexts = disclosure.messages.map(contextOf)
  const isChecked = createHash('sha256').update(lengthPrefixed(contexts)).digest('base64url') === file.checked
  const checks: readonly Check[] = [{ name: 'report', holds: isHandedOver }, { name: 'checked', holds: isChecked }]
  const messages = disclosure.messages.map((message) => judgeMessage(message, disclosure, franks))
  return { isProven: [checks, ...messages.map((one) => one.checks)].flat().every(({ holds }) => holds), checks, messages }
}

const judgeMessage = (message: DisclosedMessage, { reporter, reportedUser }: Disclosure, franks: FrankKeysFile): JudgedMessage => {
  const { commitment, frankingKey, content: bytes, frank, senderUser, recipientUser } = message
  const content = contentOf(bytes)
  const key = franks.keys.find(({ epoch }) => epoch === frank.keyEpoch)?.key
  return {
    message, content,
    checks: [
      { name: 'commitment', holds: commitmentHolds(commitment, frankingKey, bytes) },
      { name: 'frank', holds: key !== undefined && isSigned(contextOf(message), frank.signature, key) },
      { name: 'sender', holds: senderUser === reportedUser && content?.senderUser === reportedUser },
      { name: 'recipient', holds: recipientUser === reporter && content?.recipientUser === reporter },
    ],
  }
}

const contextOf = ({ frank, ...context }: DisclosedMessage): Uint8Array<ArrayBuffer> => frankContext({ ...context, keyEpoch: frank.keyEpoch })

const contentOf = (bytes: Uint8Array): Content | undefined => {
  try {
    return decodeContent(bytes)
  } catch {
    return undefined
  }
}

const isSigned = (bytes: Uint8Array, signature: Uint8Array, { kty, crv, x }: PublicJwk): boolean =>
  verify(null, bytes, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }), signature)
