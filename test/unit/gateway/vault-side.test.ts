// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { forCore } from '../../../src/gateway/vault-side.ts'
import type { Vaults } from '../../../src/gateway/vault-pool.ts'
import { GatewayError } from '../../../src/model/errors.ts'
import { CallRefused, VaultGone } from '../../../src/vault/protocol/client.ts'

const never = (): never => { throw new Error('not asked') }

/** Enlists at vaults that fail so. */
const enlistAt = (thrown: Error) => forCore({} as Vaults, { vaultUsers: { enlist: () => Promise.reject(thrown), topUp: never, erase: never } }, { sealForCore: never, acceptIdentity: never }).enlist!

t.test('a core whose users get no keys now is told to come again, and of a fault of ours nothing', async (t) => {
  const bug = new TypeError('bug')
  const cases: [title: string, thrown: Error, told: Error | { readonly code: string }][] = [
    ['no vault', new VaultGone(), { code: 'UNAVAILABLE' }],
    ['a vault that owes too much', new CallRefused({ refused: 'busy', retry: undefined }), { code: 'UNAVAILABLE' }],
    ['a vault that takes too long', new DOMException('late', 'TimeoutError'), { code: 'UNAVAILABLE' }],
    ['a refusal of the registry', new GatewayError('CONFLICT', 'a device'), { code: 'CONFLICT' }],
    ['a fault', bug, bug],
  ]
  for (const [title, thrown, told] of cases) await t.rejects(enlistAt(thrown)({} as never, {} as never), told, title)
})
