// SPDX-License-Identifier: AGPL-3.0-only
// Promise: Ana of a provider and Ben of the core on one gateway of the test, each with a real device behind a real link.
import type { Test } from 'tap'
import type { UserId } from '../../src/model/ids.ts'
import { createParty } from '../../src/sandbox/party.ts'
import type { PartyOptions, SandboxParty } from '../../src/sandbox/party.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createPartyKeys } from '../../src/sdk/link/index.ts'
import type { LyingGateway } from './lying-gateway.ts'

/** A person with the server of their home. */
export interface Person { readonly name: string; readonly user: UserId; readonly side: SandboxParty }
/** The two of them. */
export interface Pair { readonly ana: Person; readonly ben: Person }

/** What lies between a server and its devices; asked once for each server. */
type Between = () => NonNullable<PartyOptions['between']>

/** Both enlisted, opted in and strangers to each other. */
export const enlistPair = async (t: Test, gateway: LyingGateway, between?: Between): Promise<Pair> => {
  const [core, heron] = [await join(t, gateway, 'wren.example', 'core', between), await join(t, gateway, 'heron.example', 'provider', between)]
  await core.side.putIssuerList(1, [{ party: heron.application.party, state: 'live', keys: heron.application.issuerKeys.keys }])
  await core.side.setParticipation('ben', true, 'ben@wren.example')
  await core.side.setChoice('ben', 'heron.example', true, 'separate', '')
  const ben = await core.side.enlist({ name: 'ben', displayName: 'Ben', forProvider: 'heron.example' })
  const ana = await heron.side.enlist({ name: 'ana', displayName: 'Ana', address: 'ana@heron.example' })
  return { ana: { name: 'ana', user: ana, side: heron.side }, ben: { name: 'ben', user: ben, side: core.side } }
}

/** Ana asks, Ben says yes. */
export const grantPair = async ({ ana, ben }: Pair): Promise<void> => {
  await ana.side.requestContact('ana', 'ben@wren.example')
  const [request] = await ben.side.requests('ben', 1)
  await ben.side.decide('ben', { requestId: request?.requestId ?? '' }, 'grant')
  await Promise.all([ben.side.granted('ben', 1), ana.side.granted('ana', 1)])
}

const join = async (t: Test, gateway: LyingGateway, party: string, role: 'core' | 'provider', between: Between = () => (way) => way) => {
  const folder = await createTempFolder('drawbridge-party-')
  const { keys, application } = await createPartyKeys({ party, role, displayName: party })
  const admission = await gateway.registry().parties.add(application, 'plain-loopback', { actor: 'socket', reason: '' })
  const side = createParty({ keys, admission, folder: folder.path, stateFolder: folder.path, instance: role, between: between() })
  await side.connect()
  t.teardown(async () => {
    await side.disconnect()
    await folder.remove()
  })
  return { side, application }
}
