// SPDX-License-Identifier: AGPL-3.0-only
import { Client } from 'undici'
import Type from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { catalogued, CommandFailed, fixAtTerminal } from './failure.ts'
import { ExitCode } from './io.ts'

/** Talks to the daemon over its admin socket. Calls throw `CommandFailed`. */
export interface AdminClient {
  get<T extends TSchema>(path: string, answer: T): Promise<Static<T>>
  post<T extends TSchema>(path: string, body: unknown, answer: T): Promise<Static<T>>
}

const Problem = Type.Object({
  code: Type.String(), title: Type.String(), detail: Type.String(), fix: Type.String(), correlationId: Type.Optional(Type.String()),
})

/** The daemon is on this machine. */
const CONNECT_MS = 2_000
/** A suspension waits a second for the party's links to close; the rest is for a slow disk. */
const ANSWER_MS = 15_000
/** A list of a thousand parties is half of it. */
const MAX_ANSWER_BYTES = 1_048_576

/** A client of the daemon on this socket; `start` is how that daemon is started, said when none answers. */
export const createAdminClient = (socket: string, start: string): AdminClient => {
  const send = async <T extends TSchema>(method: 'GET' | 'POST', path: string, body: unknown, schema: T): Promise<Static<T>> => {
    const client = new Client('http://localhost', {
      socketPath: socket, connect: { timeout: CONNECT_MS }, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS, maxResponseSize: MAX_ANSWER_BYTES,
    })
    try {
      const answer = await client.request({
        method, path, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const value: unknown = await answer.body.json()
      if (Check(schema, value)) return value
      throw new CommandFailed(toFailure(value))
    } catch (error) {
      throw error instanceof CommandFailed ? error : new CommandFailed(unreachable(socket, start, error))
    } finally {
      await client.close()
    }
  }
  return {
    get: (path, schema) => send('GET', path, undefined, schema),
    post: (path, body, schema) => send('POST', path, body, schema),
  }
}

const toFailure = (value: unknown) => {
  if (!Check(Problem, value)) return catalogued('INTERNAL', 'the daemon answered something else than its admin API does; is it another version?')
  const { code, title, detail, fix, correlationId } = value
  return { code, what: title, detail, fix: fixAtTerminal(code, fix), exitCode: ExitCode.FAILED, ...(correlationId === undefined ? {} : { correlationId }) }
}

const unreachable = (socket: string, start: string, error: unknown) => {
  const mayNot = error instanceof Error && 'code' in error && error.code === 'EACCES'
  return {
    code: 'NO_DAEMON', what: mayNot ? 'You may not use the daemon\'s admin socket.' : 'No daemon answers.', detail: socket,
    fix: mayNot ? 'Run the command as the user that the daemon runs as.' : `Start it with: ${start}    or name the running one's --admin-socket, --data or --config.`,
    exitCode: ExitCode.NO_DAEMON,
  }
}
