// SPDX-License-Identifier: AGPL-3.0-only
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { FenceLost, unreachable } from './failures.ts'
import type { Statement } from './statement.ts'
import { types } from './types.ts'

/** Opening a connection; a database in the same place takes a few ms. */
const CONNECT_MS = 3_000
/** One statement; a batch takes a few ms, so what lasts longer stands still. */
const STATEMENT_MS = 10_000
/** Waiting for the lock of another node: below the time that one may sit idle in a transaction a batch would give up for nothing. */
const LOCK_MS = 8_000
/** A node that went away in mid-batch holds others up no longer. */
const IDLE_IN_TRANSACTION_MS = 5_000
/** When no answer comes at all, as behind a broken network; above STATEMENT_MS, so that the database speaks first. */
const ANSWER_MS = 12_000
/** Saying goodbye; a server that is still there answers in a few ms. */
const END_MS = 1_000

/**
 * Every statement here finds its rows by an index, and plans are made once, perhaps when a table is empty: so no plan may
 * fall to reading a table or an index through, or compile what runs for microseconds.
 */
const PLANS = 'SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET jit = off; SET plan_cache_mode = force_generic_plan'
const LIMITS = `SET statement_timeout = ${String(STATEMENT_MS)}; SET lock_timeout = ${String(LOCK_MS)}; SET idle_in_transaction_session_timeout = ${String(IDLE_IN_TRANSACTION_MS)}`
/** What each connection is told first. */
export const SETTINGS = `${LIMITS}; ${PLANS}; SET client_min_messages = warning`

/** How connections of a store are made. */
export const clientConfig = (url: string, answerMs = ANSWER_MS): ClientConfig => ({
  connectionString: url, application_name: 'drawbridge', types, keepAlive: true,
  connectionTimeoutMillis: CONNECT_MS, query_timeout: answerMs,
})

/** Runs prepared statements, one after the other. */
export interface Session {
  readonly all: <Row>(statement: Statement<Row>, values?: readonly unknown[]) => Promise<Row[]>
  /** The first row. */
  readonly one: <Row>(statement: Statement<Row>, values?: readonly unknown[]) => Promise<Row | undefined>
  /** How many rows the statement changed. */
  readonly run: (statement: Statement<unknown>, values?: readonly unknown[]) => Promise<number>
}

/** A connection of its own. */
export interface OwnSession extends Session {
  /** Runs statements parted by semicolons in one round trip, and gives how many rows each of them answered. */
  readonly script: (text: string) => Promise<number[]>
  readonly client: pg.Client
  readonly isOpen: () => boolean
  /** Closes it; rolls back what was not committed. */
  readonly end: () => Promise<void>
}

/** Opens a connection on which an answer may take `answerMs`. Throws `UNAVAILABLE`, without naming the place or the password. */
export const openSession = async (url: string, answerMs?: number): Promise<OwnSession> => {
  const client = createClient(url, answerMs)
  let isOpen = true
  const gone = (): void => { isOpen = false }
  client.on('error', gone)
  client.on('end', gone)
  const end = async (): Promise<void> => {
    gone()
    // Behind a broken network the server never closes its side.
    const cut = setTimeout(() => { client.connection.stream.destroy() }, END_MS)
    await client.end().catch(() => undefined)
    clearTimeout(cut)
  }
  try {
    await client.connect()
    await client.query(SETTINGS)
  } catch (error) {
    void end()
    throw unreachable(error)
  }
  return { ...createQueries((query) => client.query(query)), script: createScript(client), client, isOpen: () => isOpen, end }
}

const createClient = (url: string, answerMs: number | undefined): pg.Client => {
  try {
    return new pg.Client(clientConfig(url, answerMs))
  } catch {
    // What is thrown quotes the address, password and all.
    throw unreachable(new Error('not an address'))
  }
}

type Query = (query: { readonly name: string; readonly text: string; readonly values: unknown[] }) => Promise<pg.QueryResult>

/** The ways to run a statement over anything that takes a `pg` query. */
export const createQueries = (query: Query): Session => {
  const ask = (statement: Statement<unknown>, values: readonly unknown[]) => query({ name: statement.name, text: statement.text, values: [...values] })
  return {
    all: async <Row>(statement: Statement<Row>, values: readonly unknown[] = []) => rowsOf<Row>(await ask(statement, values)),
    one: async <Row>(statement: Statement<Row>, values: readonly unknown[] = []) => rowsOf<Row>(await ask(statement, values))[0],
    run: async (statement: Statement<unknown>, values: readonly unknown[] = []) => (await ask(statement, values)).rowCount ?? 0,
  }
}

const rowsOf = <Row>({ rows }: pg.QueryResult): Row[] => rows as Row[]

const createScript = (client: pg.Client) => async (text: string): Promise<number[]> => {
  const results: unknown = await client.query(text)
  return (Array.isArray(results) ? results : [results]).map(({ rows }: pg.QueryResult) => rows.length)
}

/** Throws unless the fence held. */
export const requireFence = (rows: number | undefined): void => {
  if (rows !== 1) throw new FenceLost()
}
