// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { contract } from './contract.ts'
import type { CoreDeps } from './ports.ts'
import type { Routes } from './route.ts'
import type { Vaults } from './schemas.ts'

const Claims = Type.Object({
  nonce: Type.String(), shape: Type.Enum(['embedded', 'split']), cst: Type.Enum(['DEVICE', 'VAULT']), delegated: Type.Boolean(),
  versions: Type.Object({ drawbridge: Type.String(), libsignal: Type.String(), node: Type.String() }),
  keys: Type.Object({ signing: Type.String(), agreement: Type.String(), statement: Type.String() }),
})

/** What the vaults say of themselves. The gateway only passes it on: the core checks the signature with the key that it pinned. */
export const addVaultRoute = (routes: Routes, { attest }: Pick<CoreDeps, 'attest'>): void => {
  routes.add(contract.showVault, async ({ query: { nonce } }) => {
    const statements = await attest(Buffer.from(nonce, 'hex'))
    return { vaults: statements.map((statement, place) => toVault(place, statement, nonce)) }
  })
}

const toVault = (place: number, statement: string | undefined, asked: string): Static<typeof Vaults>['vaults'][number] => {
  const claims = statement === undefined ? undefined : claimsOf(statement)
  if (statement === undefined || claims?.nonce !== asked) return { place, ready: false }
  const { shape, cst: custody, versions: { drawbridge, libsignal, node }, keys: { signing, agreement, statement: stating }, delegated } = claims
  return { place, ready: true, shape, custody, versions: { drawbridge, libsignal, node }, keys: { signing, agreement, statement: stating }, delegated, statement }
}

const claimsOf = (statement: string): Static<typeof Claims> | undefined => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(statement.split('.')[1] ?? '', 'base64url').toString())
    return Check(Claims, claims) ? claims : undefined
  } catch {
    return undefined
  }
}
