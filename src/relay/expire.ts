// SPDX-License-Identifier: AGPL-3.0-only
import { eventWrite } from '../registry/sealed-event.ts'
import type { ExpiredRow } from '../store/readers.ts'
import type { RelayDeps } from './ports.ts'

/** Rows concluded in one transaction: small enough not to hold up messages. */
const PAGE = 500
/** How often time is looked at. Expiry is told in days, so a minute late is on time. */
const EVERY_MS = 60_000

/** Ends messages whose time is over and tells their senders; offline and unwilling recipients look the same. */
export const createExpiry = (deps: RelayDeps) => {
  const { store } = deps
  let running: Promise<void> | undefined

  const page = async (): Promise<boolean> => {
    const rows = await store.read.expired(deps.now(), PAGE)
    if (rows.length === 0) return false
    const events = bySubmission(rows).flatMap(([first, devices]) => {
      if (!first.senderParty || first.retryRequest) return []
      const { senderUser: user, senderDevice, submissionId } = first
      return [eventWrite(deps.sealer, first.senderParty, user, deps.now(), { kind: 'messageExpired', user, senderDevice, submissionId, deviceIds: devices })]
    })
    await store.write.conclude(rows.map(({ id }) => id), events)
    deps.events.messageExpired(rows.length)
    return rows.length === PAGE
  }

  const run = async (): Promise<void> => {
    try {
      while (await page());
      while (await store.write.sweep(deps.now(), PAGE) > 0);
    } catch (error) {
      deps.events.backgroundFailed('expire', error)
    }
  }

  /** One pass; joins a pass under way. */
  const sweep = (): Promise<void> => running ??= run().finally(() => { running = undefined })

  return { sweep, idle: () => running ?? Promise.resolve(), start: () => deps.timers.every(EVERY_MS, () => { void sweep() }) }
}

const bySubmission = (rows: readonly ExpiredRow[]): [ExpiredRow, ExpiredRow['recipientDevice'][]][] => {
  const groups = new Map<string, [ExpiredRow, ExpiredRow['recipientDevice'][]]>()
  for (const row of rows) {
    const key = `${row.senderUser}\n${String(row.senderDevice)}\n${row.submissionId}`
    const group = groups.get(key) ?? [row, []]
    group[1].push(row.recipientDevice)
    groups.set(key, group)
  }
  return [...groups.values()]
}
