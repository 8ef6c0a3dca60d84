// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../../src/model/answers.ts'
import type { AttachmentTicket } from '../../src/model/attachments.ts'

/** The ticket that an answer must be; throws with what it is instead. */
export const ticketOf = (answer: Answer): AttachmentTicket => {
  if (answer.kind !== 'attachmentTicket') throw new Error(`a ticket was answered ${answer.kind}`)
  return answer
}
