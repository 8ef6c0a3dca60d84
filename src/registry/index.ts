// SPDX-License-Identifier: AGPL-3.0-only
import { createContacts } from './contacts.ts'
import { createDecisions } from './decisions.ts'
import { createEnlistments } from './enlistments.ts'
import { createGrants } from './grants.ts'
import { createIdentityChanges } from './identity-changes.ts'
import { createIssuerLists } from './issuer-list.ts'
import { createParticipation } from './participation.ts'
import { createParties } from './parties.ts'
import { createPeople } from './people.ts'
import { createPersonal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { createPrekeys } from './prekeys.ts'
import { createQuotas } from './quotas.ts'
import type { Quotas } from './quotas.ts'
import { createSurfacing } from './surfacing.ts'

/** Who may talk to whom: the use cases of parties, users, keys and consent. */
export const createRegistry = (deps: RegistryDeps) => {
  const personal = createPersonal(deps)
  const surfacing = createSurfacing(deps, personal)
  const quotas = (): Quotas => createQuotas(deps.monotonic)
  const grants = createGrants(deps, personal)
  return {
    parties: createParties(deps, surfacing),
    people: createPeople(deps, personal),
    participation: createParticipation(deps, personal, surfacing),
    enlistments: createEnlistments(deps, personal, surfacing),
    identities: createIdentityChanges(deps, personal, surfacing),
    prekeys: createPrekeys(deps, { pairs: quotas(), targets: quotas() }),
    contacts: createContacts(deps, personal, surfacing),
    decisions: createDecisions(deps, grants, quotas()),
    grants,
    issuerLists: createIssuerLists(deps),
    surfacing,
  }
}

/** The registry's use cases. */
export type Registry = ReturnType<typeof createRegistry>
export type { RegistryDeps, RegistryEvents, Sealer } from './ports.ts'
