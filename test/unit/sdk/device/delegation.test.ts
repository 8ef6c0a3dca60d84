// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a device believes a vault's statement where the peer's home delegated to the vault's key, and no other.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { PublicJwk } from '../../../../src/model/credentials.ts'
import { userId } from '../../../../src/model/ids.ts'
import { DeviceError } from '../../../../src/sdk/device/errors.ts'
import { openStatement } from '../../../../src/sdk/device/statement.ts'
import type { IssuerKeys } from '../../../../src/sdk/device/trust.ts'
import { createPartyKeys } from '../../../../src/sdk/link/party-keys.ts'
import { createDelegated } from '../../../support/delegations.ts'
import { crypto } from '../../../support/device-world.ts'

const NOW = 1_800_000_000_000
const [core, provider] = await Promise.all([
  createPartyKeys({ party: 'core.example', role: 'core', displayName: 'Core' }), createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' }),
])
const [user, { publicKey }] = [userId(randomUUID()), crypto.createIdentity()]
const statements = await createDelegated({ home: core.keys, other: provider.keys, user, identityKey: publicKey, now: NOW })

/** Keys of each home, as a device has them; `fresh` ones after it has asked. */
const issuers = (known: readonly PublicJwk[], fresh = known): IssuerKeys => ({
  of: async (party, asked) => {
    if (party !== core.keys.party) throw new DeviceError('UNKNOWN_ISSUER')
    return asked ? fresh : known
  },
})
const live = core.application.issuerKeys.keys

t.test('a statement by a vault\'s key under the home\'s delegation opens, and shows custody VAULT', async (t) => {
  for (const jws of [statements.honest, statements.lasting]) {
    t.match(await openStatement(jws, core.keys.party, user, issuers(live), NOW), { identityKey: publicKey, custody: 'VAULT', deviceListVersion: 1 })
  }
  await t.rejects(openStatement(statements.lasting, core.keys.party, user, issuers(live), NOW + 61_000), new DeviceError('STATEMENT_REFUSED'))
})

t.test('an issuer key that is new is asked for, and a delegation falls with the one that signed it', async (t) => {
  const others = provider.application.issuerKeys.keys
  t.match(await openStatement(statements.honest, core.keys.party, user, issuers(others, live), NOW), { custody: 'VAULT' })
  await t.rejects(openStatement(statements.honest, core.keys.party, user, issuers(others), NOW), new DeviceError('STATEMENT_REFUSED'))
})

for (const { title, jws } of statements.wrong) {
  t.test(`a statement is refused where ${title}`, async (t) => {
    await t.rejects(openStatement(jws, core.keys.party, user, issuers(live), NOW), new DeviceError('STATEMENT_REFUSED'))
  })
}
