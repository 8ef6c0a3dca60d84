// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a process of attackers of one kind. Argument: a file with its orders as JSON. It says "ready" when it has its
// connections, begins when told "go", and when told "halt" comes back no more, waits for the gateway to end who must be
// ended, and says what became of them.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import process from 'node:process'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { quantiles } from '../load/percentile.ts'
import { kinds } from './kinds.ts'
import type { Fate, Orders } from './kinds.ts'
import { offenceOf } from './offences.ts'
import { PRIORITY } from './raw-link.ts'

/** Connections that are being opened at once. */
const AT_ONCE = 32
/** Before somebody who was ended comes back. */
const RETURN_MS = 250
/** What may pass after a deadline on a machine that has much else to do, before somebody counts as not ended. */
const SLACK_MS = 10_000

setPriority(PRIORITY)
const orders = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Orders
const kind = kinds.find(({ name }) => name === orders.kind)
const offence = offenceOf(orders)
const lines = createInterface({ input: process.stdin })
const halt = new AbortController()
/** Who must be ended goes on until it is. */
const mustGo = kind?.goneWithinMs !== undefined
const never = new AbortController().signal
const goneMs: number[] = []
let [offended, returned, returnedGoneMaxMs, turnedAway, ended] = [0, 0, 0, 0, 0]

/** One connection from its first offence to its end. */
const offendOnce = async (connection: Socket, index: number, isBack: boolean): Promise<void> => {
  offended += 1
  if (isBack) returned += 1
  const since = performance.now()
  await offence.offend(connection, index, mustGo ? never : halt.signal)
  const took = performance.now() - since
  if (!mustGo) return
  ended += 1
  goneMs.push(took)
  if (isBack) returnedGoneMaxMs = Math.max(returnedGoneMaxMs, took)
}

/** Whoever gets a connection only now comes no more. */
const isHalted = (): boolean => halt.signal.aborted

const offendAgain = async (first: Socket | undefined, index: number): Promise<void> => {
  if (first !== undefined) await offendOnce(first, index, false)
  while (!halt.signal.aborted) {
    if (orders.kind !== 'storm') await pause(RETURN_MS)
    const again = await offence.open(index).catch(() => undefined)
    if (again === undefined) turnedAway += 1
    else if (isHalted()) again.destroy()
    else await offendOnce(again, index, true)
  }
}

const opened: (Socket | undefined)[] = []
const indexes = Array.from({ length: orders.connections }, (_, index) => index)
const openNext = async (): Promise<void> => {
  for (let index = indexes.pop(); index !== undefined; index = indexes.pop()) opened[index] = await offence.open(index).catch(() => undefined)
}

// Links are opened before the clock runs; strangers offend from their first moment.
if (kind?.isParty === true) await Promise.all(Array.from({ length: AT_ONCE }, openNext))
process.stdout.write('ready\n')
await once(lines, 'line')
// Before anything else is waited for: it may come while connections are still being opened.
lines.once('line', () => { halt.abort() })
if (kind?.isParty !== true) await Promise.all(Array.from({ length: AT_ONCE }, openNext))
const all = Promise.all(Array.from({ length: orders.connections }, (_, index) => offendAgain(opened[index], index)))
// With its starter gone nobody waits for it.
lines.once('close', () => { process.exit(1) })
if (!halt.signal.aborted) await once(halt.signal, 'abort')
await Promise.race([all, pause((kind?.goneWithinMs ?? 0) + SLACK_MS)])
const { p50, max } = { p50: quantiles(goneMs).p50, max: Math.max(0, ...goneMs) }
const stayed = mustGo ? offended - ended : 0
const overdue = goneMs.filter((ms) => ms > (kind?.goneWithinMs ?? 0) + SLACK_MS).length
const fate: Fate = {
  kind: orders.kind, connections: orders.connections, offended, gone: ended, goneMs: { p50, max }, returned, returnedGoneMaxMs, turnedAway,
  goneWithinMs: kind?.goneWithinMs ?? null, late: stayed + overdue,
}
process.stdout.write(`${JSON.stringify(fate)}\n`)
process.exit()
