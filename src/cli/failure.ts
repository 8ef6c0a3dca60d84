// SPDX-License-Identifier: AGPL-3.0-only
import { safeJson, safeLines } from '../model/display-text.ts'
import { errorCatalogue, GatewayError } from '../model/errors.ts'
import { errorShape } from '../ops/error-shape.ts'
import { ExitCode } from './io.ts'
import type { Output } from './io.ts'
import { refusedBySystem } from './refused.ts'

/** What a command says when it did not do what it was asked. */
export interface Failure {
  readonly code: string
  readonly what: string
  readonly detail: string
  readonly fix: string
  readonly exitCode: number
  readonly correlationId?: string
}

/** Thrown by a command; printed by `run`. */
export class CommandFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.what)
    this.name = 'CommandFailed'
    this.failure = failure
  }
}

/** The failure that anything thrown means to the person at the terminal. */
export const failureOf = (thrown: unknown): Failure => {
  if (thrown instanceof CommandFailed) return thrown.failure
  if (thrown instanceof GatewayError) return catalogued(thrown.code, thrown.detail)
  const refused = refusedBySystem(thrown)
  if (refused !== undefined) return { ...refused, exitCode: ExitCode.FAILED }
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_MODULE_NOT_FOUND') {
    return { ...catalogued('CONFIG_INVALID', 'a part of the program is not here'), fix: 'The image for a gateway has neither vault nor sandbox: use the full one. Anything else that is missing wants a new installation.' }
  }
  const { name, at } = errorShape(thrown)
  return { ...catalogued('INTERNAL', `${name} at ${at[0] ?? 'an unknown place'}`), fix: 'This is a bug: report it with the line above.' }
}

/** A failure with the catalogue's words, and with what a person at a terminal does about it. */
export const catalogued = (code: keyof typeof errorCatalogue, detail: string): Failure =>
  ({ code, what: errorCatalogue[code].meaning, detail, fix: fixAtTerminal(code, errorCatalogue[code].fix), exitCode: ExitCode.FAILED })

/** What to do about an error with this code, for whoever typed the command: the catalogue speaks to the software of a party. */
export const fixAtTerminal = (code: string, fix: string): string => AT_TERMINAL[code] ?? fix

const AT_TERMINAL: Readonly<Record<string, string>> = {
  CONFLICT: 'Do as the detail says, or leave it as it is.',
  NOT_FOUND: 'Check the name or id against what the list shows: drawbridge provider list, enforcement list, report list, mailbox list and so on.',
  UNAVAILABLE: 'Repeat it in a few seconds, unless the detail says what stands in the way.',
}

/** Code and detail, what happened, what to do; or all of it as one JSON object. A file that somebody else wrote may be quoted: nothing in it moves a cursor. */
export const printFailure = (stderr: Output, { exitCode: _exitCode, ...failure }: Failure, asJson: boolean): void => {
  if (asJson) {
    stderr.write(`${safeJson({ ok: false, error: failure })}\n`)
    return
  }
  const { code, what, detail, fix, correlationId } = failure
  const lines = [`${code}: ${what}`, ...detail.split('\n').filter((line) => line !== '').map((line) => `  ${line}`), `fix: ${fix}`]
  if (correlationId !== undefined) lines.push(`correlation id: ${correlationId}`)
  stderr.write(`${safeLines(lines.join('\n'))}\n`)
}
