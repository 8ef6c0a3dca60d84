// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import type { UserId } from '../../model/ids.ts'
import type { DeviceTransport } from '../transport.ts'
import { isUnanswered } from './asking.ts'
import { sendEnlistment, signEnlistment } from './enlisting.ts'
import type { EnlistmentTerms } from './enlisting.ts'
import { DeviceError } from './errors.ts'
import { createLanes } from './lanes.ts'
import { PROOF_MS } from './reporting.ts'
import type { Parts } from './parts.ts'
import { advance } from './progress.ts'
import { takePush } from './pushes.ts'
import { giveUpOverdue } from './retrying.ts'
import type { OwnSlot } from './state/own.ts'
import { tendPrekeys } from './stock.ts'

/** Milliseconds between two looks at the stock of prekeys when nobody says that it is low. */
const TEND_INTERVAL_MS = 6 * 3_600_000
/** Milliseconds for which pushes, shown messages and requests are remembered: longer than any of them can come again. */
const REMEMBER_MS = 45 * 86_400_000
/** Pushes under way above which one that comes once is dropped: nothing else bounds how many there are. */
const MAX_UNDER_WAY = 64

/** What happens by itself while a device is open. */
export interface Rounds {
  /** Enlists, or changes the identity, and starts to take pushes. */
  enlist(slot: OwnSlot, terms: EnlistmentTerms): Promise<void>
  /** Looks after the prekeys now. */
  tend(): Promise<void>
  /** Does what is due. */
  tick(): Promise<void>
  /** Takes no pushes any more, and waits for those under way. */
  end(): Promise<void>
}

/** Starts the rounds of a device: it goes on where it ended, now and whenever the link is open again. */
export const createRounds = (parts: Parts, transport: DeviceTransport): Rounds => {
  const { context } = parts
  const lanes = createLanes()
  let tendAfterMs = 0
  const tend = (): Promise<void> => lanes.run('prekeys', async () => {
    await tendPrekeys(context)
    tendAfterMs = context.now() + TEND_INTERVAL_MS
  })
  const intake = createIntake(parts, transport, () => { context.tasks.start('prekeys', tend) })
  const send = (slot: OwnSlot): Promise<void> => lanes.run('enlistment', () => sendEnlistment(context, slot))
  const resume = (linkIsNew: boolean): void => {
    for (const slot of ['current', 'next'] as const) {
      if (context.state.own.find(slot)?.phase === 'sent') context.tasks.start(`enlist ${slot}`, async () => { await send(slot); intake.begin() })
    }
    if (context.state.own.find()?.phase !== 'enlisted') return
    resumeSending(parts)
    if (linkIsNew || context.now() >= tendAfterMs) context.tasks.start('prekeys', tend)
  }
  intake.begin()
  const ended = transport.onOpen(() => { resume(true) })
  resume(true)
  return {
    tend,
    enlist: async (slot, terms) => {
      await enlistAnew(parts, slot, terms, send)
      intake.begin()
      await tend().catch(ignoreUnanswered)
    },
    tick: async () => {
      tidy(parts)
      resume(false)
      await context.tasks.idle()
    },
    end: async () => {
      ended()
      await intake.end()
    },
  }
}

/** What was stored before goes first; only if it is refused, these terms do. */
const enlistAnew = async (
  { context }: Parts, slot: OwnSlot, terms: EnlistmentTerms, send: (slot: OwnSlot) => Promise<void>,
): Promise<void> => {
  const { own } = context.state
  const isRepeat = own.find(slot)?.phase === 'sent'
  signEnlistment(context, slot, terms)
  try {
    await send(slot)
  } catch (error) {
    if (!isRepeat || !(error instanceof GatewayError) || own.find(slot)?.phase !== 'prepared') throw error
    signEnlistment(context, slot, terms)
    await send(slot)
  }
}

const resumeSending = ({ context, decisions, verifier }: Parts): void => {
  context.tasks.start('decisions', () => decisions.flush())
  context.tasks.start('held', () => verifier.releaseAll())
  for (const user of context.state.outbox.peers()) context.wake(user)
}

/** What is over by now: for the person, and for the file. */
const tidy = ({ context }: Parts): void => {
  const { state, commit, now } = context
  giveUpOverdue(context)
  commit(() => {
    for (const messageId of state.sent.overdue(now())) advance(context, messageId, 'expired')
    state.sent.prune(now(), now() - REMEMBER_MS)
    state.inbound.prune(now() - REMEMBER_MS)
    state.requests.prune(now() - REMEMBER_MS)
    state.proofs.prune(now() - PROOF_MS)
  })
}

const ignoreUnanswered = (error: unknown): void => {
  if (!isUnanswered(error)) throw error
}

interface Intake {
  begin(): void
  end(): Promise<void>
}

/** Takes pushes from the time when it is known whose they are. */
const createIntake = ({ context, receiver, verifier }: Parts, transport: DeviceTransport, tend: () => void): Intake => {
  const underWay = new Set<Promise<void>>()
  let stop: (() => void) | undefined
  const taking = async (taken: Promise<void>): Promise<void> => {
    underWay.add(taken)
    await taken.finally(() => underWay.delete(taken))
  }
  let isOver = false
  const reactions = {
    tend,
    announced: (peer: UserId) => { verifier.verify(peer) },
    granted: () => { context.tasks.start('held', () => verifier.releaseAll()) },
  }
  return {
    begin: () => {
      const own = context.state.own.find()
      if (own?.phase !== 'enlisted' || isOver) return
      if (stop !== undefined) return
      const stops = [
        transport.subscribe(own.address.user, async (push) => {
          if (isOver) throw new DeviceError('CLOSED')
          await taking(takePush(context, receiver, reactions, push))
        }),
        transport.subscribeOnce?.(own.address.user, async (delivery) => {
          if (!isOver && underWay.size < MAX_UNDER_WAY) await taking(receiver.glimpse(delivery))
        }),
      ]
      stop = () => { for (const one of stops) one?.() }
    },
    end: async () => {
      isOver = true
      stop?.()
      await Promise.allSettled(underWay)
    },
  }
}
