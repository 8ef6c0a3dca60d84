// SPDX-License-Identifier: AGPL-3.0-only
import type { ReceivedBody } from '../../../wire/gateway/index.ts'
import type { ProviderScenario } from '../trial.ts'
import { changeFirst } from './distrusting.ts'
import { makeStale } from './stale.ts'

/** Types of envelopes: one that begins a session, and a retry request. */
const [PREKEY, RETRY] = [3, 8] as const

const lastFlipped = (value: Uint8Array): Uint8Array => Uint8Array.from(value, (byte, index) => (index === value.length - 1 ? byte ^ 1 : byte))
const firstFlipped = (value: Uint8Array): Uint8Array => Uint8Array.from(value, (byte, index) => (index === 0 ? byte ^ 1 : byte))

/** What an endpoint must not use is answered by no message to whom it is about. */
const distrusts = (name: string, must: 'DIP-37' | 'DIP-38', title: string, change: (body: Extract<ReceivedBody, { kind: 'bundles' }>) => ReceivedBody): ProviderScenario => ({
  name: `receiving/${name}`, musts: [must], title, run: async (trial) => {
    const peer = await trial.peer()
    // From here on it knows the peer, and whom to trust for its keys.
    await trial.exchangeTexts(must, peer)
    const stale = makeStale(trial, peer)
    trial.bend({ gateway: (body) => [body.kind === 'bundles' ? change(body) : body], party: stale.party })
    await peer.say()
    await stale.asked(must)
    const asked = trial.place
    // Whatever it says next it says after it has looked at the bundles.
    await trial.peer()
    const after = trial.submits(peer, asked).filter(({ body }) => body.submission.envelopes.some(({ type }) => type === PREKEY))
    trial.judge(must, 'no session is begun with these keys', after.length === 0, after.map(({ body }) => body.submission.submissionId))
  },
})

/** What an endpoint does with messages and keys that come: docs/protocol.md sections 3 to 5. */
export const receiving: readonly ProviderScenario[] = [
  { name: 'receiving/acknowledges', musts: ['DIP-52'], title: 'A message that was taken is acknowledged.', run: async (trial) => {
    const [peer, pushed] = [await trial.peer(), [] as number[]]
    trial.bend({ gateway: (body) => {
      if (body.kind === 'deliver' && body.senderUser === peer.user && body.streamSequence > 0) pushed.push(body.streamSequence)
      return [body]
    } })
    const place = trial.place
    await trial.exchangeTexts('DIP-52', peer)
    const isDone = (sequence: number): boolean => trial.heard('ack', place).some(({ body: { upTo, also } }) => sequence <= upTo || also.includes(sequence))
    await trial.until('DIP-52', `an Ack of what was answered: ${pushed.join(', ')}`, () => (pushed.every(isDone) ? true : undefined))
  } },
  { name: 'receiving/twice', musts: ['DIP-54'], title: 'A message that comes again, because its acknowledgement was lost, is answered once.', run: async (trial) => {
    const peer = await trial.peer()
    const [came, lost] = [[] as string[], trial.door.links]
    trial.bend({
      gateway: (body) => {
        if (body.kind === 'deliver' && body.senderUser === peer.user) came.push(body.submissionId)
        return [body]
      },
      party: ({ id, body, link }, say) => {
        if (body?.kind === 'resume') say(id, { kind: 'resumed', resumed: false })
        return body?.kind !== 'resume' && (body?.kind !== 'ack' || link > lost)
      },
    })
    const text = await peer.say()
    await trial.answered('DIP-54', peer, text)
    trial.cut()
    await trial.until('DIP-54', 'the message is pushed again', () => (came.filter((id) => id === came[0]).length > 1 ? true : undefined))
    await trial.exchangeTexts('DIP-54', peer)
    trial.judge('DIP-54', 'the text is answered once', peer.answersTo(text) === 1, `${String(peer.answersTo(text))} answers`)
  } },
  { name: 'receiving/damaged', musts: ['DIP-55'], title: 'A message that cannot be opened is asked for again, and answered when it comes.', run: async (trial) => {
    const peer = await trial.peer()
    changeFirst(trial, (body) => ({ ...body, envelope: lastFlipped(body.envelope) }))
    const text = await peer.say()
    await trial.until('DIP-55', 'a retry request', () => trial.heard('submit').find(({ body }) => body.submission.envelopes.some(({ type }) => type === RETRY)))
    await trial.answered('DIP-55', peer, text)
  } },
  { name: 'receiving/other-commitment', musts: ['DIP-57'], title: 'A message that does not match its commitment is not shown: there is no answer to it.', run: async (trial) => {
    const peer = await trial.peer()
    changeFirst(trial, (body) => ({ ...body, commitment: firstFlipped(body.commitment) }))
    const text = await peer.say()
    await trial.exchangeTexts('DIP-57', peer)
    trial.judge('DIP-57', 'no answer', peer.answersTo(text) === 0, `${String(peer.answersTo(text))} answers`)
  } },
  distrusts('other-identity', 'DIP-37', 'A bundle whose identity key is not the statement\'s is refused.', (body) => ({ ...body, identityKey: lastFlipped(body.identityKey) })),
  distrusts('forged-statement', 'DIP-37', 'A bundle whose identity statement nobody signed is refused.', (body) => ({ ...body, identityStatement: forged(body.identityStatement) })),
  distrusts('forged-list', 'DIP-38', 'A device list whose signature does not hold is refused.', (body) => ({ ...body, devices: { ...body.devices, signature: firstFlipped(body.devices.signature) } })),
]

/** Another signature of the same length, in its own alphabet. */
const forged = (jws: string): string => {
  const at = jws.lastIndexOf('.') + 10
  return `${jws.slice(0, at)}${jws.at(at) === 'A' ? 'B' : 'A'}${jws.slice(at + 1)}`
}
