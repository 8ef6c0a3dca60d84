// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import { createDaemon } from '../support/daemon.ts'
import { createHouseholds } from '../support/households.ts'
import { searchMemory } from '../support/memory.ts'

t.setTimeout(230_000)

const unique = (what: string): string => `${what}${randomBytes(9).toString('hex')}`
const skip = existsSync('/proc/self/mem') ? false : 'there is no /proc/PID/mem on this system'

t.test('what two people say is nowhere in the gateway: not in its data, its log or its memory', { skip, timeout: 220_000 }, async (t) => {
  const daemon = await createDaemon(t, { DRAWBRIDGE_LOG_LEVEL: 'trace' })
  await daemon.start()
  const names = { benAddress: `${unique('b')}@wren.example`, anaAddress: `${unique('a')}@heron.example`, benName: unique('Ben'), anaName: unique('Ana') }
  const { ana, ben } = await createHouseholds(t, daemon, names)
  const [toBen, toAna, offline, refused] = [unique('to-ben-'), unique('to-ana-'), unique('offline-'), unique('refused-')]

  const first = await ana.process.party.send('ana', ben.user, `${toBen} said`)
  await ben.process.party.texts('ben', 1)
  await ben.process.party.send('ben', ana.user, `${toAna} said`)
  await ana.process.party.texts('ana', 1)
  await ana.process.party.reached('ana', first.messageId, 'delivered')
  // One that rests in the gateway while it is looked at, and one that was refused.
  await ben.process.party.disconnect()
  await ana.process.party.send('ana', ben.user, `${offline} said`)

  const spoken = [toBen, toAna, offline]
  await t.test('memory', async (t) => {
    const found = searchMemory(daemon.pid(), spoken)
    t.ok(found.bytes > 30 << 20, `${String(found.bytes >> 20)} MiB of the gateway were read`)
    t.strictSame(found.hits, [0, 0, 0], 'no hit in the gateway')
    const control = searchMemory(ana.process.pid, spoken)
    t.ok(control.hits.every((hits) => hits > 0), 'the same search finds each text in the endpoint')
  })

  await t.test('files', async (t) => {
    const blocked = await block()
    t.equal(blocked, 'refused')
    const texts = [...spoken, refused, ...Object.values(names)]
    const found = await searchForTexts([daemon.dataFolder, daemon.logFile, daemon.keysFolder], texts)
    t.ok(found.bytes > 100_000, `${String(found.bytes)} bytes in ${String(found.files)} files were read`)
    t.strictSame(found.hits, [], 'no text, address or name is in a file of the gateway')
    const control = await searchForTexts([join(ana.folder, 'devices')], [toBen, toAna, offline])
    t.equal(new Set(control.hits.map(({ text }) => text)).size, 3, "the same search finds each text in the endpoint's own file")
    t.match(readFileSync(daemon.logFile, 'utf8'), /party/, 'the log was written')
  })

  async function block(): Promise<string> {
    await ben.process.party.connect()
    await ben.process.party.texts('ben', 2)
    await ben.process.party.decide('ben', { peer: ana.user }, 'block')
    return (await ana.process.party.send('ana', ben.user, `${refused} said`)).state
  }
})
