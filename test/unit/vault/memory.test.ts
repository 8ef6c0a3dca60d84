// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { createMemory } from '../../../src/vault/memory.ts'
import type { Memory } from '../../../src/vault/memory.ts'
import { VaultRefused } from '../../../src/vault/refusal.ts'

const anyone = () => ({ user: userId(randomUUID()), peer: userId(randomUUID()) })
const blob = (version: number) => ({ version, bytes: Uint8Array.of(version) })
const chain = (version: number) => ({ version, bytes: new Uint8Array(0) })

const refused = (work: () => unknown): string => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    return error instanceof VaultRefused ? error.refused : String(error)
  }
}

/** Works on the blob as a function does. */
const step = (memory: Memory, row: ReturnType<typeof anyone>, version: number): void => {
  memory.begin(row, blob(version))
  memory.confirm(row, blob(version))
  memory.produced(row, blob(version + 1))
}

t.test('state below what was produced is refused until it is said that it was never committed', async (t) => {
  const [memory, row] = [createMemory(), anyone()]
  step(memory, row, 4)
  t.equal(refused(() => memory.begin(row, blob(4))), 'rolled-back')
  t.equal(refused(() => memory.begin(row, chain(0))), 'rolled-back')
  memory.discard(row, 5)
  t.same(memory.begin(row, blob(4)), Uint8Array.of(4))
})

t.test('a call chains on the newest state that was produced, and on no other', async (t) => {
  const [memory, row] = [createMemory(), anyone()]
  t.equal(refused(() => memory.begin(row, chain(1))), 'chain-broken')
  t.equal(memory.begin(row, chain(0)), undefined)
  memory.produced(row, blob(1))
  t.same(memory.begin(row, chain(1)), Uint8Array.of(1))
  memory.produced(row, blob(2))
  memory.produced(row, blob(3))
  t.equal(refused(() => memory.begin(row, chain(2))), 'rolled-back')
  t.equal(refused(() => memory.begin(row, chain(4))), 'chain-broken')
  t.same(memory.begin(row, chain(3)), Uint8Array.of(3))
})

t.test('what is discarded takes with it what chained on it; what came back out of the store cannot be discarded', async (t) => {
  const [memory, row] = [createMemory(), anyone()]
  step(memory, row, 4)
  memory.produced(row, blob(6))
  memory.produced(row, blob(7))
  memory.discard(row, 6)
  t.equal(refused(() => memory.begin(row, chain(7))), 'chain-broken')
  t.equal(refused(() => memory.begin(row, chain(5))), 'chain-broken', 'its blob is with the store by now')
  memory.discard(row, 9)
  step(memory, row, 5)
  t.equal(refused(() => memory.discard(row, 5)), 'rolled-back')
  t.equal(refused(() => memory.begin(row, blob(5))), 'rolled-back')
})

t.test('a blob that does not open says nothing about what is committed', async (t) => {
  const [memory, row] = [createMemory(), anyone()]
  memory.begin(row, blob(900))
  t.same(memory.begin(row, blob(4)), Uint8Array.of(4))
})

t.test('a row that was not used for long is forgotten, and then any version is believed anew', async (t) => {
  const [memory, row, others] = [createMemory(3), anyone(), Array.from({ length: 3 }, anyone)]
  step(memory, row, 4)
  for (const other of others.slice(1)) step(memory, other, 4)
  t.equal(refused(() => memory.begin(row, blob(3))), 'rolled-back')
  step(memory, others[0]!, 4)
  t.equal(refused(() => memory.begin(row, blob(3))), 'nothing')
})

t.test('an erased user is forgotten with all conversations but not that it was erased, and nobody else is', async (t) => {
  const [memory, row, other] = [createMemory(), anyone(), anyone()]
  for (const one of [row, { ...row, peer: undefined }, other]) memory.produced({ user: one.user, peer: one.peer }, blob(5))
  memory.forget(row.user)
  t.equal(refused(() => memory.begin(row, blob(1))), 'nothing')
  const account = { user: row.user, peer: undefined }
  for (const named of [chain(0), blob(1), blob(5), blob(6), chain(5)]) t.equal(refused(() => memory.begin(account, named)), 'rolled-back')
  t.equal(refused(() => memory.discard(account, 5)), 'rolled-back')
  memory.forget(row.user)
  t.equal(refused(() => memory.begin(account, blob(6))), 'rolled-back', 'also when it is erased once more')
  t.equal(refused(() => memory.begin(other, blob(1))), 'rolled-back')
})

t.test('erasing users that nobody knows drives nothing out', async (t) => {
  const [memory, row] = [createMemory(2), anyone()]
  step(memory, row, 4)
  for (let count = 0; count < 5; count += 1) memory.forget(anyone().user)
  t.equal(refused(() => memory.begin(row, blob(4))), 'rolled-back')
})
