// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { createMedia } from '../../../src/media/index.ts'
import { FETCH_MS, LEASE_MARGIN_MS } from '../../../src/media/limits.ts'
import { createSweep } from '../../../src/media/sweep.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { createPatientTime } from '../../../src/ops/patient-time.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'
import { createTestClock } from '../../support/registry-world.ts'
import { createTurnedTimers } from '../../support/turned-timers.ts'

const ENDING = new AbortController().signal
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000]

t.test('a clock that jumps ahead costs no file its bytes for a day, and one that stays there does', async (t) => {
  const [clock, store, removed] = [createTestClock(), new MemoryAttachments(), [] as AttachmentId[]]
  let jumpedMs = 0
  const wall = () => clock.now() + jumpedMs
  const sweep = createSweep({
    store, now: wall, ending: ENDING, patientNow: createPatientTime({ now: wall, monotonic: () => clock.now() }), monotonic: () => clock.now(), timers: createTurnedTimers(clock),
    mayPass: async () => true, failed: (_task, error) => { throw error }, blobs: { list: async function* () {}, remove: async (id) => { removed.push(id) } },
  })
  const content = randomBytes(10)
  const [soon, later] = [store.add(content, { expiresAt: clock.now() + HOUR_MS }), store.add(content, { expiresAt: clock.now() + 7 * DAY_MS })]
  jumpedMs = 400 * DAY_MS
  await sweep.endeds()
  t.same(removed, [], 'nothing ends by a clock that nobody believes')
  clock.advance(HOUR_MS)
  await sweep.endeds()
  t.same(removed, [soon], 'what ends by the time that went by since does')
  clock.advance(DAY_MS)
  await sweep.endeds()
  t.same(removed, [soon, later], 'whoever set it had a day to see it')
})

t.test('a fetch is due, and leased, by the time that is believed', async (t) => {
  const [clock, store, asked] = [createTestClock(), new MemoryAttachments(), [] as number[]]
  const media = await createMedia({ folder: t.testdir(), s3: undefined }, {
    store, now: () => clock.now() + 400 * DAY_MS, patientNow: () => clock.now(), monotonic: () => clock.now(), timers: createTurnedTimers(clock), mayPass: async () => true,
    failed: (_task, error) => { throw error },
  }, {
    outgoing: { download: async () => ({ denied: 'unreachable' }) },
    store: {
      read: { ...store.read, party: async () => undefined },
      write: { ...store.write, postponeFetch: async () => 1, claimFetches: async (now, leaseUntil) => {
        asked.push(now, leaseUntil)
        return []
      } },
    },
  })
  await media.fetching?.look()
  t.same(asked, [clock.now(), clock.now() + FETCH_MS + LEASE_MARGIN_MS])
})

t.test('what no message named is remembered for a day, what one did for as long as it may be asked for', async (t) => {
  const [clock, store, until] = [createTestClock(), new MemoryAttachments(), new Map<AttachmentId, number>()]
  const [named, unnamed] = [true, false].map((isBound) => store.add(randomBytes(10), { expiresAt: 0, isBound })) as [AttachmentId, AttachmentId]
  const sweep = createSweep({
    store: { moment: store.moment, read: store.read, write: { ...store.write, forgetBytes: async (id, _state, rememberUntil) => { until.set(id, rememberUntil - clock.now()) } } },
    ending: ENDING, now: () => clock.now(), patientNow: () => clock.now(), monotonic: () => clock.now(), timers: createTurnedTimers(clock), mayPass: async () => true,
    failed: (_task, error) => { throw error }, blobs: { list: async function* () {}, remove: async () => undefined },
  })
  await sweep.endeds()
  t.same([until.get(named), until.get(unnamed)], [30 * DAY_MS, DAY_MS])
})
