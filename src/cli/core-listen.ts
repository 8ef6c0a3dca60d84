// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { Command } from 'commander'
import { mintWebhookSecret, webhookHeaders, webhookId } from '../model/webhook-signature.ts'
import { readPrivateFile } from '../ops/private-file.ts'
import { createCorePoll } from './core-poll.ts'
import type { PolledEvent } from './core-poll.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'
import { readWebhookSecret } from './webhook-secret.ts'

interface ListenOptions {
  readonly gateway: string
  readonly credentialFile: string
  readonly forwardTo: string
  readonly secretFile?: string
  readonly proofs?: boolean
  readonly once?: boolean
  readonly json?: boolean
}

/** What the gateway itself allows for an answer. */
const ANSWER_MS = 5_000
/** Between tries of an event that was not taken; doubles up to the longest. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** Seconds that a poll waits. */
const WAIT_SECONDS = 50

/** `core listen`: webhooks for a core on a developer's machine, which no gateway can call. */
export const coreListenCommand = (context: Context): Command => {
  const command = new Command('listen')
    .description('poll for events and pass each on as a signed webhook to your own machine; acknowledges what is answered with 2xx')
    .requiredOption('--forward-to <url>', 'where your core takes webhooks')
    .requiredOption('--credential-file <file>', 'what core credential add printed')
    .option('--gateway <url>', 'the gateway\'s core.listen', 'http://127.0.0.1:7445')
    .option('--secret-file <file>', 'secret to sign with; without it one is made and printed')
    .option('--proofs', 'with what reports of messages need, as core.webhookProofs gives it')
    .option('--once', 'pass on what waits, then end; ends with 1 at the first event that is not taken')
    .action((options: ListenOptions) => listen(context, options))
  return finish(command, { examples: [
    'core listen --credential-file credential --forward-to http://127.0.0.1:8080/hook', 'core listen --credential-file credential --secret-file webhook-secret --forward-to http://127.0.0.1:8080/hook --once --json',
  ] })
}

const listen = async (context: Context, options: ListenOptions): Promise<void> => {
  const credential = readPrivateFile(pathFrom(context, options.credentialFile))?.trim() ?? ''
  const secret = options.secretFile === undefined ? mintWebhookSecret() : readWebhookSecret(context, options.secretFile)
  if (options.secretFile === undefined) context.io.stderr.write(`Signed with: ${secret}\n`)
  const end = new AbortController()
  const endListening = context.io.onStopSignal(() => { end.abort() })
  const poll = createCorePoll(options.gateway, credential, options.proofs)
  let after = 0
  try {
    while (!end.signal.aborted) {
      const { events, next } = await poll(after, options.once === true ? 0 : WAIT_SECONDS, end.signal)
      for (const event of events) {
        await passOn(context, options, { event, secret, signal: end.signal })
        after = event.id
      }
      if (options.once === true && events.length === 0) return
      after = next
    }
  } catch (error) {
    if (!end.signal.aborted) throw error
  } finally {
    endListening()
    // What was taken is acknowledged also where another one was not.
    if (after > 0) await poll(after, 0, AbortSignal.timeout(ANSWER_MS)).catch(() => undefined)
  }
}

/** Calls until the event is taken; with `--once` one call. */
const passOn = async (context: Context, { forwardTo, once, json }: ListenOptions, { event, secret, signal }: { readonly event: PolledEvent; readonly secret: string; readonly signal: AbortSignal }): Promise<void> => {
  const id = webhookId({ id: event.id, timeMs: Date.parse(event.time) })
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    const answer = await post(forwardTo, id, JSON.stringify(event), secret)
    say(context, json, { id, type: event.type, ref: event.ref, answer }, `${event.time}  ${event.type}  ${event.ref}  ${id}  ${answer}`)
    if (/^2/.test(answer)) return
    if (once === true) {
      throw new CommandFailed({
        code: 'NOT_TAKEN', what: 'Your core did not take an event; it waits on.', detail: `${id}: ${answer}`, exitCode: ExitCode.FAILED,
        fix: 'Answer 2xx within five seconds once the event is stored; "drawbridge conformance core" says what else a receiver must do.',
      })
    }
    await pause(wait, undefined, { signal })
  }
}

/** The status, or why there is none. */
const post = async (url: string, id: string, body: string, secret: string): Promise<string> => {
  const headers = { ...webhookHeaders({ id, timeSeconds: Math.floor(Date.now() / 1000), body }, [secret]), 'content-type': 'application/json' }
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) })
    await answer.body?.cancel()
    return String(answer.status)
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable'
  }
}
