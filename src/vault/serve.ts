// SPDX-License-Identifier: AGPL-3.0-only
// Sees: each call and its answer, on the way between the pipe and the functions.
// Promises: calls of one user are done one after another, in the order in which they came; those of others side by side.
// Never: lets more than a bounded number wait; answers with an error's text.
import type { Refused, VaultAnswers, VaultCall } from './protocol/calls.ts'
import type { VaultPipe } from './protocol/client.ts'
import { decodeCall, encodeOutcome, framesOf, idOf } from './protocol/messages.ts'
import type { Outcome } from './protocol/messages.ts'
import { refusing, VaultRefused } from './refusal.ts'

/** What this vault can do: a function for each call; a call without one is refused as `unsupported`. They throw `VaultRefused`. */
export type VaultFunctions = {
  readonly [Name in VaultCall['call']]?: (call: Extract<VaultCall, { readonly call: Name }>) => Promise<VaultAnswers[Name]>
}

/** Calls that may wait, over all users: what several daemons' clients may owe at once would only wait here. */
export const MAX_WAITING_CALLS = 512

/**
 * Answers calls until the pipe ends. A conversation belongs to one account, so one lane a user keeps both in order.
 * Throws `Malformed` when the stream is cut wrongly: nothing that follows could be read.
 */
export const serve = async (pipe: VaultPipe, functions: VaultFunctions): Promise<void> => {
  const lanes = new Map<string, Promise<void>>()
  let waiting = 0

  const answer = async (id: number, call: VaultCall): Promise<void> => {
    const outcome = await attempt(functions, call)
    waiting -= 1
    pipe.send(encodeAnswer(id, outcome))
  }

  const enqueue = (id: number, call: VaultCall): void => {
    waiting += 1
    const user = userOf(call)
    if (user === undefined) {
      void answer(id, call)
      return
    }
    const lane = (lanes.get(user) ?? Promise.resolve()).then(() => answer(id, call))
    lanes.set(user, lane)
    void lane.then(() => { if (lanes.get(user) === lane) lanes.delete(user) })
  }

  for await (const frame of framesOf(pipe.received)) {
    const decoded = decoding(frame)
    if ('refused' in decoded) pipe.send(encodeOutcome(idOf(frame), decoded))
    else if (waiting >= MAX_WAITING_CALLS) pipe.send(encodeOutcome(decoded.id, { refused: 'busy', retry: undefined }))
    else enqueue(decoded.id, decoded.call)
  }
  await Promise.all(lanes.values())
}

const decoding = (frame: Uint8Array): ReturnType<typeof decodeCall> | Refused => {
  try {
    return refusing('malformed', () => decodeCall(frame))
  } catch (error) {
    return toRefused(error)
  }
}

const attempt = async (functions: VaultFunctions, call: VaultCall): Promise<Outcome> => {
  // The name picks the function that takes this call; the compiler sees only that both are unions.
  const work = functions[call.call] as ((call: VaultCall) => Promise<VaultAnswers[keyof VaultAnswers]>) | undefined
  if (work === undefined) return { refused: 'unsupported', retry: undefined }
  try {
    return { call: call.call, answer: await work(call) } as Outcome
  } catch (error) {
    return toRefused(error)
  }
}

/** Anything but a refusal is a bug, and its text stays here. */
const toRefused = (error: unknown): Refused =>
  error instanceof VaultRefused ? { refused: error.refused, retry: error.retry } : { refused: 'fault', retry: undefined }

/** An answer that has no form is a bug of its function. */
const encodeAnswer = (id: number, outcome: Outcome): Uint8Array => {
  try {
    return encodeOutcome(id, outcome)
  } catch {
    return encodeOutcome(id, { refused: 'fault', retry: undefined })
  }
}

const userOf = (call: VaultCall): string | undefined => {
  if ('account' in call) return call.account.user
  return 'user' in call ? call.user : undefined
}
