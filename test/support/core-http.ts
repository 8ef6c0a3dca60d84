// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a core's server says to `/core/v1`, and how it hears of events.

/** The gateway answered with a problem document. */
export class CoreProblem extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, { code, detail }: { readonly code: string; readonly detail: string }) {
    super(`${code} ${detail}`)
    this.status = status
    this.code = code
  }
}

/** One event, as docs/openapi has it. */
export interface CoreEvent { readonly id: number; readonly type: string; readonly [member: string]: unknown }

/** Asks the gateway. Throws `CoreProblem` for a problem document, and as `fetch` does where there is no answer. */
export type CoreCall = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Record<string, unknown>>

/** Longer than any wait for events. */
const ANSWER_MS = 60_000

/** Calls with one credential of a core at this listener, `http://HOST:PORT`. */
export const createCoreCall = (origin: string, credential: string): CoreCall => async (method, path, body, headers = {}) => {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${origin}/core/v1${path}`, {
    method, ...sent, signal: AbortSignal.timeout(ANSWER_MS),
    headers: { authorization: `Bearer ${credential}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  })
  const answer = await response.json() as Record<string, unknown>
  if (!response.ok) throw new CoreProblem(response.status, answer as unknown as { code: string; detail: string })
  return answer
}

/** A page of events. */
export interface CoreEvents { readonly events: readonly CoreEvent[]; readonly next: number }

/** Events after a cursor, which acknowledges what is before it; waits for the first so many seconds. */
export const pollEvents = async (call: CoreCall, after: number, waitSeconds: number, proofs = false): Promise<CoreEvents> =>
  await call('GET', `/events?after=${String(after)}&wait=${String(waitSeconds)}${proofs ? '&proofs=1' : ''}`) as unknown as CoreEvents

/** How long a test waits for an event. */
const PATIENCE_MS = 60_000

/** A feed that is read from its beginning; `proofs`: with what reports need. */
export class CoreFeed {
  readonly #call: CoreCall
  readonly #proofs: boolean
  readonly #waiting: CoreEvent[] = []
  /** Of everything that was read. */
  after = 0

  constructor(call: CoreCall, { proofs = false }: { readonly proofs?: boolean } = {}) {
    this.#call = call
    this.#proofs = proofs
  }

  /** The oldest event of this type that was not taken yet. */
  async next(type: string): Promise<CoreEvent> {
    for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline;) {
      const at = this.#waiting.findIndex((event) => event.type === type)
      const [found] = at < 0 ? [] : this.#waiting.splice(at, 1)
      if (found) return found
      const { events, next } = await pollEvents(this.#call, this.after, 5, this.#proofs)
      this.after = next
      this.#waiting.push(...events)
    }
    throw new Error(`no ${type} within a minute`)
  }
}
