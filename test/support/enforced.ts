// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a party as it sees steps of enforcement: what it hears of them, and what it says to them.
import { enforcementId } from '../../src/model/enforcement.ts'
import type { Signal } from '../../src/store/nodes.ts'
import type { RegistryWorld, TestParty } from './registry-world.ts'
import type { Teardown } from './scope.ts'

/** A party appeals a step against it. */
export const appeal = ({ registry }: RegistryWorld, party: TestParty, id: string, text = 'we are sorry') =>
  registry.enforcement.ofParty.appeal(party.caller, { kind: 'appeal', enforcementId: enforcementId(id), text })

/** Signals of enforcement, as links hear them. */
export const hear = (t: Teardown, { store }: RegistryWorld) => {
  const heard: Extract<Signal, { signal: 'enforced' }>[] = []
  t.teardown(store.nodes.listen((signal) => { if (signal.signal === 'enforced') heard.push(signal) }))
  return heard
}
