// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { createAccept } from './accept.ts'
import { createAllowances } from './allowances.ts'
import type { Allowances } from './allowances.ts'
import { createAttachments } from './attachments.ts'
import { createCoreFeed } from './core-feed.ts'
import { createCoreOutbox } from './core-outbox.ts'
import { createDelivering } from './deliver.ts'
import { createEpochKeys } from './epoch-keys.ts'
import { createExpiry } from './expire.ts'
import { Handover } from './handover.ts'
import { createAcceptIdentity, createTellIdentity } from './identities.ts'
import { createMailboxDesk } from './mailbox-desk.ts'
import { createOpening } from './opening.ts'
import type { RelayDeps } from './ports.ts'
import { createRenewals } from './renewals.ts'
import { createReportDesk } from './report-desk.ts'
import { createReports } from './reports.ts'
import { createSealForCore } from './seal.ts'
import { createSealCalls } from './seal-calls.ts'
import type { CoreMessage } from './seal-calls.ts'
import { createSpareBundles } from './spare-bundles.ts'
import { createTrace } from './trace.ts'
import { createTurns } from './turns.ts'
import { createUntakenDesk } from './untaken-desk.ts'
import { conversationKey, createVaultWork } from './vault-work.ts'

/** The way of a message through the gateway: accepted, delivered, or expired. */
export const createRelay = (deps: RelayDeps) => {
  const delivering = createDelivering(deps)
  const expiry = createExpiry(deps)
  const urgent = (party: PartyId): void => { if (!delivering.linked(party)) deps.wake.due(party) }
  const allowances = createAllowances(deps)
  const vaulting = createVaulting(deps, allowances, urgent)
  let endExpiry: (() => void) | undefined
  return {
    accept: createAccept(deps, allowances, urgent),
    attachments: createAttachments(deps, allowances),
    /** As {@link createSealForCore}, but nothing is sealed for whoever has `gone` before its turn; `UNAVAILABLE` then, without a vault, and where too much of the conversation waits. */
    sealForCore: vaulting?.sealForCore ?? withoutVault,
    /** As {@link createAcceptIdentity}; `UNAVAILABLE` without a vault. */
    acceptIdentity: vaulting?.acceptIdentity ?? withoutVault,
    deliverer: delivering,
    coreFeed: createCoreFeed(deps),
    coreOutbox: createCoreOutbox(deps),
    untaken: createUntakenDesk(deps),
    mailbox: createMailboxDesk(deps),
    trace: createTrace(deps),
    report: createReports(deps),
    reports: createReportDesk(deps),
    /** Ends what has run out of time; also runs by itself after `start`. */
    sweep: expiry.sweep,
    start: () => {
      endExpiry = expiry.start()
      allowances.start()
      vaulting?.handover.start()
    },
    /** Stops pushing, opening and expiring; resolves when what is under way is stored. */
    stop: async () => {
      endExpiry?.()
      await Promise.all([delivering.stop(), vaulting?.handover.stop(), expiry.idle(), allowances.stop()])
    },
  }
}

/** What goes through a vault, where there is one. */
const createVaulting = (deps: RelayDeps, allowances: Allowances, urgent: (party: PartyId) => void) => {
  const { vaultSide: side } = deps
  if (side === undefined) return undefined
  const [renewals, spares] = [createRenewals(deps.monotonic), createSpareBundles(deps.monotonic)]
  const opening = { side, work: createVaultWork(deps, side), epochKeys: createEpochKeys(side.vaults), renewals, spares }
  const parts = { ...opening, calls: createSealCalls(deps, opening), tellIdentity: createTellIdentity(deps), allowances, urgent }
  const [seal, turns] = [createSealForCore(deps, parts, urgent), createTurns()]
  return {
    handover: new Handover(deps, { work: parts.work, opening: createOpening(deps, parts) }), acceptIdentity: createAcceptIdentity(deps, parts),
    // In a line of their own, where they can be counted and leave: what is opened waits behind one of them at most.
    sealForCore: (caller: VerifiedParty, message: CoreMessage, gone?: AbortSignal) =>
      turns(conversationKey(message.user, message.peer), () => seal(caller, message), gone),
  }
}

const withoutVault = (_caller: VerifiedParty, _wish: unknown, _gone?: AbortSignal): Promise<never> =>
  Promise.reject(new GatewayError('UNAVAILABLE', 'this gateway has no vault; see vault.shape in docs/config.md'))

/** The relay's use cases. */
export type Relay = ReturnType<typeof createRelay>
export type { CoreFeed } from './core-feed.ts'
export type { CoreOutbox, WaitingEvent } from './core-outbox.ts'
export type { FedEvent } from './fed-events.ts'
export type { Deliverer, PartyStream, RelayDeps, RelayEvents, RelayVaults, StreamHandle, Timers, VaultSide, Window } from './ports.ts'
export { asAnswer } from './refusals.ts'
export type { CoreMessage } from './seal-calls.ts'
