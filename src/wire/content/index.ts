// SPDX-License-Identifier: Apache-2.0
// The door for endpoints and the vault: what is said inside the encryption.
export { decodeContent, decodeRetry, encodeContent, encodeRetry } from './codec.ts'
export { messageId } from './content.ts'
export type { Content, ContentBody, IdentityChangeReason, MessageId, ReceiptKind, Retry, SayableBody } from './content.ts'
export { displayText } from './display.ts'
export { commitmentHolds, commitmentOf, FRANKING_KEY_BYTES, plaintextOf, splitPlaintext } from './franking.ts'
export { decodeHeard, encodeHeard } from './heard-json.ts'
export type { Heard, HeardBody, HeardFrom } from './heard-json.ts'
export { resendIdOf } from '../transcript.ts'
export { decodeAccepted, decodeSaid, encodeSaid } from './said-json.ts'
export type { IdentityAccepted, Said } from './said-json.ts'
export { MAX_RECEIPT_IDS } from './shapes.ts'
