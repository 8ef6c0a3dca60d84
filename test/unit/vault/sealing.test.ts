// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a sealed blob opens in its own place, version and user only, and nothing prints what is inside a secret.
import { randomBytes, randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { VaultRefused } from '../../../src/vault/refusal.ts'
import { openBlob, sealBlob } from '../../../src/vault/sealing/blobs.ts'
import type { Place } from '../../../src/vault/sealing/blobs.ts'
import { reveal, Secret, wipe } from '../../../src/vault/sealing/secret.ts'
import { createUserKeys } from '../../../src/vault/sealing/user-keys.ts'

const secret = (bytes: Uint8Array = randomBytes(32)): Secret => new Secret(new Uint8Array(bytes))
const users = Array.from({ length: 3 }, () => userId(randomUUID()))
const user = fc.constantFrom(...users)
const number = fc.integer({ min: 1, max: 2 ** 24 })
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ table: fc.constant('account' as const), user, version: number }),
  fc.record({ table: fc.constant('conversation' as const), user, peer: user, version: number }),
  fc.record({ table: fc.constant('prekey' as const), user, kind: fc.constantFrom('ec' as const, 'kyber' as const), id: number }),
)

const refused = (work: () => unknown): string => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    if (error instanceof VaultRefused) return error.refused
    throw error
  }
}

t.test('a blob opens where it was sealed for and is refused everywhere else', async (t) => {
  const [key, other] = [secret(), secret()]
  fc.assert(fc.property(place, place, fc.uint8Array({ maxLength: 200 }), (here, there, state) => {
    const blob = sealBlob(key, here, secret(state))
    const isElsewhere = JSON.stringify(here) !== JSON.stringify(there)
    return Buffer.compare(reveal(openBlob(key, here, blob)), state) === 0
      && (!isElsewhere || refused(() => openBlob(key, there, blob)) === 'broken-seal')
      && refused(() => openBlob(other, here, blob)) === 'broken-seal'
  }))
  t.pass()
})

t.test('a blob of which one bit or byte was changed, cut or added is refused', async (t) => {
  const key = secret()
  fc.assert(fc.property(place, fc.uint8Array({ maxLength: 100 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (here, state, at, bit) => {
    const blob = sealBlob(key, here, secret(state))
    const flipped = new Uint8Array(blob)
    flipped[at % blob.length] = (flipped[at % blob.length] ?? 0) ^ (1 << bit)
    return [flipped, blob.subarray(0, at % blob.length), new Uint8Array([...blob, 0])].every((wrong) => refused(() => openBlob(key, here, wrong)) === 'broken-seal')
  }))
  t.pass()
})

t.test('two blobs of the same state have nothing in common', async (t) => {
  const [key, state] = [secret(), secret(new Uint8Array(64))]
  const here: Place = { table: 'account', user: users[0]!, version: 1 }
  const [one, two] = [sealBlob(key, here, state), sealBlob(key, here, state)]
  t.notSame(one.subarray(0, 12), two.subarray(0, 12))
  t.notSame(one.subarray(12), two.subarray(12))
})

t.test('a user\'s key unwraps for this user only, under any key-encryption key that is still held, and the newest one wraps', async (t) => {
  const [old, young] = [secret(), secret()]
  const [anna, bruno] = [users[0]!, users[1]!]
  const before = createUserKeys(new Map([[1, old]]))
  const both = createUserKeys(new Map([[2, young], [1, old]]))
  const after = createUserKeys(new Map([[2, young]]))
  const key = before.create()
  const wrapped = before.wrap(anna, key)
  t.same(reveal(both.unwrap(anna, wrapped)), reveal(key))
  t.equal(refused(() => both.unwrap(bruno, wrapped)), 'broken-seal')
  t.equal(refused(() => after.unwrap(anna, wrapped)), 'unknown-key')
  const again = both.wrap(anna, key)
  t.same(reveal(after.unwrap(anna, again)), reveal(key))
  t.equal(refused(() => before.unwrap(anna, again)), 'unknown-key')
  for (let at = 4; at < wrapped.length; at += 1) {
    const flipped = new Uint8Array(wrapped)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    if (refused(() => both.unwrap(anna, flipped)) !== 'broken-seal') t.fail(`byte ${at} may be changed`)
  }
  t.equal(refused(() => both.unwrap(anna, wrapped.subarray(1))), 'broken-seal')
  t.equal(refused(() => both.unwrap(anna, new Uint8Array(0))), 'broken-seal')
})

t.test('key-encryption keys that are not there or not 32 bytes are no vault\'s', async (t) => {
  t.throws(() => createUserKeys(new Map()), TypeError)
  t.throws(() => createUserKeys(new Map([[0, secret()]])), TypeError)
  t.throws(() => createUserKeys(new Map([[1, secret(randomBytes(16))]])), TypeError)
})

t.test('a secret shows its length and nothing else, and is zeros once it is wiped', async (t) => {
  const bytes = new Uint8Array(Buffer.from('canary-canary'))
  const one = new Secret(bytes)
  const shown = [String(one), JSON.stringify({ one }), inspect({ one }, { showHidden: true, depth: 9 }), inspect(structuredClone(one)), Object.keys(one).join()]
  for (const text of shown) t.notMatch(text, /canary|99, ?97|63616e/)
  t.match(inspect(one), '[13 secret bytes]')
  wipe(one, undefined)
  t.same(bytes, new Uint8Array(13))
})
