// SPDX-License-Identifier: Apache-2.0
import { AttachmentError } from './errors.ts'
import { TryFault } from './transfer.ts'
import type { TransferTicket, Watch } from './transfer.ts'

/** A problem document of the gateway takes some hundred bytes. */
const MAX_PROBLEM_BYTES = 8_192
/** Statuses for a ticket that is unknown, expired, spent or another's. */
const TICKET_STATUSES: ReadonlySet<number> = new Set([401, 403])
/** Too early or too much: trying again may help. 409: the offset moved under us. 423: the gateway has not noticed yet that the last try was cut. */
const LATER_STATUSES: ReadonlySet<number> = new Set([408, 409, 423, 425, 429])
/** With a time to wait: the gateway looks at what it has. */
const AT_WORK_STATUS = 503
/** How the catalogue's codes are spelled. */
const CODE = /^[A-Z_]{1,64}$/

/** Headers that every request with a ticket has. */
export const ticketHeaders = ({ ticket }: TransferTicket): Record<string, string> => ({
  authorization: `Drawbridge ${Buffer.from(ticket).toString('base64url')}`, 'accept-encoding': 'identity',
})

/** Returns for an answer of the wanted status; otherwise throws {@link TryFault} where another try may help and {@link AttachmentError} where not. */
export const requireStatus = async (response: Response, wanted: readonly number[]): Promise<void> => {
  const { status } = response
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) throw new AttachmentError('REDIRECTED')
  if (!['', 'identity'].includes(response.headers.get('content-encoding')?.trim().toLowerCase() ?? '')) throw new AttachmentError('ENCODED')
  if (wanted.includes(status)) return
  if (TICKET_STATUSES.has(status)) throw new TryFault('TICKET_REFUSED')
  if (status >= 500 || LATER_STATUSES.has(status)) {
    const waitSeconds = waitOf(response)
    throw new TryFault('UNREACHABLE', { waitSeconds, isAtWork: status === AT_WORK_STATUS && waitSeconds > 0 })
  }
  if (status === 416) throw new AttachmentError('WRONG_LENGTH')
  if (status < 400) throw new AttachmentError('UNEXPECTED_ANSWER')
  throw new AttachmentError('REFUSED', { code: await codeOf(response) })
}

/** What a try is worth that ended with `error`: the stall of its watch, a refusal as it is, and anything else is a gateway that was not reached or cut off. */
export const tryFault = (error: unknown, { signal }: Watch): unknown => {
  if (error instanceof AttachmentError || error instanceof TryFault) return error
  return signal.aborted ? signal.reason : new TryFault('UNREACHABLE', { cause: error })
}

/** A header that holds a whole number, or undefined. */
export const numberHeader = (response: Response, name: string): number | undefined => {
  const text = response.headers.get(name)
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The body as the platform gives it, in pieces of bytes. */
export async function* bodyOf({ body }: Response): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return
  for await (const piece of body as AsyncIterable<unknown>) if (piece instanceof Uint8Array) yield piece
}

const waitOf = (response: Response): number => numberHeader(response, 'retry-after') ?? 0

/** The `code` of a problem document, of which no more is read than it may have. */
const codeOf = async (response: Response): Promise<string | undefined> => {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of bodyOf(response)) {
      length += piece.length
      if (length > MAX_PROBLEM_BYTES) return undefined
      pieces.push(piece)
    }
    const problem: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'))
    return typeof problem === 'object' && problem !== null && 'code' in problem && typeof problem.code === 'string' && CODE.test(problem.code) ? problem.code : undefined
  } catch {
    return undefined
  }
}
