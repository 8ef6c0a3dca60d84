// SPDX-License-Identifier: AGPL-3.0-only
import type { Contact, ContactRequest, EventBody } from '../../src/model/answers.ts'
import { address } from '../../src/model/ids.ts'
import type { RequestId } from '../../src/model/ids.ts'
import type { ContactDecision } from '../../src/model/values.ts'
import type { RegistryWorld } from './registry-world.ts'
import type { Subscriber } from './subscribers.ts'

/** Asks for contact and lets the request reach its target, if it does. */
export const ask = async ({ registry }: RegistryWorld, asker: Subscriber, toAddress: string) => {
  const answer = await registry.contacts.request(asker.home.caller, { kind: 'requestContact', fromUser: asker.user, toAddress: address(toAddress), purposes: ['chat'] })
  await registry.surfacing.idle()
  return answer
}

/** Requests that the person was shown, oldest first. */
export const shownTo = async (world: RegistryWorld, person: Subscriber): Promise<readonly ContactRequest[]> =>
  (await eventsOf(world, person)).filter((body) => body.kind === 'contactRequested')

/** Contacts that the person was granted, oldest first. */
export const grantedTo = async (world: RegistryWorld, person: Subscriber): Promise<readonly Contact[]> =>
  (await eventsOf(world, person)).filter((body) => body.kind === 'contactGranted')

/** Events about the person that wait for its home. */
export const eventsOf = async (world: RegistryWorld, person: Subscriber): Promise<readonly EventBody[]> =>
  (await world.eventsFor(person.home)).filter((body) => body.user === person.user)

/** Decides about a request, or about somebody known. */
export const decide = ({ registry }: RegistryWorld, person: Subscriber, subject: RequestId | Subscriber, decision: ContactDecision) =>
  registry.decisions.decide(person.home.caller, {
    kind: 'decideContact', user: person.user, subject: typeof subject === 'string' ? { requestId: subject } : { peerUser: subject.user }, decision,
  })

/** Takes back the person's own yes. */
export const withdraw = ({ registry }: RegistryWorld, person: Subscriber, peer: Subscriber) =>
  registry.decisions.withdraw(person.home.caller, { kind: 'withdrawConsent', user: person.user, peerUser: peer.user })

/** Two people, one of whom asked while the other said yes; what each of them then holds. */
export const acquaint = async (world: RegistryWorld, asker: Subscriber, target: Subscriber): Promise<{ readonly asker: Contact; readonly target: Contact }> => {
  await ask(world, asker, target.address ?? '')
  const request = (await shownTo(world, target)).at(-1)
  if (!request) throw new Error('the request was not shown')
  await decide(world, target, request.requestId, 'grant')
  const [ofAsker, ofTarget] = [(await grantedTo(world, asker)).at(-1), (await grantedTo(world, target)).at(-1)]
  if (!ofAsker || !ofTarget) throw new Error('nothing was granted')
  return { asker: ofAsker, target: ofTarget }
}
