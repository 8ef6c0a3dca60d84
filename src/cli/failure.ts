// SPDX-License-Identifier: AGPL-3.0-only
import { errorCatalogue, GatewayError } from '../model/errors.ts'
import { errorShape } from '../ops/error-shape.ts'
import { ExitCode } from './io.ts'
import type { Output } from './io.ts'

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
  if (isSystemError(thrown)) {
    return { code: 'CONFIG_INVALID', what: 'The system refused it.', detail: `${thrown.syscall} ${thrown.path ?? ''}: ${thrown.code}`, fix: 'Check that the path is right and that you may use it.', exitCode: ExitCode.FAILED }
  }
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_MODULE_NOT_FOUND') {
    return { ...catalogued('CONFIG_INVALID', 'a part of the program is not here'), fix: 'The image for a gateway has neither vault nor sandbox: use the full one. Anything else that is missing wants a new installation.' }
  }
  const { name, at } = errorShape(thrown)
  return { ...catalogued('INTERNAL', `${name} at ${at[0] ?? 'an unknown place'}`), fix: 'This is a bug: report it with the line above.' }
}

/** A failure with the catalogue's words. */
export const catalogued = (code: keyof typeof errorCatalogue, detail: string): Failure =>
  ({ code, what: errorCatalogue[code].meaning, detail, fix: errorCatalogue[code].fix, exitCode: ExitCode.FAILED })

/** Code and detail, what happened, what to do; or all of it as one JSON object. */
export const printFailure = (stderr: Output, { exitCode: _exitCode, ...failure }: Failure, asJson: boolean): void => {
  if (asJson) {
    stderr.write(`${JSON.stringify({ ok: false, error: failure })}\n`)
    return
  }
  const { code, what, detail, fix, correlationId } = failure
  const lines = [`${code}: ${what}`, ...detail.split('\n').filter((line) => line !== '').map((line) => `  ${line}`), `fix: ${fix}`]
  if (correlationId !== undefined) lines.push(`correlation id: ${correlationId}`)
  stderr.write(`${lines.join('\n')}\n`)
}

const isSystemError = (thrown: unknown): thrown is Error & { readonly code: string; readonly syscall: string; readonly path?: string } =>
  thrown instanceof Error && 'syscall' in thrown && 'code' in thrown
