// SPDX-License-Identifier: AGPL-3.0-only
import pg from 'pg'
import { GatewayError } from '../../model/errors.ts'

/** This node's row is gone: others may act in its place, and it must not write any more. */
export class FenceLost extends Error {
  constructor() {
    super('this node was taken for dead')
    this.name = 'FenceLost'
  }
}

/** Deadlock and serialization failure: nothing was done, and the same again may succeed. */
const REPEATABLE = new Set(['40P01', '40001'])
/** What PostgreSQL says of one statement alone: data, integrity, syntax, raised by a function. After anything else the whole batch is in doubt. */
const STATEMENT_ALONE = /^(2[123]|42|P0)/

/** True where PostgreSQL asks for the transaction again. */
export const isRepeatable = (error: unknown): boolean => error instanceof pg.DatabaseError && REPEATABLE.has(error.code ?? '')

/** True for an error that one statement alone has caused. */
export const isOfStatement = (error: unknown): boolean =>
  !(error instanceof GatewayError || error instanceof FenceLost)
  && (!(error instanceof pg.DatabaseError) ? !isOfConnection(error) : STATEMENT_ALONE.test(error.code ?? ''))

/** The same error without the values that PostgreSQL quotes. */
export const withoutValues = (error: unknown): unknown =>
  (error instanceof pg.DatabaseError ? new Error(`PostgreSQL refused a statement: ${error.code ?? ''} ${error.constraint ?? error.table ?? ''}`.trim()) : error)

/** What callers are told when the database cannot answer; names no host, user or password. */
export const unreachable = (error: unknown): GatewayError => {
  if (error instanceof GatewayError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{2,30}$/.test(error.code) ? ` (${error.code})` : ''
  return new GatewayError('UNAVAILABLE', `the database does not answer${code}`)
}

// `pg` has no class for its own: they say so in words, and sockets in codes.
const isOfConnection = (error: unknown): boolean =>
  error instanceof Error && ('code' in error || /connection|timeout|client|socket/i.test(error.message))
