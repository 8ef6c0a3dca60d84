// SPDX-License-Identifier: Apache-2.0
import type { Answer, Push } from '../../model/answers.ts'
import { errorCatalogue } from '../../model/errors.ts'
import type { ErrorCode } from '../../model/errors.ts'

/** Why a link is over for good. */
export type LinkEnd =
  /** The caller closed it. */
  | { readonly why: 'closed' }
  /** Another server uses the same instance name. */
  | { readonly why: 'replaced' }
  /** The operator suspended the party or revoked its key. */
  | { readonly why: 'suspended'; readonly detail: string }
  /** The gateway refused in a way that trying again does not mend; `code` is in the catalogue with its cause and fix. */
  | { readonly why: 'refused'; readonly code: ErrorCode; readonly detail: string }
  /** Who answered did not prove the pinned key of the admission file. */
  | { readonly why: 'impostor'; readonly detail: string }

type GoAway = Extract<Push, { kind: 'goAway' }>

/** Why one connection is over: for good, or until the next one. */
export class LinkFault extends Error {
  /** undefined: connect again. */
  readonly end: LinkEnd | undefined
  /** How long the gateway asked to wait; 0 when it did not. */
  readonly reconnectAfterSeconds: number
  constructor(reason: string, { end, reconnectAfterSeconds = 0 }: { readonly end?: LinkEnd | undefined; readonly reconnectAfterSeconds?: number } = {}) {
    super(reason)
    this.name = 'LinkFault'
    this.end = end
    this.reconnectAfterSeconds = reconnectAfterSeconds
  }
}

/** What follows from an `Error` frame that ends the link. */
export const faultOfError = ({ code, detail, retryAfterSeconds }: Pick<Extract<Answer, { kind: 'error' }>, 'code' | 'detail' | 'retryAfterSeconds'>): LinkFault =>
  new LinkFault(`the gateway says ${code}${detail === '' ? '' : ` (${detail})`}`, {
    end: endOf(code, detail),
    reconnectAfterSeconds: retryAfterSeconds,
  })

/** What follows from a connection that went away without an `Error` frame; only the catalogue's own close codes say why. */
export const faultOfClose = (closeCode: number, reason: string): LinkFault => {
  const code = closeCode < FIRST_PRIVATE_CLOSE_CODE ? undefined : codes.find((one) => errorCatalogue[one].closeCode === closeCode)
  return code === undefined
    ? new LinkFault(`the connection is gone (${closeCode}${reason === '' ? '' : `, ${reason}`})`)
    : faultOfError({ code, detail: '', retryAfterSeconds: 0 })
}

/** What follows from the gateway's `GoAway`. */
export const faultOfGoAway = ({ reason, reconnectAfterSeconds }: GoAway): LinkFault => {
  if (reason === 'replaced') return new LinkFault('another link of this instance took over', { end: { why: 'replaced' } })
  if (reason === 'suspended') return new LinkFault('the party is suspended', { end: { why: 'suspended', detail: '' } })
  return new LinkFault('the gateway is draining', { reconnectAfterSeconds })
}

/** What follows from a gateway that does not keep to the protocol. */
export const faultOfProtocol = (what: string): LinkFault => new LinkFault(`the gateway does not keep to the protocol: ${what}`)

/** RFC 6455 section 7.4.2: codes from here on belong to the applications; lower ones may come from a proxy as well. */
const FIRST_PRIVATE_CLOSE_CODE = 4_000

const codes = Object.keys(errorCatalogue) as ErrorCode[]

const endOf = (code: ErrorCode, detail: string): LinkEnd | undefined => {
  if (code === 'REPLACED') return { why: 'replaced' }
  if (code === 'SUSPENDED') return { why: 'suspended', detail }
  return errorCatalogue[code].retryable ? undefined : { why: 'refused', code, detail }
}
