// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { MAX_CORE_MESSAGE_CHARACTERS } from '../../model/core-messages.ts'
import { mintWebhookSecret, WEBHOOK_TOLERANCE_SECONDS } from '../../model/webhook-signature.ts'
import type { Answer } from './post.ts'
import type { Probe } from './probe.ts'

/** One thing that a core must do with webhooks. */
export interface Check {
  readonly name: string
  /** What is expected, in a sentence. */
  readonly expects: string
  /** What to change where it is not so. */
  readonly fix: string
  /** Whether each of the answers must be a yes or a no. */
  readonly wants: 'taken' | 'refused'
  readonly run: (probe: Probe) => Promise<readonly Answer[]>
}

/** Beyond the tolerance, and beyond what clocks on one network differ by. */
const TOO_FAR_SECONDS = WEBHOOK_TOLERANCE_SECONDS + 60
/** As many as the gateway has under way at once. */
const SIDE_BY_SIDE = 4
const PIECES = 4

const one = (run: (probe: Probe) => Promise<Answer>) => async (probe: Probe): Promise<readonly Answer[]> => [await run(probe)]

/** One after the other. */
const each = async (sends: readonly (() => Promise<Answer>)[]): Promise<readonly Answer[]> => {
  const answers: Answer[] = []
  for (const send of sends) answers.push(await send())
  return answers
}

const message = (peer: string, number: number) => ({ type: 'message', peer, message: randomUUID(), number, late: false, content: 'e30..AA.AA.AA', epochKey: 'e30.AA.AA' })
const USE_RAW = 'Verify over the bytes as they came, before any parser: sign `id.timestamp.body`, compare with each `v1,` entry of webhook-signature in constant time.'

/** What must be taken: an event is stored, or known already, and answered with 2xx. */
const taken: readonly Omit<Check, 'wants'>[] = [
  { name: 'valid', expects: 'A signed event is answered with 2xx within five seconds.', fix: 'Store the event, then answer 2xx; open and show it afterwards. An event of a user that you do not know is answered with 2xx too.', run: one((probe) => probe.send(probe.body())) },
  { name: 'raw-body', expects: 'The signature is checked over the bytes that came.', fix: USE_RAW, run: one((probe) => probe.send(JSON.stringify(probe.event(), undefined, 1).replaceAll('ë', '\\u00eb'))) },
  {
    name: 'repeated', expects: 'The same webhook-id again is answered with 2xx.', fix: 'Remember webhook-id with what you stored, and answer 2xx without doing it again: the gateway repeats what it does not know to be taken.',
    run: (probe) => {
      const [id, body] = [probe.id(), probe.body()]
      return each([() => probe.send(body, { id }), () => probe.send(body, { id }), () => probe.send(body, { id, aged: 1 })])
    },
  },
  {
    name: 'reordered', expects: 'Events of one conversation are taken in any order.', fix: 'Store an event whose number is not the next one too, and put it in its place by its number; a replayed one comes late.',
    run: (probe) => {
      const peer = randomUUID()
      return each([3, 1, 2].map((number) => () => probe.send(probe.body(message(peer, number)))))
    },
  },
  { name: 'side-by-side', expects: 'Events of several conversations are taken at once.', fix: 'Take four calls at a time.', run: (probe) => Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => probe.send(probe.body(message(randomUUID(), 1))))) },
  { name: 'unknown-type', expects: 'An event of a type that you do not know is answered with 2xx.', fix: 'Store it or drop it, and answer 2xx: later versions tell of more.', run: one((probe) => probe.send(probe.body({ type: 'conformance.unknown' }))) },
  { name: 'unknown-member', expects: 'A member that you do not know is no reason to refuse.', fix: 'Ignore members that you do not know.', run: one((probe) => probe.send(probe.body({ conformance: { unknown: [1] } }))) },
  { name: 'large', expects: 'An event with the largest content is taken.', fix: 'Take bodies of 256 KiB.', run: one((probe) => probe.send(probe.body({ ...message(randomUUID(), 1), content: 'e30..AA.'.padEnd(MAX_CORE_MESSAGE_CHARACTERS, 'A') }))) },
  { name: 'slow', expects: 'A body that comes in pieces is taken.', fix: 'Wait some seconds for the rest of a body.', run: one((probe) => probe.send(probe.body(), { pieces: PIECES })) },
  { name: 'two-signatures', expects: 'One signature of several that holds is enough.', fix: 'Split webhook-signature at blanks and accept if any entry holds: in a rotation there are two.', run: (probe) => each([
    () => probe.send(probe.body(), { secrets: [mintWebhookSecret(), probe.secret] }), () => probe.send(probe.body(), { secrets: [probe.secret, mintWebhookSecret()] }),
  ]) },
  { name: 'other-scheme', expects: 'Signatures of a scheme that you do not know are passed over.', fix: 'Skip entries of webhook-signature that do not begin with `v1,`.', run: one((probe) => probe.send(probe.body(), {
    forge: (headers) => ({ ...headers, 'webhook-signature': `v1a,${'A'.repeat(86)}== ${headers['webhook-signature'] ?? ''}` }),
  })) },
]

const REFUSE = 'Answer 401 and do nothing with the body.'

/** What must be refused, with 400, 401 or 403: it did not come from the gateway, or not now. */
const refused: readonly Omit<Check, 'wants'>[] = [
  { name: 'unsigned', expects: 'A call without signature is refused.', fix: `Require webhook-id, webhook-timestamp and webhook-signature. ${REFUSE}`, run: one((probe) => probe.send(probe.body(), { forge: () => ({}) })) },
  { name: 'wrong-secret', expects: 'A signature under another secret is refused.', fix: `${USE_RAW} ${REFUSE}`, run: one((probe) => probe.send(probe.body(), { secrets: [mintWebhookSecret()] })) },
  { name: 'changed-body', expects: 'A body that was not signed is refused.', fix: `${USE_RAW} ${REFUSE}`, run: one((probe) => {
    const body = probe.body()
    return probe.send(body, { sent: body.replace('Conformance', 'Conformanse') })
  }) },
  { name: 'changed-id', expects: 'A webhook-id that was not signed is refused.', fix: `Sign over webhook-id too: \`id.timestamp.body\`. ${REFUSE}`, run: one((probe) => probe.send(probe.body(), { forge: (headers) => ({ ...headers, 'webhook-id': probe.id() }) })) },
  { name: 'changed-time', expects: 'A webhook-timestamp that was not signed is refused.', fix: `Sign over webhook-timestamp too: \`id.timestamp.body\`. ${REFUSE}`, run: one((probe) => probe.send(probe.body(), {
    forge: (headers) => ({ ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) }),
  })) },
  { name: 'old', expects: 'A call that was signed over five minutes ago is refused.', fix: `Compare webhook-timestamp with your own clock, and keep that right. ${REFUSE}`, run: one((probe) => probe.send(probe.body(), { aged: -TOO_FAR_SECONDS })) },
  { name: 'from-the-future', expects: 'A call that was signed over five minutes ahead is refused.', fix: `Compare webhook-timestamp in both directions. ${REFUSE}`, run: one((probe) => probe.send(probe.body(), { aged: TOO_FAR_SECONDS })) },
]

/** All of them, in the order in which they run. */
export const checks: readonly Check[] = [
  ...taken.map((check): Check => ({ ...check, wants: 'taken' })), ...refused.map((check): Check => ({ ...check, wants: 'refused' })),
]
