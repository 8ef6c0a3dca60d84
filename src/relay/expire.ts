// SPDX-License-Identifier: AGPL-3.0-only
import { eventWrite } from '../registry/sealed-event.ts'
import type { ExpiredRow } from '../store/readers.ts'
import type { RelayDeps } from './ports.ts'

/** Rows looked at in one go: small enough not to hold up messages. */
const PAGE = 500
/** How often time is looked at. Expiry is told in days, so a minute late is on time. */
const EVERY_MS = 60_000

/** Ends messages whose time is over and tells their senders; offline and unwilling recipients look the same. */
export const createExpiry = (deps: RelayDeps) => {
  const { store } = deps
  let running: Promise<void> | undefined

  const page = async (): Promise<boolean> => {
    const rows = await store.read.expired(deps.patientNow(), PAGE)
    if (rows.length === 0) return false
    // Each message apart: of one that was acknowledged since it was read here nothing is told.
    const ended = { as: 'expired', atMs: deps.now() } as const
    await Promise.all(bySubmission(rows).map((message) => store.write.conclude(message.map(({ id }) => id), noticeOf(message), ended)))
    deps.events.messageExpired(rows.length)
    return rows.length === PAGE
  }

  const noticeOf = (message: readonly ExpiredRow[]): ReturnType<typeof eventWrite>[] => {
    const [first] = message
    if (!first?.senderParty || first.retryRequest) return []
    const { senderUser: user, senderDevice, submissionId } = first
    const deviceIds = message.map(({ recipientDevice }) => recipientDevice)
    return [eventWrite(deps.sealer, first.senderParty, user, deps.now(), { kind: 'messageExpired', user, senderDevice, submissionId, deviceIds })]
  }

  const run = async (): Promise<void> => {
    try {
      while (await page());
      while (await store.write.sweep(deps.patientNow(), PAGE) > 0);
    } catch (error) {
      deps.events.backgroundFailed('expire', error)
    }
  }

  /** One pass; joins a pass under way. */
  const sweep = (): Promise<void> => running ??= run().finally(() => { running = undefined })

  /** Runs by itself on the one node that has the duty; returns what ends it. */
  const start = (): (() => void) => {
    let isOurs = false
    const giveBack = store.nodes.want('expire', (held) => { isOurs = held })
    const end = deps.timers.every(EVERY_MS, () => { if (isOurs) void sweep() })
    return () => {
      end()
      giveBack()
    }
  }

  return { sweep, idle: () => running ?? Promise.resolve(), start }
}

const bySubmission = (rows: readonly ExpiredRow[]): readonly (readonly ExpiredRow[])[] =>
  [...Map.groupBy(rows, (row) => `${row.senderUser}\n${String(row.senderDevice)}\n${row.submissionId}`).values()]
