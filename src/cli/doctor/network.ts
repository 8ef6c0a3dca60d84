// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Outgoing } from '../../ops/outgoing/index.ts'
import { fine, problem } from './finding.ts'
import type { Finding } from './finding.ts'
import type { World } from './world.ts'

const Parties = Type.Object({ parties: Type.Array(Type.Object({ party: Type.String(), state: Type.String(), wakeUrl: Type.String(), mediaHosts: Type.Array(Type.String()) })) })
/** An answer that is not taken is an answer. */
const ANSWERED = new Set(['redirect', 'too-large', 'encoded'])
/** All hosts of a party together. */
const WAIT_MS = 20_000

interface Place { readonly origin: string; readonly whose: string }

/**
 * `network`: each host that the gateway itself calls can be reached from here, by the rules of the one way out: the core's webhook, the wake-up and media hosts of parties. Asks for `/` and
 * names nothing else of what is configured; whatever a host answers is well.
 */
export const checkNetwork = async (world: World, outgoing: Pick<Outgoing, 'call'>): Promise<readonly Finding[]> => {
  const { webhook } = world.config.core
  const { parties } = await world.admin.get('/v1/parties', Parties)
  const places: readonly Place[] = [
    ...(webhook === undefined ? [] : [{ origin: new URL(webhook).origin, whose: 'core.webhook' }]),
    ...parties.filter(({ state }) => state !== 'suspended').flatMap(({ party, wakeUrl, mediaHosts }) => [
      ...(wakeUrl === '' ? [] : [{ origin: new URL(wakeUrl).origin, whose: `wake-up URL of ${party}` }]),
      ...mediaHosts.map((host) => ({ origin: `https://${host}`, whose: `media host of ${party}` })),
    ]),
  ]
  if (places.length === 0) return [fine('network', 'the gateway calls no host')]
  return Promise.all(places.map((place) => reach(place, outgoing)))
}

const reach = async ({ origin, whose }: Place, outgoing: Pick<Outgoing, 'call'>): Promise<Finding> => {
  const answer = await outgoing.call({ url: `${origin}/`, hosts: [new URL(origin).hostname], signal: AbortSignal.timeout(WAIT_MS) })
  const what = `${origin} (${whose})`
  if (!('denied' in answer) || ANSWERED.has(answer.denied)) return fine('network', `${what} answers`)
  return problem('network', `${what} is not reached: ${answer.denied}`, FIXES[answer.denied] ?? 'Check the name, the firewall of this machine, and the other side.')
}

const FIXES: Readonly<Record<string, string>> = {
  address: 'It lies at an address that is not public. If you vouch for it, add its host to outgoing.privateHosts.',
  port: 'Only port 443 is called. If you vouch for it, add host:port to outgoing.privateHosts.',
  scheme: 'Only https is called. If you vouch for it, add its host to outgoing.privateHosts.',
  tls: 'Its certificate does not hold, or it speaks no TLS 1.2: the other side must mend it.',
  unresolvable: 'The name has no address here: check the name and the DNS of this machine.',
}
