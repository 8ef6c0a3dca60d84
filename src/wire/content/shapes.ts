// SPDX-License-Identifier: Apache-2.0
import { MAX_CONTENT_BYTES } from '../../model/values.ts'
import { compileShapes } from '../prescan.ts'
import type { PrescanLimits } from '../prescan.ts'

/** Message ids one receipt may name. */
export const MAX_RECEIPT_IDS = 256
/** Fields of one content: a full receipt and the header, with room for later fields. */
const MAX_FIELDS = 512

/** What an endpoint decodes after it has opened an envelope: its peer is not trusted either. */
export const contentLimits: PrescanLimits = { maxBytes: MAX_CONTENT_BYTES, maxFields: MAX_FIELDS, maxItems: MAX_RECEIPT_IDS }

/** The messages of `drawbridge.content.v1` in the notation of {@link compileShapes}; a test holds it against proto/. */
export const contentNotation = {
  Content: '1b 2b 3b 4b 5d 10:Text? 11:Attachment? 12:Reaction? 13:Typing? 14:Receipt? 15:Edit? 16:Delete? 18:Retry? 19:IdentityNotice? 30b 31v 32b 100b',
  Text: '1b',
  Attachment: '1v 2b 3b 4b 5v 6b 7b 8b 9v 10v 11v 12b 13b 14b',
  Reaction: '1b 2b',
  Typing: '1v',
  Edit: '1b 2b',
  Delete: '1b',
  Receipt: '1v 2b*',
  Retry: '1b 2b 3v',
  IdentityNotice: '1b 2v',
} as const

/** The shapes of {@link contentNotation}. */
export const contentShapes = compileShapes(contentNotation)
