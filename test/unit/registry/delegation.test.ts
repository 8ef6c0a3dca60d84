// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the gateway takes a vault's statement where the home delegated to the vault's key, and no other.
import t from 'tap'
import { verifyStatement } from '../../../src/registry/credentials.ts'
import { createDelegated } from '../../support/delegations.ts'
import { openRegistryWorld, START } from '../../support/registry-world.ts'
import { createSubscriber } from '../../support/subscribers.ts'

const { core, egret, store } = await openRegistryWorld(t)
const { user, identity } = createSubscriber(core)
const statements = await createDelegated({ home: core.keys, other: egret.keys, user, identityKey: identity.publicKey, now: START })
const home = (await store.read.party(core.party))!
const expected = { userId: user, identityKey: identity.publicKey, custody: 'VAULT', deviceListVersion: 1 } as const

t.test('a statement by a vault\'s key under the home\'s delegation is taken, a minute after the end of the delegation not any more', async (t) => {
  await verifyStatement(statements.honest, home, expected, START)
  await verifyStatement(statements.honest, home, expected, START + 3_650 * 86_400_000)
  await verifyStatement(statements.lasting, home, expected, START)
  await t.rejects(verifyStatement(statements.lasting, home, expected, START + 61_000), { code: 'STATEMENT_REFUSED' })
})

t.test('a statement falls with the issuer key that delegated', async (t) => {
  await t.rejects(verifyStatement(statements.honest, { ...home, issuerKeys: (await store.read.party(egret.party))!.issuerKeys }, expected, START), { code: 'STATEMENT_REFUSED' })
})

for (const { title, jws, custody } of statements.wrong) {
  t.test(`a statement is refused where ${title}`, async (t) => {
    await t.rejects(verifyStatement(jws, home, { ...expected, custody }, START), { code: 'STATEMENT_REFUSED', detail: '' })
  })
}

t.test('what is no statement at all is refused', async (t) => {
  for (const jws of ['', '.', '..', 'x', 'e30.e30.', `${'a'.repeat(4_000)}.e30.AA`]) await t.rejects(verifyStatement(jws, home, expected, START), { code: 'STATEMENT_REFUSED' })
})
