// SPDX-License-Identifier: AGPL-3.0-only
import { acquaint, ask, decide, shownTo, withdraw } from './acquaintance.ts'
import type { RegistryWorld } from './registry-world.ts'
import { createSubscriber, enlistInside, enlistOutside, setChoice, setParticipation } from './subscribers.ts'
import type { Subscriber } from './subscribers.ts'

/** Two people of whom one reaches the other with a token. */
export interface OpenPair { readonly ada: Subscriber; readonly bo: Subscriber; readonly token: Uint8Array; readonly backToken: Uint8Array }

/** What somebody tries: to reach `recipient` with `token`. */
export interface Attempt { readonly sender: Subscriber; readonly recipient: Subscriber; readonly token: Uint8Array }

/** A provider's user and a core user who have consented to each other. */
export const openPair = async (world: RegistryWorld): Promise<OpenPair> => {
  const [ada, bo] = [await enlistOutside(world, world.heron, { address: 'ada@heron.example' }), await enlistInside(world, { address: 'bo@wren.example' })]
  const { asker, target } = await acquaint(world, ada, bo)
  return { ada, bo, token: asker.consentToken, backToken: target.consentToken }
}

const attempt = ({ ada, bo, token }: OpenPair, changes: Partial<Attempt> = {}): Attempt => ({ sender: ada, recipient: bo, token, ...changes })

type Case = (world: RegistryWorld, pair: OpenPair) => Promise<Attempt>

/** Every way in which somebody does not reach somebody. To the one who tries they are all the same. */
export const unwilling: Readonly<Record<string, Case>> = {
  'nobody has the id': async ({ core }, pair) => attempt(pair, { recipient: createSubscriber(core) }),
  'the recipient left': async (world, pair) => {
    await world.registry.enlistments.unenlist(world.core.caller, { kind: 'unenlist', userId: pair.bo.user })
    return attempt(pair)
  },
  'the two have nothing to do with each other': async (world, pair) => attempt(pair, { recipient: await enlistInside(world, { address: 'cy@wren.example' }) }),
  'the request waits for an answer': async (world, pair) => {
    const recipient = await enlistInside(world, { address: 'cy@wren.example' })
    await ask(world, pair.ada, 'cy@wren.example')
    return attempt(pair, { recipient })
  },
  'the request was denied': async (world, pair) => {
    const recipient = await enlistInside(world, { address: 'cy@wren.example' })
    await ask(world, pair.ada, 'cy@wren.example')
    await decide(world, recipient, (await shownTo(world, recipient))[0]!.requestId, 'deny')
    return attempt(pair, { recipient })
  },
  'the recipient withdrew': async (world, pair) => {
    await withdraw(world, pair.bo, pair.ada)
    return attempt(pair)
  },
  'the sender withdrew': async (world, pair) => {
    await withdraw(world, pair.ada, pair.bo)
    return attempt(pair)
  },
  'the recipient blocked the sender': async (world, pair) => {
    await decide(world, pair.bo, pair.ada, 'block')
    return attempt(pair)
  },
  'the recipient denied the sender since': async (world, pair) => {
    await decide(world, pair.bo, pair.ada, 'deny')
    return attempt(pair)
  },
  'the recipient opted out': async (world, pair) => {
    await setParticipation(world, pair.bo, { optedIn: false })
    return attempt(pair)
  },
  'the recipient allows the provider no more': async (world, pair) => {
    await setChoice(world, pair.bo, { allowed: false })
    return attempt(pair)
  },
  'the recipient’s party is suspended': async (world, pair) => {
    await world.registry.parties.suspend(world.core.party, { actor: 'socket', reason: 'why' })
    return attempt(pair)
  },
  'the recipient is suspended': async (world, pair) => {
    await world.registry.enforcement.desk.apply({ party: world.core.party, user: pair.bo.user, step: 'suspend', reason: 'why', durationMs: undefined, actor: 'socket' })
    return attempt(pair)
  },
  'the recipient is another provider’s user': async (world, pair) => attempt(pair, { recipient: await enlistOutside(world, world.egret) }),
  'the recipient is a user of the sender’s own party': async (world, pair) => attempt(pair, { recipient: await enlistOutside(world, world.heron) }),
  'the recipient is the sender': async (_, pair) => attempt(pair, { recipient: pair.ada }),
  'the recipient is the same person enlisted for another provider': async (world, pair) => {
    const recipient = await enlistInside(world, { address: 'bo@wren.example', reference: pair.bo.reference }, { provider: world.egret })
    return attempt(pair, { recipient })
  },
}

/** Ways to show something other than the token; for actions that need one. */
export const wrongTokens: Readonly<Record<string, Case>> = {
  'the token is another': async (_, pair) => attempt(pair, { token: new Uint8Array(32) }),
  'the token is that of the way back': async (_, pair) => attempt(pair, { token: pair.backToken }),
  'the token is empty': async (_, pair) => attempt(pair, { token: new Uint8Array(0) }),
  'the token was replaced': async (world, pair) => {
    await world.registry.grants.reissue(world.heron.caller, { kind: 'reissueToken', user: pair.ada.user, peerUser: pair.bo.user })
    return attempt(pair)
  },
}
