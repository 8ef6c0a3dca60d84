// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'

/** An event with all that it holds; these members every one has. */
const PolledEvent = Type.Object({ id: Type.Integer(), time: Type.String(), type: Type.String(), ref: Type.String() })
/** See the schema of the same name. */
export type PolledEvent = Static<typeof PolledEvent>

const Events = Type.Object({ events: Type.Array(PolledEvent), next: Type.Integer() })
const Problem = Type.Object({ code: Type.String(), title: Type.String(), detail: Type.String(), fix: Type.String() })
/** Beyond what the gateway waits. */
const GRACE_MS = 10_000

/** Events after a cursor, which acknowledges what is before it. Throws `CommandFailed`. */
export type CorePoll = (after: number, waitSeconds: number, signal: AbortSignal) => Promise<Static<typeof Events>>

/** Polls `/core/v1` of a gateway; with `proofs` for what reports need too. */
export const createCorePoll = (gateway: string, credential: string, proofs = false): CorePoll => async (after, waitSeconds, signal) => {
  const url = `${gateway.replace(/\/+$/, '')}/core/v1/events?after=${String(after)}&wait=${String(waitSeconds)}${proofs ? '&proofs=1' : ''}`
  const limit = AbortSignal.any([signal, AbortSignal.timeout(waitSeconds * 1000 + GRACE_MS)])
  const value: unknown = await fetch(url, { headers: { authorization: `Bearer ${credential}` }, redirect: 'manual', signal: limit })
    .then((answer) => answer.json())
    .catch((error: unknown) => { throw signal.aborted ? error : unreachable(gateway) })
  if (Check(Events, value)) return value
  throw Check(Problem, value) ? refused(value) : unreachable(gateway)
}

const refused = ({ code, title, detail, fix }: Static<typeof Problem>) => new CommandFailed({ code, what: title, detail, fix, exitCode: ExitCode.FAILED })

const unreachable = (gateway: string) => new CommandFailed({
  code: 'UNAVAILABLE', what: 'No gateway answers there.', detail: gateway, fix: 'Name its core.listen with --gateway, with https where core.tls is set.', exitCode: ExitCode.FAILED,
})
