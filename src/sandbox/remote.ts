// SPDX-License-Identifier: AGPL-3.0-only
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { errorCatalogue, GatewayError } from '../model/errors.ts'
import type { ErrorCode } from '../model/errors.ts'

/** Functions that can be called in another process: arguments and results are JSON. */
export type Callable = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

interface Call { readonly id: number; readonly call: string; readonly args: readonly unknown[] }
type Answer =
  | { readonly id: number; readonly value?: unknown }
  | { readonly id: number; readonly failed: { readonly code?: ErrorCode; readonly detail: string } }

/**
 * Answers calls that come as JSON lines, side by side, until the input ends; `load` gives what is called. An error travels as
 * its catalogued code and detail, or as its text.
 */
export const serveCalls = async (load: () => Promise<Callable>, input: Readable, output: Writable): Promise<void> => {
  const answer = (body: Answer): void => { output.write(`${JSON.stringify(body)}\n`) }
  const run = async ({ id, call, args }: Call): Promise<void> => {
    try {
      const method = (await load())[call]
      if (method === undefined) throw new Error(`there is no call ${call}`)
      answer({ id, value: await method(...args as never[]) })
    } catch (error) {
      answer({ id, failed: describe(error) })
    }
  }
  for await (const line of createInterface({ input })) void run(JSON.parse(line) as Call)
}

/** Calls into another process. */
export interface Remote<T extends Callable> {
  /** The functions over there. They throw `GatewayError` for a catalogued error and `Error` for any other. */
  readonly calls: T
  /** Fails what is not answered: nobody will. */
  readonly lose: (reason: string) => void
}

/** The other end of {@link serveCalls}. */
export const createRemote = <T extends Callable>(output: Readable, input: Writable): Remote<T> => {
  const open = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  let lost: string | undefined

  const call = (name: string, args: readonly unknown[]): Promise<unknown> => {
    if (lost !== undefined) return Promise.reject(new Error(lost))
    const id = lastId += 1
    const waiting = Promise.withResolvers<unknown>()
    open.set(id, waiting)
    input.write(`${JSON.stringify({ id, call: name, args } satisfies Call)}\n`)
    return waiting.promise
  }

  createInterface({ input: output }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    const waiting = open.get(answer.id)
    open.delete(answer.id)
    if ('failed' in answer) waiting?.reject(revive(answer.failed))
    else waiting?.resolve(answer.value)
  })

  return {
    // Without `then`, or a promise of it would wait for the other process to know that call.
    calls: new Proxy({} as T, { get: (_target, name) => (name === 'then' ? undefined : (...args: unknown[]) => call(String(name), args)) }),
    lose: (reason) => {
      lost = reason
      for (const waiting of open.values()) waiting.reject(new Error(reason))
      open.clear()
    },
  }
}

const describe = (error: unknown): { readonly code?: ErrorCode; readonly detail: string } =>
  error instanceof GatewayError ? { code: error.code, detail: error.detail } : { detail: error instanceof Error ? error.message : String(error) }

const revive = ({ code, detail }: { readonly code?: ErrorCode; readonly detail: string }): Error =>
  code !== undefined && code in errorCatalogue ? new GatewayError(code, detail) : new Error(detail)
