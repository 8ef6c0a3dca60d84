// SPDX-License-Identifier: AGPL-3.0-only
import { gatewayTargets } from '../load/load.ts'
import { openMeasured } from '../load/measured.ts'
import type { MeasuredLoad } from '../load/measured.ts'
import { acquaint } from '../load/people.ts'
import type { Member } from '../load/people.ts'
import { databaseCpuMicros, startGateway } from './servers.ts'
import type { Ground } from './servers.ts'

/** Two nodes under a load of their own. */
export interface MeasuredNodes {
  readonly load: MeasuredLoad
  stop(): Promise<unknown>
}

/** Starts two nodes on one database: the core's links end at the one and the provider's at the other, so that each message crosses. */
export const startTwoNodes = async (ground: Ground, pairs: number, links: number): Promise<MeasuredNodes> => {
  const first = await startGateway(ground, 'node-one')
  const second = await startGateway(ground, 'node-two', [], first)
  const people = await acquaint(first.admit, pairs)
  const targets = gatewayTargets({ ...people, provider: at(people.provider, second.linksUrl) }, links)
  const load = await openMeasured('two nodes', [first.pid, second.pid], targets, () => databaseCpuMicros(ground))
  return {
    load,
    stop: async () => {
      await load.end()
      await Promise.all([first.stop(), second.stop()])
    },
  }
}

/** A party that links at another node. */
const at = ({ keys, admission }: Member, url: string): Member => ({ keys, admission: { ...admission, gateway: { ...admission.gateway, url } } })
