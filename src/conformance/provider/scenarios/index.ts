// SPDX-License-Identifier: AGPL-3.0-only
import type { ProviderScenario } from '../trial.ts'
import { distrusting } from './distrusting.ts'
import { links } from './links.ts'
import { receiving } from './receiving.ts'
import { sending } from './sending.ts'

/** All of them, in the order in which they run and are shown. */
export const providerScenarios: readonly ProviderScenario[] = [...links, ...sending, ...receiving, ...distrusting]
