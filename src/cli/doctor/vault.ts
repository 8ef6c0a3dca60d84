// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import Type from 'typebox'
import { Check as fits } from 'typebox/value'
import { fine, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Check } from './world.ts'

const NONCE_BYTES = 32
const Answer = Type.Object({ vaults: Type.Array(Type.Object({ place: Type.Integer(), ready: Type.Boolean(), statement: Type.Optional(Type.String()) })) })
const Claims = Type.Object({ nonce: Type.String(), versions: Type.Object({ drawbridge: Type.String() }) })

/** `vault.shape`: what the shape protects against. Nothing where there is no vault. */
export const checkVaultShape: Check = ({ config: { vault } }) => {
  if (vault.shape === 'none') return []
  if (vault.shape === 'split') return [fine('vault.shape', 'split')]
  return [warning('vault.shape', 'embedded: it does not protect against somebody who runs code in the gateway', 'For that, take split: docs/vault.md says how.')]
}

/** `vault`: each answers, freshly, and is of this version. Nothing where there is none. */
export const checkVaults: Check = async ({ config: { vault }, admin, version }) => {
  if (vault.shape === 'none') return []
  const nonce = randomBytes(NONCE_BYTES).toString('hex')
  const { vaults } = await admin.get(`/v1/vaults/attestations?nonce=${nonce}`, Answer)
  return vaults.map(({ place, statement }): Finding => {
    const claims = statement === undefined ? undefined : claimsOf(statement)
    if (!fits(Claims, claims) || claims.nonce !== nonce) {
      return problem('vault', `vault ${String(place)} does not answer: messages for its users wait`, vault.shape === 'split' ? 'Look at its own log, and start it: drawbridge vault run' : 'Read the log of the daemon for vault events; a wrong start secret is the usual cause.')
    }
    const its = claims.versions.drawbridge
    return its === version ? fine('vault', `vault ${String(place)} answers`) : warning('vault', `vault ${String(place)} is ${its} and this command is ${version}`, 'Restart it with the version that is installed now.')
  })
}

const claimsOf = (statement: string): unknown => {
  try {
    return JSON.parse(Buffer.from(statement.split('.')[1] ?? '', 'base64url').toString())
  } catch {
    return undefined
  }
}
