// SPDX-License-Identifier: AGPL-3.0-only
import { failureOf } from '../failure.ts'
import { GatewayError } from '../../model/errors.ts'

/** What one check says. `id` is stable: scripts may rely on it. */
export interface Finding {
  readonly id: string
  readonly state: 'ok' | 'warning' | 'problem'
  readonly what: string
  /** What to do: a sentence, or one that ends with a command. None for what is well. */
  readonly fix?: string
}

/** Nothing to do. */
export const fine = (id: string, what: string): Finding => ({ id, state: 'ok', what })

/** It works, and will not for long, or less well than it could. */
export const warning = (id: string, what: string, fix: string): Finding => ({ id, state: 'warning', what, fix })

/** It does not work, or would not at the next start. */
export const problem = (id: string, what: string, fix: string): Finding => ({ id, state: 'problem', what, fix })

/** What a start would say of it. Details of the catalogue's errors end with what to do, behind the first semicolon, where there is something better than the catalogue's words. */
export const refused = (id: string, thrown: unknown): Finding => {
  const { what, detail, fix } = failureOf(thrown)
  if (!(thrown instanceof GatewayError)) return problem(id, `${what} ${detail}`, fix)
  const at = detail.indexOf('; ')
  return at < 0 ? problem(id, detail, fix) : problem(id, detail.slice(0, at), sentence(detail.slice(at + 2)))
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
