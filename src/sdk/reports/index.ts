// SPDX-License-Identifier: Apache-2.0
// The door for who reports and who decides: what a report discloses, sealed to the moderation key, and what of it is proven.
export { decodeDisclosure, encodeDisclosure, MAX_COMMENT, reportReasons } from './disclosure.ts'
export type { DisclosedMessage, Disclosure, ReportReason } from './disclosure.ts'
export { judgeReport } from './judging.ts'
export type { Check, CheckName, JudgedMessage, JudgedReport } from './judging.ts'
export { safeContent } from './showing.ts'
export { openSealed, sealDisclosure } from './sealing.ts'
