// SPDX-License-Identifier: AGPL-3.0-only
// Chains of keys, one for each message: what has been used cannot be found again from what follows (Double Ratchet, section 2.2).
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bytes } from '../../src/model/signal-crypto.ts'

/** A chain to send on; secret. */
export interface Chain {
  readonly key: Bytes
  /** Number of the next message. */
  readonly counter: number
}

/** A chain to receive on. */
export interface ReceivingChain extends Chain {
  /** Keys of messages that others overtook, the oldest first. */
  readonly skipped: readonly { readonly counter: number; readonly messageKey: Bytes }[]
}

/** One step: the key of the next message, and the chain's key after it. */
export type Step = (chain: Chain) => { readonly messageKey: Bytes; readonly key: Bytes }

/** Keys of overtaken messages that a chain keeps. A message that overtakes more at once is refused, so that nobody makes work by a number. */
const MAX_SKIPPED = 2_000

/** The key of the next message to send. */
export const nextKey = (chain: Chain, step: Step): { readonly messageKey: Bytes; readonly chain: Chain } => {
  const { messageKey, key } = step(chain)
  return { messageKey, chain: { key, counter: chain.counter + 1 } }
}

/** The key of a message that came, which the chain then has no more. Throws `duplicate` where it was taken before, `undecryptable` where it is too far ahead. */
export const takeKey = <C extends ReceivingChain>(chain: C, counter: number, step: Step): { readonly messageKey: Bytes; readonly chain: C } => {
  if (counter < chain.counter) return takeSkipped(chain, counter)
  if (counter - chain.counter > MAX_SKIPPED) throw new SignalCryptoError('undecryptable')
  const skipped = [...chain.skipped]
  let at = nextKey(chain, step)
  for (; at.chain.counter <= counter; at = nextKey(at.chain, step)) skipped.push({ counter: at.chain.counter - 1, messageKey: at.messageKey })
  return { messageKey: at.messageKey, chain: { ...chain, ...at.chain, skipped: skipped.slice(-MAX_SKIPPED) } }
}

const takeSkipped = <C extends ReceivingChain>(chain: C, counter: number): { readonly messageKey: Bytes; readonly chain: C } => {
  const found = chain.skipped.find((one) => one.counter === counter)
  if (found === undefined) throw new SignalCryptoError('duplicate')
  return { messageKey: found.messageKey, chain: { ...chain, skipped: chain.skipped.filter((one) => one !== found) } }
}
