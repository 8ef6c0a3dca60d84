// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { createAccept } from './accept.ts'
import { createCoreFeed } from './core-feed.ts'
import { createCoreOutbox } from './core-outbox.ts'
import { createDelivering } from './deliver.ts'
import { createEpochKeys } from './epoch-keys.ts'
import { createExpiry } from './expire.ts'
import { Handover } from './handover.ts'
import { createMailboxDesk } from './mailbox-desk.ts'
import type { RelayDeps } from './ports.ts'
import { createRenewals } from './renewals.ts'
import { createSealForCore } from './seal.ts'
import type { CoreMessage } from './seal-calls.ts'
import { createTrace } from './trace.ts'
import { createUntakenDesk } from './untaken-desk.ts'
import { createVaultWork } from './vault-work.ts'

/** The way of a message through the gateway: accepted, delivered, or expired. */
export const createRelay = (deps: RelayDeps) => {
  const delivering = createDelivering(deps)
  const expiry = createExpiry(deps)
  const urgent = (party: PartyId): void => { if (!delivering.linked(party)) deps.wake.due(party) }
  const vaulting = createVaulting(deps, urgent)
  let endExpiry: (() => void) | undefined
  return {
    accept: createAccept(deps, urgent),
    /** As {@link createSealForCore}; `UNAVAILABLE` without a vault. */
    sealForCore: vaulting?.sealForCore ?? withoutVault,
    deliverer: delivering,
    coreFeed: createCoreFeed(deps),
    coreOutbox: createCoreOutbox(deps),
    untaken: createUntakenDesk(deps),
    mailbox: createMailboxDesk(deps),
    trace: createTrace(deps),
    /** Ends what has run out of time; also runs by itself after `start`. */
    sweep: expiry.sweep,
    start: () => {
      endExpiry = expiry.start()
      vaulting?.handover.start()
    },
    /** Stops pushing, opening and expiring; resolves when what is under way is stored. */
    stop: async () => {
      endExpiry?.()
      await Promise.all([delivering.stop(), vaulting?.handover.stop(), expiry.idle()])
    },
  }
}

/** What goes through a vault, where there is one. */
const createVaulting = (deps: RelayDeps, urgent: (party: PartyId) => void) => {
  const { vaultSide: side } = deps
  if (side === undefined) return undefined
  const parts = { side, work: createVaultWork(deps, side), epochKeys: createEpochKeys(side.vaults), renewals: createRenewals(deps.monotonic) }
  return { handover: new Handover(deps, parts), sealForCore: createSealForCore(deps, parts, urgent) }
}

const withoutVault = (_caller: VerifiedParty, _message: CoreMessage): Promise<Answer> =>
  Promise.reject(new GatewayError('UNAVAILABLE', 'this gateway has no vault; see vault.shape in docs/config.md'))

/** The relay's use cases. */
export type Relay = ReturnType<typeof createRelay>
export type { CoreFeed, FedEvent } from './core-feed.ts'
export type { CoreOutbox, WaitingEvent } from './core-outbox.ts'
export type { Deliverer, PartyStream, RelayDeps, RelayEvents, RelayVaults, StreamHandle, Timers, VaultSide, Window } from './ports.ts'
export type { CoreMessage } from './seal-calls.ts'
