// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a vault believes another vault's statement where the peer's home delegated to its key, and no other.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { createLibsignal } from '../../../src/signal/private/index.ts'
import { createHomes } from '../../../src/vault/trust/homes.ts'
import { createDelegated } from '../../support/delegations.ts'
import { createVaultWorld, refusalOf, signingParty } from '../../support/vault-world.ts'

const world = await createVaultWorld()
const { provider, coreParty } = world
const [user, { publicKey }] = [userId(randomUUID()), createLibsignal().createIdentity()]
const about = { home: provider.keys, other: coreParty.keys, user, identityKey: publicKey, now: world.now }
const statements = await createDelegated(about)
const verify = async (statement: string, now = world.now, issuerList = world.issuerList) => {
  const homes = createHomes({ party: coreParty.keys.party, issuerKeys: coreParty.application.issuerKeys.keys })
  return homes.verify({ home: provider.keys.party, statement, issuerList }, user, provider.keys.party, now)
}

t.test('a statement by a vault\'s key under the home\'s delegation is believed', async (t) => {
  for (const statement of [statements.honest, statements.lasting]) t.match(await verify(statement), { identityKey: publicKey, custody: 'VAULT' })
  t.equal(await refusalOf(verify(statements.lasting, world.now + 61_000)), 'statement-refused')
})

t.test('a delegation falls with the issuer key that signed it', async (t) => {
  const renewed = await signingParty('heron.example', 'provider')
  t.equal(await refusalOf(verify(statements.honest, world.now, await world.list(2, [renewed]))), 'statement-refused')
})

for (const { title, jws } of statements.wrong) {
  t.test(`a statement is refused where ${title}`, async (t) => {
    t.equal(await refusalOf(verify(jws)), 'statement-refused')
  })
}
