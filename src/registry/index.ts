// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { createAgreements } from './agreements.ts'
import { createContacts } from './contacts.ts'
import { createDecisions } from './decisions.ts'
import { createEnforcement } from './enforcement.ts'
import { createEnlistments } from './enlistments.ts'
import { createGrants } from './grants.ts'
import { createIdentityChanges } from './identity-changes.ts'
import { createInvites } from './invites.ts'
import { createIssuerLists } from './issuer-list.ts'
import { createParticipation } from './participation.ts'
import { createParties } from './parties.ts'
import { createPeople } from './people.ts'
import { createPersonal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { createPrekeys } from './prekeys.ts'
import { createLowWarning } from './prekeys-low.ts'
import { createQuotas } from './quotas.ts'
import type { Quotas } from './quotas.ts'
import { createSurfacing } from './surfacing.ts'
import { createUserDesk } from './user-desk.ts'
import { createVaultUpkeep } from './vault-upkeep.ts'
import { createVaultUsers } from './vault-users.ts'
import type { Minter } from './vault-users.ts'

/** Who may talk to whom: the use cases of parties, users, keys and consent. */
export const createRegistry = (deps: RegistryDeps, minter: Minter = NO_VAULT) => {
  const personal = createPersonal(deps)
  const surfacing = createSurfacing(deps, personal)
  const quotas = (): Quotas => createQuotas(deps.monotonic)
  const enlistments = createEnlistments(deps, personal, surfacing)
  const vaultUsers = createVaultUsers(deps, minter, { personal, surfacing, enlistments })
  const grants = createGrants(deps, personal, vaultUsers.topUp)
  const enforcement = createEnforcement(deps, surfacing)
  const bundlesTaken = createLowWarning(deps, vaultUsers.topUp)
  return {
    parties: createParties(deps, surfacing),
    agreements: createAgreements(deps, surfacing),
    people: createPeople(deps, personal),
    participation: createParticipation(deps, personal, surfacing),
    enlistments,
    vaultUsers,
    vaultUpkeep: createVaultUpkeep(deps, minter),
    /** Bundles of a user were handed out; what is left decides whether its home is told, or its vault makes more. Never rejects. */
    bundlesTaken,
    identities: createIdentityChanges(deps, personal, surfacing),
    prekeys: createPrekeys(deps, { pairs: quotas(), targets: quotas() }, bundlesTaken),
    contacts: createContacts(deps, personal, { surfacing, isSlowed: enforcement.isSlowed }),
    invites: createInvites(deps),
    decisions: createDecisions(deps, { grants, conduct: enforcement.conduct }, quotas()),
    enforcement,
    grants,
    issuerLists: createIssuerLists(deps),
    surfacing,
    userDesk: createUserDesk(deps, personal),
  }
}

const noVault = (): Promise<never> => Promise.reject(new GatewayError('UNAVAILABLE', 'this gateway has no vault; see vault.shape in docs/config.md'))
const NO_VAULT: Minter = { mint: noVault, discard: noVault, erase: noVault, rewrap: noVault, wrappingKey: () => undefined }

/** The registry's use cases. */
export type Registry = ReturnType<typeof createRegistry>
export type { Minter, VaultEnlistment, VaultUsers } from './vault-users.ts'
export { VAULT_DEVICE } from './vault-users.ts'
export type { RegistryDeps, RegistryEvents, Sealer } from './ports.ts'
