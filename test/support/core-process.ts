// SPDX-License-Identifier: AGPL-3.0-only
// A core's server in a process of its own, to be killed: the argument names its configuration. What it took and what it says is in its journal
// before it acknowledges or sends it, so that another process goes on where this one ended. Each line on stdin, `{"upTo": {REF: N}}`, lets it say
// N texts in the conversation of REF; each line on stdout is a hint that the journal grew. It ends with its stdin.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { ContentRefused, createVaultChannel } from '../../src/agent/channel/index.ts'
import { judgeNumber } from '../../src/agent/channel/numbers.ts'
import { submissionId } from '../../src/model/ids.ts'
import { CoreProblem, createCoreCall, pollEvents } from './core-http.ts'
import type { CoreEvent } from './core-http.ts'
import { CoreJournal } from './core-journal.ts'
import type { CoreConfig, Conversation, Said } from './core-journal.ts'

/** A gateway that is away comes back soon. */
const AGAIN_MS = 40
const WAIT_SECONDS = 20
/** Answers after which the same is said once more. */
const AGAIN = new Set(['UNAVAILABLE', 'THROTTLED'])

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as CoreConfig
const call = createCoreCall(config.origin, config.credential)
const channel = createVaultChannel({ own: config.own, vault: config.vault })
const journal = new CoreJournal(config.journal, () => { process.stdout.write('\n') })
const upTo = new Map<string, number>()
let changed = Promise.withResolvers<undefined>()

createInterface({ input: process.stdin }).on('line', (line) => {
  for (const [ref, count] of Object.entries((JSON.parse(line) as { readonly upTo: Record<string, number> }).upTo)) upTo.set(ref, count)
  changed.resolve(undefined)
  changed = Promise.withResolvers()
}).on('close', () => { process.exit(0) })

for (const conversation of config.conversations) void talk(conversation)
await listen()

async function listen(): Promise<never> {
  for (;;) {
    try {
      const { events, next } = await pollEvents(call, journal.after, WAIT_SECONDS)
      for (const event of events) await take(event)
      if (next !== journal.after) journal.note({ after: next })
    } catch (error) {
      // Another consumer is this one's forerunner, whose end was not noticed yet.
      const isOdd = error instanceof ContentRefused || (error instanceof CoreProblem && error.code !== 'CONFLICT' && !AGAIN.has(error.code))
      if (isOdd) journal.note({ odd: `events: ${error.message}` })
      await pause(AGAIN_MS)
    }
  }
}

async function take(event: CoreEvent): Promise<void> {
  const conversation = config.conversations.find(({ ref, peer }) => ref === event['ref'] && peer === event['peer'])
  if (event.type !== 'message' || conversation === undefined) {
    journal.note({ odd: `event ${event.type} of ${String(event['ref'])}` })
    return
  }
  const { ref, user, peer } = conversation
  const { facts, json } = await channel.open({ content: String(event['content']), epochKey: String(event['epochKey']) }, { from: peer, to: user }, Date.now())
  const { messageId: message, number, submissionId: submission } = facts
  const verdict = judgeNumber(journal.last(ref), { number, submissionId: submission })
  // docs/core.md: what was not acknowledged comes again, and a message is shown once.
  if (verdict === 'again' && journal.knows(message)) return
  if (verdict !== 'next') journal.note({ odd: `${verdict}: number ${String(number)} of ${ref}` })
  const { kind, text } = JSON.parse(Buffer.from(json).toString('utf8')) as { readonly kind: string; readonly text?: string }
  journal.note({ took: kind, ref, message, number, submission, text: journal.knows(message) ? undefined : text })
}

/** One at a time in each conversation, since numbers rise. */
async function talk(conversation: Conversation): Promise<never> {
  for (;;) {
    const waiting = journal.pending(conversation.ref) ?? await sealNext(conversation)
    if (waiting !== undefined) await post(waiting)
  }
}

async function sealNext({ ref, user, peer }: Conversation): Promise<Said | undefined> {
  const number = journal.said(ref) + 1
  if (number > (upTo.get(ref) ?? 0)) {
    await changed.promise
    return undefined
  }
  const [id, key] = [randomUUID(), submissionId(randomUUID())]
  const text = `c-${ref}-${String(number)}`
  const content = Buffer.from(JSON.stringify({ id, kind: 'text', sentAtMs: Date.now(), text }))
  const facts = { messageId: id, submissionId: key, from: user, to: peer, provider: config.provider, custody: 'VAULT', number } as const
  const said = { said: number, ref, key, text, body: { ref, provider: config.provider, peer, ...await channel.seal(facts, content, Date.now()) } }
  journal.note(said)
  return said
}

async function post({ ref, key, body }: Said): Promise<void> {
  try {
    await call('POST', '/messages', body, { 'idempotency-key': key })
    journal.note({ settled: key, ref })
  } catch (error) {
    if (error instanceof CoreProblem && !AGAIN.has(error.code)) {
      journal.note({ odd: `message: ${error.message}` })
      journal.note({ settled: key, ref })
    }
    await pause(AGAIN_MS)
  }
}
