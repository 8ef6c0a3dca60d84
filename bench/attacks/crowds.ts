// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the processes of the attackers of one phase, as one: open, begun, and over with what became of them.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Child } from '../../src/sandbox/child.ts'
import { connectLink, createHome, createPartyKeys } from '../../src/sdk/link/index.ts'
import { admitParty } from '../load/people.ts'
import type { Admit, Member } from '../load/people.ts'
import { quantiles } from '../load/percentile.ts'
import type { Ground, MeasuredGateway } from '../parts/servers.ts'
import { watchPorts } from '../parts/watch-ports.ts'
import { kindsOf, LINKS_PER_PARTY } from './kinds.ts'
import type { Attack, Fate, Kind, Orders } from './kinds.ts'

/** Attackers that are ready. */
export interface Crowd {
  begin(): Promise<void>
  /** Nobody comes back any more; resolves when those are ended who must be, or should have been. */
  halt(): Promise<readonly Fate[]>
  kill(): Promise<void>
}

/** Whom a phase meets. */
export interface CrowdOptions {
  readonly attack: Attack
  /** How many connections a crowd has. */
  readonly links: number
  readonly gateway: MeasuredGateway
  readonly corePort: number
  /** Who signs the large list that nobody reads. */
  readonly core: Member
}

/** Parties of one process of links that never read. */
const PARTIES_PER_PROCESS = 16
/** Entries of the issuer list: the largest kind of answer. */
const LIST_ENTRIES = 400
/** Parties of the attackers of one kind in a flood. */
const FLOODING_PARTIES = 4
const NEVER_READ = 'never-read'

const NEVER_READERS = fileURLToPath(new URL('never-readers.ts', import.meta.url))
const ATTACKERS = fileURLToPath(new URL('attackers.ts', import.meta.url))

/** All attackers of a phase, each kind in processes of its own. Rejects when one does not start. */
export const openCrowds = async (ground: Ground, options: CrowdOptions): Promise<readonly Crowd[]> => {
  const { attack, links } = options
  const crowds = kindsOf(attack, links).map((kind) => openKind(ground, options, kind))
  const readers = attack === NEVER_READ || attack === 'all' ? [openNeverReaders(ground, options)] : []
  return Promise.all([...crowds, ...readers])
}

/** How many connections a phase keeps open at once. */
export const connectionsOf = (attack: Attack, links: number): number =>
  kindsOf(attack, links).reduce((sum, { connections }) => sum + connections, attack === NEVER_READ || attack === 'all' ? links : 0)

const openKind = async (ground: Ground, { gateway, corePort }: CrowdOptions, { name, isParty, attack, connections }: Kind & { readonly connections: number }): Promise<Crowd> => {
  const parties = isParty ? Math.ceil(connections / (attack === 'flood' ? Math.ceil(connections / FLOODING_PARTIES) : LINKS_PER_PARTY)) : 0
  const members = await admitMany(gateway.admit, name, parties)
  const orders: Orders = { kind: name, connections, linksPort: Number(new URL(gateway.linksUrl).port), corePort, members }
  const child = await start(ground, name, ATTACKERS, orders)
  const heard = lines(child)
  await heard.next()
  return {
    begin: async () => { child.stdin.write('go\n') },
    halt: async () => {
      child.stdin.write('halt\n')
      return [JSON.parse(await heard.next()) as Fate]
    },
    kill: async () => { await child.kill() },
  }
}

const openNeverReaders = async (ground: Ground, { links: wanted, gateway, core }: CrowdOptions): Promise<Crowd> => {
  await putLargeList(core)
  const parties = Math.ceil(wanted / LINKS_PER_PARTY)
  const perParty = Math.ceil(wanted / parties)
  const members = await admitMany(gateway.admit, NEVER_READ, parties)
  const children = await Promise.all(Array.from({ length: Math.ceil(parties / PARTIES_PER_PROCESS) }, async (_, index) => {
    const some = members.slice(index * PARTIES_PER_PROCESS, (index + 1) * PARTIES_PER_PROCESS)
    const child = await start(ground, `${NEVER_READ}-${String(index)}`, NEVER_READERS, some, [String(perParty)])
    const heard = lines(child)
    return { child, heard, ports: JSON.parse(await heard.next()) as readonly number[] }
  }))
  const ports = children.flatMap((child) => child.ports)
  let watch: ReturnType<typeof watchPorts> | undefined
  return {
    begin: async () => {
      watch = watchPorts(ports)
      await Promise.all(children.map(async ({ child, heard }) => {
        child.stdin.write('ask\n')
        await heard.next()
        // Nothing is ever read.
        process.kill(child.pid, 'SIGSTOP')
      }))
    },
    halt: async () => [fateOf(ports.length, await watch?.end() ?? [])],
    kill: async () => { await Promise.all(children.map(({ child }) => child.kill())) },
  }
}

/** Of links that never read: how many are ended depends on what others have waiting, so no time is promised to each. */
const fateOf = (connections: number, goneMs: readonly number[]): Fate => ({
  kind: NEVER_READ, connections, offended: connections, gone: goneMs.length, goneMs: { p50: quantiles(goneMs).p50, max: Math.max(0, ...goneMs) },
  returned: 0, returnedGoneMaxMs: 0, turnedAway: 0, goneWithinMs: null, late: 0,
})

/** A list that names the same key for many parties. */
const putLargeList = async ({ keys, admission }: Member): Promise<void> => {
  const { application } = await createPartyKeys({ party: 'listed.example', role: 'provider', displayName: 'Listed' })
  const name = (index: number) => `p${String(index)}.${application.party}` as typeof application.party
  const parties = Array.from({ length: LIST_ENTRIES }, (_, index) => ({ party: name(index), state: 'live' as const, keys: application.issuerKeys.keys }))
  const link = connectLink({ admission, keys, instance: 'list' })
  const list = await createHome({ keys, gatewayId: admission.gateway.id }).signIssuerList({ version: 1, parties })
  await link.request({ kind: 'putIssuerList', list })
  await link.close()
}

const admitMany = async (admit: Admit, name: string, count: number): Promise<readonly Member[]> => {
  const members: Member[] = []
  for (let index = 0; index < count; index += 1) members.push(await admitParty(admit, `${name}-${String(index)}.example`, 'provider'))
  return members
}

const start = async ({ folder, start: startChild, execPath, environment }: Ground, name: string, program: string, told: unknown, args: readonly string[] = []): Promise<Child> => {
  const path = await folder.folder(name)
  const file = join(path, 'orders.json')
  await writeFile(file, JSON.stringify(told), { mode: 0o600 })
  return startChild({ self: [execPath, program], args: [file, ...args], environment, errorFile: join(path, 'log') })
}

/** What a child says, line by line; `next` throws when it ends instead. */
const lines = ({ stdout }: Child) => {
  const said = createInterface({ input: stdout })[Symbol.asyncIterator]()
  return {
    next: async (): Promise<string> => {
      const line = await said.next()
      if (line.done === true) throw new Error('a process of attackers ended')
      return line.value
    },
  }
}
