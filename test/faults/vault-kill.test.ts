// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 390
// TEST_SEED repeats the moments of another run.
import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { deviceId, userId } from '../../src/model/ids.ts'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { signal } from '../support/processes.ts'
import { MAC_BYTES, RatchetBook, readRatchetHeader } from '../support/ratchet-book.ts'
import { randomFrom } from '../support/seeded.ts'
import { openVaultDaemon } from '../support/vault-daemon.ts'
import { startVaultLoad } from '../support/vault-load.ts'
import type { VaultLoad } from '../support/vault-load.ts'
import { eventually } from '../support/waiting.ts'

const LIMIT_MS = 380_000
t.setTimeout(LIMIT_MS)

/** Of each: daemon, vault, core. TEST_KILLS=30 takes a minute and a half. */
const KILLS = Number(process.env['TEST_KILLS'] ?? 10)
const PAIRS = 4
/** Life under load before a kill, in ms. */
const SHORTEST_MS = 5
const LONGEST_MS = 150
/** Texts that are shown between two kills, unless the second comes while everybody is still recovering from the first: of that many. */
const LEAST_SHOWN = 3
const HASTY_SHARE = 0.25
/** Texts on their way that a kill must meet to count as one under load, and the share of kills that must. */
const LEAST_UNSHOWN = 8
const LEAST_SHARE = 0.9

t.test('nothing is lost, nothing is shown twice and no ratchet key seals two messages although daemon, vault and core are killed under load', { timeout: LIMIT_MS }, async (t) => {
  const seed = Number(process.env['TEST_SEED'] ?? randomInt(2 ** 31))
  t.comment(`TEST_SEED=${String(seed)}`)
  const cache = await createTempFolder('drawbridge-cache-')
  t.teardown(() => cache.remove())
  const environment = { NODE_COMPILE_CACHE: cache.path }
  const of = await openVaultDaemon(t, environment)
  const load = await startVaultLoad(t, of, PAIRS, environment)
  await eventually(() => load.shown > PAIRS * 4, 'all talk')

  const tally = { kills: 0, underLoad: 0 }
  const killed = async (victim: () => Promise<void>): Promise<void> => {
    tally.kills += 1
    if (load.unshown >= LEAST_UNSHOWN) tally.underLoad += 1
    await victim()
  }
  const begun = performance.now()
  await Promise.all([killGateway(), killCore()])
  const seconds = (performance.now() - begun) / 1000
  const verdict = await load.settle()
  t.comment(`${String(tally.kills)} kills in ${seconds.toFixed(0)} s, ${String(tally.underLoad)} under load; ${String(verdict.said)} texts, ${String(load.wire.size)} ratchet positions, ${String(load.wire.repeated)} envelopes came again`)
  t.strictSame(verdict.lost, [], 'nothing is lost')
  t.strictSame(verdict.doubled, [], 'nothing is shown twice')
  t.strictSame(verdict.disordered, [], 'nothing is out of order')
  t.strictSame(verdict.odd, [], 'nobody was told of a failure')
  t.strictSame([...load.wire.reused], [], 'no ratchet key and counter stood before two messages')
  t.ok(load.wire.size >= verdict.said, 'every text passed by on the wire')
  t.equal(tally.kills, 3 * KILLS)
  t.ok(tally.underLoad >= tally.kills * LEAST_SHARE, `${String(tally.underLoad)} of ${String(tally.kills)} kills met a load`)

  /** Daemon and vault in a random order: each is killed while the other runs, comes or goes. */
  async function killGateway(): Promise<void> {
    const random = randomFrom(seed, 'gateway')
    const victims = shuffled([...Array<'daemon'>(KILLS).fill('daemon'), ...Array<'vault'>(KILLS).fill('vault')], random)
    for (const victim of victims) {
      await underWay(load, random)
      if (victim === 'vault') {
        await eventually(() => of.vaultPid() !== undefined, 'the vault runs')
        await killed(async () => { signal([of.vaultPid() ?? 0].filter((pid) => pid > 0), 'SIGKILL') })
        continue
      }
      await killed(() => of.daemon.kill())
      await of.daemon.start()
    }
  }

  async function killCore(): Promise<void> {
    const random = randomFrom(seed, 'core')
    for (let kills = 0; kills < KILLS; kills++) {
      await underWay(load, random)
      await killed(() => load.core.kill())
      load.core.start()
    }
  }
})

t.test('the same look at the wire finds two messages that were sealed in one place of a session', async (t) => {
  const crypto = createLibsignal()
  const [ana, ben] = [crypto.createIdentity(), crypto.createIdentity()]
  const [local, remote] = [
    { address: { user: userId(randomUUID()), device: deviceId(1) }, identity: ana, registrationId: crypto.createRegistrationId() },
    { address: { user: userId(randomUUID()), device: deviceId(1) }, identityKey: ben.publicKey },
  ]
  const now = Date.now()
  const bundle = {
    registrationId: crypto.createRegistrationId(), identityKey: ben.publicKey, signedPrekey: crypto.createSignedPrekey(ben, 1, now).published,
    kyberPrekey: crypto.createKyberPrekey(ben, 1, now).published, oneTimePrekey: undefined,
  }
  const fresh = await crypto.startSession(local, remote, bundle, undefined, now)
  const first = await crypto.seal(local, remote, fresh, Buffer.from('one'), now)
  const next = await crypto.seal(local, remote, first.session, Buffer.from('two'), now)
  const again = await crypto.seal(local, remote, fresh, Buffer.from('three'), now)

  const book = new RatchetBook()
  for (const { message } of [first, next, first]) book.noteMessage(message.type, message.ciphertext)
  t.match({ size: book.size, repeated: book.repeated, reused: book.reused.size }, { size: 2, repeated: 1, reused: 0 }, 'an honest sender may repeat itself')
  book.noteMessage(again.message.type, again.message.ciphertext)
  t.equal(book.reused.size, 1, 'a session that was set back is noticed')

  const forged = new RatchetBook()
  const message = readRatchetHeader(next.message.type, next.message.ciphertext)?.message ?? new Uint8Array()
  // Behind the header, before the MAC.
  const changed = message.with(-MAC_BYTES - 1, (message.at(-MAC_BYTES - 1) ?? 0) ^ 1)
  for (const ciphertext of [message, changed]) forged.noteMessage(EnvelopeType.RATCHET, ciphertext)
  t.equal(forged.reused.size, 1, 'so is a pair that somebody made up')
})

/** Some texts are shown since the last kill, if it is not a hasty one, and then a random time passes. */
const underWay = async (load: VaultLoad, random: () => number): Promise<void> => {
  const goal = load.shown + (random() < HASTY_SHARE ? 0 : LEAST_SHOWN)
  await eventually(() => load.shown >= goal, 'texts are shown again')
  await pause(SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS))
}

const shuffled = <T>(items: readonly T[], random: () => number): readonly T[] =>
  items.map((item) => ({ item, place: random() })).sort((a, b) => a.place - b.place).map(({ item }) => item)
