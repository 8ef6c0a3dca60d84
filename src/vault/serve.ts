// SPDX-License-Identifier: AGPL-3.0-only
// Sees: each call and its answer, on the way between the pipe and the functions.
// Promises: calls are begun in the order in which they came; what may not go on side by side is the functions' to know.
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
 * Answers calls until the pipe ends, and those that came by then.
 * Throws `Malformed` when the stream is cut wrongly: nothing that follows could be read.
 */
export const serve = async (pipe: VaultPipe, functions: VaultFunctions): Promise<void> => {
  const waiting = new Set<Promise<void>>()

  const answer = async (id: number, call: VaultCall): Promise<void> => {
    pipe.send(encodeAnswer(id, await attempt(functions, call)))
  }

  const begin = (id: number, call: VaultCall): void => {
    const answered = answer(id, call).finally(() => { waiting.delete(answered) })
    waiting.add(answered)
  }

  for await (const frame of framesOf(pipe.received)) {
    const decoded = decoding(frame)
    if ('refused' in decoded) pipe.send(encodeOutcome(idOf(frame), decoded))
    else if (waiting.size >= MAX_WAITING_CALLS) pipe.send(encodeOutcome(decoded.id, { refused: 'busy', retry: undefined }))
    else begin(decoded.id, decoded.call)
  }
  await Promise.all(waiting)
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
