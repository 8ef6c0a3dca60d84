// SPDX-License-Identifier: AGPL-3.0-only
import type { LostReason } from '../model/answers.ts'
import type { VaultAwaitedRow } from '../store/rows.ts'
import { eventWrite } from '../registry/sealed-event.ts'
import type { Write } from '../store/transactors.ts'
import { resendIdOf } from '../wire/transcript.ts'
import type { Case, Conclude, Step } from './case.ts'
import { failedNotice } from './failed-notice.ts'
import type { RelayDeps, VaultSide } from './ports.ts'
import { createRetryAsking } from './retry-asking.ts'

/** How often one message may fail to open before both sides are told that it is lost. */
const MAX_FAILURES = 5
/** Milliseconds after which a message that did not come again is lost. */
const AWAIT_MS = 86_400_000
/** Resends that are awaited of one peer; what fails beyond is lost at once. */
const MAX_AWAITED = 100
/** Rows given up in one go: what is left is given up the next time. */
const PAGE = 500

/** Messages that a vault could not open: each is asked for again, and comes once or is lost; both ends hear of that. */
export interface Awaiting {
  /** One could not be opened; `retry` is what the vault would have its sender told. */
  readonly failed: (of: Case, reason: LostReason, retry: Uint8Array | undefined) => Promise<Step>
  /** Gives up what did not come in time. */
  readonly giveUpOverdue: () => Promise<void>
}

/** Awaited resends over the store. */
export const createAwaiting = (deps: RelayDeps, { envelopes }: VaultSide, conclude: Conclude): Awaiting => {
  const { store, events, sealer, now } = deps
  const askAgain = createRetryAsking(deps, envelopes)

  const lost = async (of: Pick<VaultAwaitedRow, 'user' | 'peer' | 'peerDevice' | 'failed' | 'gatewayTimeMs' | 'reason'> & Pick<Case['row'], 'recipientParty' | 'recipientDevice'>, isRetryRequest: boolean): Promise<readonly Write[]> => {
    const { user, peer, failed, gatewayTimeMs, reason, recipientParty, recipientDevice } = of
    events.messageLost(recipientParty)
    const notice = await failedNotice(deps, { senderUser: peer, senderDevice: of.peerDevice, submissionId: failed, recipientDevice, retryRequest: isRetryRequest })
    return [eventWrite(sealer, recipientParty, user, now(), { kind: 'messageLost', user, peerUser: peer, submissionId: failed, gatewayTimeMs, reason }), ...notice]
  }

  return {
    failed: async (of, reason, retry) => {
      const { row, awaited } = of
      const { recipientUser: user, recipientDevice, recipientParty, senderUser: peer, senderDevice: peerDevice } = row
      const { failed, gatewayTimeMs, failures } = awaited ?? { failed: row.submissionId, gatewayTimeMs: row.gatewayTimeMs, failures: 0 }
      events.messageRefused(recipientParty, reason)
      const next = { user, peer, peerDevice, failed, gatewayTimeMs, reason }
      const mayAsk = failures + 1 < MAX_FAILURES && (awaited !== undefined || await store.read.vaultAwaitedCount(user, peer, MAX_AWAITED) < MAX_AWAITED)
      if (mayAsk && await askAgain(row, of.recipient, retry)) {
        const submissionId = resendIdOf(row.submissionId, recipientDevice)
        return conclude(of, 'failed', [{
          put: 'vaultAwaited', row: { ...next, submissionId, failures: failures + 1, untilMs: now() + AWAIT_MS }, follows: awaited?.submissionId,
        }])
      }
      const told = await lost({ ...next, recipientParty, recipientDevice }, row.commitment.length === 0)
      return conclude(of, 'failed', [...(awaited === undefined ? [] : [{ end: 'vaultAwaited', user, submissionId: awaited.submissionId } as const]), ...told])
    },

    giveUpOverdue: async () => {
      for (const row of await store.read.vaultOverdue(deps.patientNow(), PAGE)) {
        const [own, [device]] = [await store.read.user(row.user), await store.read.devices(row.user)]
        // Who has gone has nobody to tell, and the row must not stay in front of others.
        const writes = own === undefined || device === undefined ? [] : await lost({ ...row, recipientParty: own.party, recipientDevice: device.deviceId }, false)
        await store.write.commit({ expect: [], writes: [{ end: 'vaultAwaited', user: row.user, submissionId: row.submissionId }, ...writes] })
      }
    },
  }
}
