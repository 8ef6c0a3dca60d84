// SPDX-License-Identifier: Apache-2.0
import { displayEmoji, displayName, displayText, pointerJson } from '../../wire/content/index.ts'
import type { Content } from '../../wire/content/index.ts'

/** What was said, as text that is safe on a terminal: no controls but line feeds, no bidirectional overrides. */
export const safeContent = (said: Content | string | undefined): string => {
  if (said === undefined) return '(no content: these bytes are none)'
  return displayText(typeof said === 'string' ? said : textOf(said.body))
}

const textOf = (body: Content['body']): string => {
  switch (body.kind) {
    case 'text': return body.text
    case 'attachment': return attachmentText(body)
    case 'reaction': return `(reaction to ${body.messageId}) ${displayEmoji(body.emoji)}`
    case 'edit': return `(edit of ${body.messageId}) ${body.text}`
    case 'delete': return `(takes back ${body.messageId})`
    default: return `(${body.kind})`
  }
}

/** With everything that fetches and opens the file, which the reporter chose to disclose. */
const attachmentText = ({ attachment }: Extract<Content['body'], { readonly kind: 'attachment' }>): string =>
  [`(file ${displayName(attachment.name)}) ${attachment.caption}`, `pointer ${JSON.stringify(pointerJson(attachment))}`].join('\n')
