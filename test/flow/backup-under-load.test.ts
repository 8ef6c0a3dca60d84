// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createCrowd } from '../support/crowd.ts'
import type { CrowdUser } from '../support/crowd.ts'
import { createDaemon } from '../support/daemon.ts'
import { submissionOf } from '../support/opaque-load.ts'
import { openTypedShell } from '../support/typed-shell.ts'
import { eventually } from '../support/waiting.ts'

/** Messages that each lane keeps unanswered. */
const IN_FLIGHT = 8
const PAIRS = 3
/** Acknowledged in all lanes before the backup begins, and again after it. */
const MANY = 600

t.setTimeout(170_000)

type Submission = ReturnType<typeof submissionOf>

/** One direction of a pair at full speed: what was acknowledged, in order, and what came. */
const openLane = (from: CrowdUser, to: CrowdUser) => {
  const acknowledged: Submission[] = []
  const came: string[] = []
  const lane = { from, to, acknowledged, came, isSending: true }
  const listen = (link: typeof to.party.link): void => {
    link.transport().subscribe(to.user, async (push) => { if (push.kind === 'deliver' && push.senderUser === from.user) came.push(push.submissionId) })
  }
  if (to.party.isOpen) listen(to.party.link)
  to.party.onLink.add(listen)
  const send = async (): Promise<void> => {
    while (lane.isSending) {
      const submission = submissionOf(from, to)
      const answer = await from.party.link.request({ kind: 'submit', submission }).catch(() => undefined)
      if (answer?.kind === 'accepted') acknowledged.push(submission)
      // The gateway is gone.
      if (answer === undefined) return
    }
  }
  const sending = Promise.all(Array.from({ length: IN_FLIGHT }, send))
  return { ...lane, came, acknowledged, end: async () => {
    lane.isSending = false
    await sending
  } }
}

t.test('a sealed backup is made under load; restored into another folder it has everything that was acknowledged before it began', { timeout: 160_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { core, providers: [heron, swift] } = await createCrowd(daemon, { 'heron.example': PAIRS, 'swift.example': PAIRS })
  if (heron === undefined || swift === undefined) throw new Error('two providers were asked for')
  t.teardown(() => Promise.all([core, heron.party, swift.party].map((party) => party.close())))
  // What is said to somebody who is away waits in the store, and is nowhere else.
  await swift.party.close()
  const [waiting, ...passing] = [
    swift.pairs.map((pair) => openLane(pair.core, pair.provider)),
    heron.pairs.map((pair) => openLane(pair.core, pair.provider)), heron.pairs.map((pair) => openLane(pair.provider, pair.core)),
  ]
  const lanes = [waiting, ...passing].flat()
  const acknowledged = (): number => lanes.reduce((sum, lane) => sum + lane.acknowledged.length, 0)
  const { folder, type, tryTo } = await openTypedShell(t, daemon)
  await type('drawbridge backup keys --out backup.secret > backup-key.json')
  await eventually(() => acknowledged() > MANY, 'much is acknowledged')

  const before = lanes.map((lane) => lane.acknowledged.length)
  await type('drawbridge backup create --to backup.sealed --recipient backup-key.json')
  const after = lanes.map((lane) => lane.acknowledged.length)
  const atEnd = acknowledged()
  t.comment(`${String(before.reduce((a, b) => a + b))} acknowledged before the backup, ${String(atEnd)} when it was made`)
  t.ok(atEnd > before.reduce((a, b) => a + b), 'the load went on while the backup was made')
  await eventually(() => acknowledged() > atEnd + MANY, 'and goes on after it')
  await daemon.kill()
  await Promise.all(lanes.map((lane) => lane.end()))
  t.same(readdirSync(daemon.dataFolder).filter((name) => name.endsWith('.part')), [], 'nothing unsealed is left')

  const restored = await createDaemon(t, {}, { dataFolder: join(folder, 'restored'), keysFolder: daemon.keysFolder })
  const there = `DRAWBRIDGE_DATA_FOLDER=${restored.dataFolder} `
  t.match(await tryTo(`${there}drawbridge backup restore --from backup.sealed`), { code: 1, err: /is sealed to key .*--key/ })
  t.notOk(existsSync(join(restored.dataFolder, 'drawbridge.db')))
  await type(`${there}drawbridge backup restore --from backup.sealed --key backup.secret`)
  await restored.start()
  t.match(readFileSync(restored.logFile, 'utf8'), /"event":"store.restored"/)
  for (const party of [core, heron.party]) party.move(restored.linksUrl)
  swift.party.open(restored.linksUrl)

  for (const [index, lane] of lanes.entries()) {
    const wanted = lane.acknowledged.slice(0, before[index]).map(({ submissionId }) => submissionId)
    await eventually(() => wanted.every((id) => lane.came.includes(id)), `lane ${String(index)}: all that was acknowledged before the backup came`)
  }
  for (const [index, lane] of waiting.entries()) {
    const place = lane.acknowledged.map(({ submissionId }) => lane.came.indexOf(submissionId))
    t.equal(new Set(lane.came).size, lane.came.length, 'each once')
    t.same(place.slice(after[index]).filter((one) => one >= 0), [], 'what was acknowledged after the backup is undone')
    const [first, lost] = [lane.acknowledged[0], lane.acknowledged.at(-1)]
    for (const submission of [first, lost]) if (submission !== undefined) t.match(await lane.from.party.link.request({ kind: 'submit', submission }), { kind: 'accepted' })
    await eventually(() => lane.came.includes(lost?.submissionId ?? ''), 'and comes when it is submitted again')
    t.equal(lane.came.filter((id) => id === first?.submissionId).length, 1, 'while what was in the backup does not come twice')
  }
})
