// SPDX-License-Identifier: AGPL-3.0-only
import { bytes, message } from '../../protobuf.ts'
import type { ProviderScenario } from '../trial.ts'

/** A body that no version has, and a field. */
const [NO_BODY, NO_FIELD] = [398, 5_000] as const
const RECONNECT_SECONDS = 1

const flipped = (value: Uint8Array): Uint8Array => Uint8Array.from(value, (byte, index) => (index === 0 ? byte ^ 1 : byte))

/** How a provider opens its links and keeps them: docs/protocol.md section 2. */
export const links: readonly ProviderScenario[] = [
  { name: 'links/answers', musts: ['DIP-9'], title: 'The responder grants a request and answers a text.', run: async (trial) => {
    await trial.exchangeTexts('DIP-9', await trial.peer())
  } },
  { name: 'links/comes-back', musts: ['DIP-21', 'DIP-14'], title: 'A provider whose link was cut connects again, with a fresh nonce of 32 bytes, and takes what came meanwhile.', run: async (trial) => {
    const peer = await trial.peer()
    trial.cut()
    const text = await peer.say()
    await trial.answered('DIP-21', peer, text)
    trial.cut()
    const [one, two] = await trial.until('DIP-21', 'two links', () => {
      const [first, second] = trial.heard('hello')
      return first === undefined || second === undefined ? undefined : [first.body, second.body] as const
    })
    trial.judge('DIP-14', 'nonces of 32 bytes, another one each time', one.nonce.length === 32 && two.nonce.length === 32 && !Buffer.from(one.nonce).equals(two.nonce), [one.nonce, two.nonce])
  } },
  { name: 'links/impostor', musts: ['DIP-15'], title: 'A provider sends no request to a gateway that does not prove the key of the admission file.', run: async (trial) => {
    const peer = await trial.peer()
    const before = trial.place
    trial.bend({ gateway: (body) => [body.kind === 'auth' ? { ...body, signature: flipped(body.signature) } : body] })
    trial.cut()
    const { link } = await trial.until('DIP-15', 'the provider connects again', () => trial.heard('auth', before)[0])
    await trial.until('DIP-15', 'the provider ends that link by itself', () => (trial.door.isOpen(link) ? undefined : true))
    trial.straighten()
    await trial.exchangeTexts('DIP-15', peer)
    const asked = trial.heardOn(link).filter(({ body }) => body?.kind !== 'hello' && body?.kind !== 'auth')
    trial.judge('DIP-15', 'nothing but Hello and Auth', asked.length === 0, asked.map(({ body }) => body?.kind))
  } },
  { name: 'links/go-away', musts: ['DIP-22'], title: 'A provider that is told to go away comes back and loses nothing.', run: async (trial) => {
    const peer = await trial.peer()
    const before = trial.door.links
    trial.door.say({ kind: 'goAway', reason: 'draining', reconnectAfterSeconds: RECONNECT_SECONDS })
    const text = await peer.say()
    await trial.until('DIP-22', 'another link', () => (trial.door.links > before ? true : undefined))
    await trial.answered('DIP-22', peer, text)
  } },
  { name: 'links/unknown-push', musts: ['DIP-6'], title: 'A push that the provider does not know is passed over.', run: async (trial) => {
    const peer = await trial.peer()
    const before = trial.door.links
    trial.door.say(message(bytes(NO_BODY, 'later')))
    await trial.exchangeTexts('DIP-6', peer)
    trial.judge('DIP-6', 'the link stays open', trial.door.links === before, 'the provider connected again')
  } },
  { name: 'links/unknown-field', musts: ['DIP-6'], title: 'Fields that the provider does not know are passed over.', run: async (trial) => {
    const peer = await trial.peer()
    const before = trial.door.links
    trial.bend({ gateway: (_body, _id, frame) => [message(frame, bytes(NO_FIELD, 'later'))] })
    await trial.exchangeTexts('DIP-6', peer)
    trial.judge('DIP-6', 'the link stays open', trial.door.links === before, 'the provider connected again')
  } },
]
