// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { errorCatalogue } from '../../../../src/model/errors.ts'
import type { ErrorCode } from '../../../../src/model/errors.ts'
import { reconnectMs } from '../../../../src/sdk/link/backoff.ts'
import { faultOfClose, faultOfError, faultOfGoAway } from '../../../../src/sdk/link/endings.ts'
import { startHeartbeat } from '../../../../src/sdk/link/heartbeat.ts'
import { ManualTimers } from './manual-timers.ts'

const codes = Object.keys(errorCatalogue) as ErrorCode[]

t.test('an error ends the link for good exactly when trying again cannot help', async (t) => {
  for (const code of codes) {
    const { end } = faultOfError({ code, detail: 'd', retryAfterSeconds: 0 })
    if (code === 'REPLACED') t.strictSame(end, { why: 'replaced' })
    else if (code === 'SUSPENDED') t.strictSame(end, { why: 'suspended', detail: 'd' })
    else t.strictSame(end, errorCatalogue[code].retryable ? undefined : { why: 'refused', code, detail: 'd' }, code)
  }
})

t.test('only close codes of the catalogue\'s own range speak for the gateway', async (t) => {
  t.strictSame(faultOfClose(4003, '').end, { why: 'refused', code: 'UNAUTHENTICATED', detail: '' })
  t.strictSame(faultOfClose(4004, '').end, { why: 'suspended', detail: '' })
  t.strictSame(faultOfClose(4005, '').end, { why: 'replaced' })
  for (const closeCode of [1000, 1001, 1002, 1006, 1007, 1009, 1011, 1013, 4002, 4006, 4999]) t.equal(faultOfClose(closeCode, '').end, undefined)
})

t.test('GoAway says whether to come back, and when', async (t) => {
  const draining = faultOfGoAway({ kind: 'goAway', reason: 'draining', reconnectAfterSeconds: 7 })
  t.strictSame([draining.end, draining.reconnectAfterSeconds], [undefined, 7])
  t.strictSame(faultOfGoAway({ kind: 'goAway', reason: 'replaced', reconnectAfterSeconds: 7 }).end, { why: 'replaced' })
  t.strictSame(faultOfGoAway({ kind: 'goAway', reason: 'suspended', reconnectAfterSeconds: 7 }).end, { why: 'suspended', detail: '' })
})

t.test('pauses double up to the longest, and half of each is chance', async (t) => {
  const pauses = (random: number) => [0, 1, 2, 3, 50, 5_000].map((attempt) => reconnectMs(attempt, 0, { initialMs: 100, maxMs: 500 }, () => random))
  t.strictSame(pauses(0), [50, 100, 200, 250, 250, 250])
  t.strictSame(pauses(1), [100, 200, 400, 500, 500, 500])
})

t.test('what the gateway asks for is the least, and bounded', async (t) => {
  t.equal(reconnectMs(9, 3, {}, () => 0), 3_000)
  t.equal(reconnectMs(0, 3, {}, () => 1), 3_600)
  t.equal(reconnectMs(0, 4_000_000_000, {}, () => 0), 600_000)
})

t.test('a link is pinged every half idle limit and silent after two of them', async (t) => {
  const timers = new ManualTimers()
  let [pings, silences] = [0, 0]
  const heartbeat = startHeartbeat(20, { ping: () => { pings += 1 }, silent: () => { silences += 1 } }, timers)
  timers.advance(40_000)
  t.strictSame([pings, silences], [4, 0])
  heartbeat.heard()
  timers.advance(49_000)
  t.equal(silences, 0)
  timers.advance(1_000)
  t.equal(silences, 1)
  timers.advance(1_000_000)
  t.strictSame([silences, timers.set], [1, []], 'silence is told once')
})

t.test('an idle limit outside all reason is not believed, and a stopped heartbeat does nothing', async (t) => {
  for (const [idleSeconds, stepMs] of [[0, 30_000], [1, 2_500], [4_000_000, 150_000]] as const) {
    const timers = new ManualTimers()
    const heartbeat = startHeartbeat(idleSeconds, { ping: () => undefined, silent: () => undefined }, timers)
    t.strictSame(timers.set, [stepMs])
    heartbeat.stop()
    t.strictSame(timers.set, [])
  }
})
