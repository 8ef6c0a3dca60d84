// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an implementation of Signal's public specifications, which has nothing of libsignal in it, and libsignal open each other's messages.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import type { SealedMessage } from '../../src/model/signal-crypto.ts'
import { crypto as libsignal, DAY, flip, NOW, Peer, reason } from '../unit/signal/support.ts'
import { createIndependent } from './index.ts'

t.setTimeout(60_000)

/** Messages of the long talk. */
const MESSAGES = 400

const independent = createIndependent()
const own = (): Peer => new Peer(randomUUID(), independent)
const theirs = (): Peer => new Peer()

/** Who begins, and who is spoken to. */
const pairs: readonly (readonly [title: string, initiator: () => Peer, responder: () => Peer])[] = [
  ['libsignal begins', theirs, own],
  ['the independent one begins', own, theirs],
  ['both are independent', own, own],
]

/** A pair that has said hello both ways. */
const talking = async (initiator: () => Peer, responder: () => Peer): Promise<readonly [Peer, Peer]> => {
  const [anna, bruno] = [initiator(), responder()]
  await anna.connect(bruno)
  await bruno.open(anna, await anna.seal(bruno, 'hello'))
  await anna.open(bruno, await bruno.seal(anna, 'hello yourself'))
  return [anna, bruno]
}

/** Numbers that look random and are the same in each run. */
const shuffled = <T>(items: readonly T[]): T[] => items.map((item, at) => ({ item, at: (at * 7_919 + 13) % 1_009 })).sort((one, other) => one.at - other.at).map(({ item }) => item)

for (const [title, initiator, responder] of pairs) {
  t.test(`${title}: ${String(MESSAGES)} messages both ways, in bursts and turns`, async (t) => {
    const [anna, bruno] = [initiator(), responder()]
    await anna.connect(bruno)
    let opened = 0
    for (let number = 0; number < MESSAGES; number += 1) {
      // Runs of one to three of one side, then of the other.
      const [from, to] = number === 0 || number % 7 < 3 || number % 11 === 0 ? [anna, bruno] : [bruno, anna]
      const sealed = await from.seal(to, `message ${String(number)}`)
      if (await to.open(from, sealed) === `message ${String(number)}`) opened += 1
    }
    t.equal(opened, MESSAGES)
  })

  t.test(`${title}: the first messages name prekeys until one is answered, with a one-time prekey and without`, async (t) => {
    for (const oneTime of [true, false]) {
      const [anna, bruno] = [initiator(), responder()]
      await anna.connect(bruno, bruno.bundle(oneTime))
      const first = await anna.seal(bruno, 'one')
      const second = await anna.seal(bruno, 'two')
      t.strictSame([first.type, second.type], [EnvelopeType.PREKEY, EnvelopeType.PREKEY])
      const opened = await bruno.peek(anna, second)
      t.match(opened, { usedOneTimePrekey: oneTime ? 1 : undefined, usedKyberPrekey: { id: 1, signedPrekeyId: 1 }, identityKey: anna.local.identity.publicKey })
      t.equal(await bruno.open(anna, second), 'two')
      t.equal(await bruno.open(anna, first), 'one')
      t.equal(await anna.open(bruno, await bruno.seal(anna, 'yes')), 'yes')
      t.equal((await anna.seal(bruno, 'three')).type, EnvelopeType.RATCHET)
    }
  })

  t.test(`${title}: messages open once each in any order, and a repeat is a duplicate`, async (t) => {
    const [anna, bruno] = await talking(initiator, responder)
    for (const [from, to] of [[anna, bruno], [bruno, anna]] as const) {
      const sealed: { readonly words: string; readonly message: SealedMessage }[] = []
      for (let number = 0; number < 40; number += 1) sealed.push({ words: `late ${String(number)}`, message: await from.seal(to, `late ${String(number)}`) })
      for (const { words, message } of shuffled(sealed)) t.equal(await to.open(from, message), words)
      for (const { message } of sealed) t.equal(await reason(to.peek(from, message)), 'duplicate')
      t.equal(await from.open(to, await to.seal(from, 'and on')), 'and on')
    }
  })

  t.test(`${title}: a message with a changed bit does not open, and the true one does afterwards`, async (t) => {
    const [anna, bruno] = [initiator(), responder()]
    await anna.connect(bruno)
    const first = await anna.seal(bruno, 'first')
    await changedNowhere(t, bruno, anna, first, 97)
    t.equal(await bruno.open(anna, first), 'first')
    for (const [from, to] of [[bruno, anna], [anna, bruno]] as const) {
      const message = await from.seal(to, 'next')
      await changedNowhere(t, to, from, message, 3)
      t.equal(await to.open(from, message), 'next')
    }
  })

  t.test(`${title}: a first message is for the devices that it names alone`, async (t) => {
    const [anna, bruno] = [initiator(), responder()]
    await anna.connect(bruno)
    const first = await anna.seal(bruno, 'first')
    const impostor = theirs()
    t.equal(await reason(bruno.peek(impostor, first)), 'undecryptable')
    t.equal(await bruno.open(anna, first), 'first')
  })

  t.test(`${title}: both begin at once, and both are heard`, async (t) => {
    const [anna, bruno] = [initiator(), responder()]
    await Promise.all([anna.connect(bruno), bruno.connect(anna)])
    const [one, other] = [await anna.seal(bruno, 'from Anna'), await bruno.seal(anna, 'from Bruno')]
    t.equal(await bruno.open(anna, one), 'from Anna')
    t.equal(await anna.open(bruno, other), 'from Bruno')
    for (let number = 0; number < 6; number += 1) {
      t.equal(await bruno.open(anna, await anna.seal(bruno, 'ping')), 'ping')
      t.equal(await anna.open(bruno, await bruno.seal(anna, 'pong')), 'pong')
    }
  })

  t.test(`${title}: a session that was lost is asked for anew, and what was under way on the old one still opens`, async (t) => {
    const [anna, bruno] = await talking(initiator, responder)
    const [annas, brunos] = [initiator === own ? independent : libsignal, responder === own ? independent : libsignal]
    const underWay = await bruno.seal(anna, 'under way')
    const lost = await anna.seal(bruno, 'lost')
    bruno.sessions.clear()
    t.equal(await reason(bruno.peek(anna, lost)), 'no-session')
    const error = brunos.decryptionError(lost, NOW, anna.local.address.device)
    const session = anna.session(bruno) ?? new Uint8Array(0)
    t.equal(annas.concernsCurrentRatchet(error, session), true)
    anna.sessions.set(bruno.local.address.user, annas.archive(session))
    t.equal(await reason(anna.seal(bruno, 'too soon')), 'stale-session')
    await anna.connect(bruno)
    t.equal(await bruno.open(anna, await anna.seal(bruno, 'lost')), 'lost')
    t.equal(await anna.open(bruno, underWay), 'under way')
  })
}

/** Judges that a message with one bit changed, every so many bytes behind the version, does not open. */
const changedNowhere = async (t: Test, to: Peer, from: Peer, { type, ciphertext }: SealedMessage, stride: number): Promise<void> => {
  const opened: number[] = []
  for (let at = 1; at < ciphertext.length; at += stride) {
    const why = await reason(to.peek(from, { type, ciphertext: flip(ciphertext, at, 1 << (at % 8)) }))
    if (why === 'nothing') opened.push(at)
  }
  t.strictSame(opened, [], 'places that may be changed')
}

t.test('a message that overtakes more than anybody would is refused, and asks for no work', async (t) => {
  const [anna, bruno] = await talking(theirs, own)
  const early = await anna.seal(bruno, 'early')
  for (let number = 0; number < 1_999; number += 1) await anna.seal(bruno, 'skipped')
  t.equal(await bruno.open(anna, await anna.seal(bruno, 'within reach')), 'within reach')
  t.equal(await bruno.open(anna, early), 'early')
  for (let number = 0; number < 2_001; number += 1) await anna.seal(bruno, 'skipped')
  t.equal(await reason(bruno.peek(anna, await anna.seal(bruno, 'out of reach'))), 'undecryptable')
})

t.test('a session that nobody answered for thirty days is begun anew', async (t) => {
  const [anna, bruno] = [own(), theirs()]
  await anna.connect(bruno)
  const session = anna.session(bruno) ?? new Uint8Array(0)
  t.equal(independent.canSeal(session, NOW + 30 * DAY), true)
  t.equal(independent.canSeal(session, NOW + 30 * DAY + 1), false)
})
