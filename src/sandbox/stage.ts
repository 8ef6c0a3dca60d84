// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Environment } from '../config/index.ts'
import type { ApplicationFile } from '../model/credentials.ts'
import type { UserId } from '../model/ids.ts'
import { expectFound } from './checks.ts'
import { createFamily } from './child.ts'
import type { Child, SelfCommand } from './child.ts'
import { startDaemon, withoutDrawbridge } from './daemon.ts'
import type { Daemon } from './daemon.ts'
import { createGatewayView } from './gateway-view.ts'
import type { GatewayView } from './gateway-view.ts'
import type { SandboxParty } from './party-contract.ts'
import { PARTY_FILES, startParty } from './party-process.ts'
import type { PartyProcess } from './party-process.ts'
import { createTempFolder } from './temp-folder.ts'
import type { TempFolder } from './temp-folder.ts'

/** The operator's own messaging service. */
export const CORE = 'core.example'
/** A provider that people of the core want to reach. */
export const HERON = 'heron.example'
/** A provider that nobody of the core has chosen. */
export const KITE = 'kite.example'
/** All of them, the core first: a gateway admits nobody before its core. */
export const PARTIES = [CORE, HERON, KITE] as const
/** One of {@link PARTIES}. */
export type PartyName = (typeof PARTIES)[number]

/** The people of the story and their homes. */
export const PEOPLE = {
  ana: { displayName: 'Ana', home: HERON, address: 'ana@heron.example' },
  ben: { displayName: 'Ben', home: CORE, address: 'ben@core.example' },
  cem: { displayName: 'Cem', home: KITE, address: 'cem@kite.example' },
  dia: { displayName: 'Dia', home: CORE, address: 'dia@core.example' },
} as const
/** Those whose keys are on a device of their own. Dia's are in the vault. */
export const DEVICE_PEOPLE = ['ana', 'ben', 'cem'] as const
/** One of {@link PEOPLE}. */
export type PersonName = keyof typeof PEOPLE

/** Something that was written. */
export interface Said {
  readonly text: string
  /** Whose device shows it; nobody's, if it was refused. */
  readonly reader: PersonName | undefined
}

/** Everything that the story plays on: one gateway, three parties, three people. */
export interface Stage {
  readonly folder: TempFolder
  /** What was written so far. */
  readonly said: Said[]
  /** Bytes of files that were sent, each of one file only. */
  readonly marks: Uint8Array[]
  /** Says how far something long is; `undefined` when it is over. */
  progress: (text: string | undefined) => void
  /** Starts the gateway, and the parties' processes, which do nothing yet. */
  open(): Promise<void>
  /** Runs one more process of this program until {@link close}; it writes what goes wrong into a file. */
  run(args: readonly string[], errorFile: string): Child
  /** Ends the gateway and starts it again with these settings, at the same address. */
  restart(settings: Environment): Promise<void>
  /** Throws before {@link open}. */
  daemon(): Daemon
  /** The gateway's database, as somebody would read it who stole its disk. */
  view(): GatewayView
  /** Folder of a party, made on the way. */
  folderOf(party: PartyName): Promise<string>
  /** Application files as the operator got them. */
  readonly applications: Map<string, ApplicationFile>
  /** Has a party open its link and its users' devices. */
  start(party: PartyName): Promise<void>
  /** Ends a party's process; another one stands by for the next {@link start}. */
  stop(party: PartyName): Promise<void>
  /** A party that was started. */
  party(party: PartyName): SandboxParty
  /** The process of a party. */
  pidOf(party: PartyName): number
  /** The home of a person. */
  homeOf(person: PersonName): SandboxParty
  /** User ids once enlisted. */
  readonly users: Map<PersonName, UserId>
  /** Throws before the person is enlisted. */
  userOf(person: PersonName): UserId
  /** In every {@link unique} text. */
  readonly tag: string
  /** A text that was never written before and never will be again. */
  unique(text: string): string
  /** Ends every process by its id, and lets no new one start; resolves when all are gone. */
  close(): Promise<void>
}

/** Of random bytes behind each text, so that finding it means that it was this one; and of those that all have in common. */
const MARK_BYTES = 5
const TAG_BYTES = 5
/** Nothing that matters is lost when a process of the demo is killed, and people wait. */
const CLOSE_MS = 1_500
const FOLDER_PREFIX = 'drawbridge-demo-'

/** An empty stage in a fresh temporary folder. */
export const createStage = async (self: SelfCommand, outer: Environment, prefix = FOLDER_PREFIX): Promise<Stage> => {
  const folder = await createTempFolder(prefix)
  // A dozen processes load the same code; from the second on they find it compiled. Nobody else may write that folder.
  const compiled = await folder.folder('compiled')
  const environment = { ...outer, NODE_COMPILE_CACHE: compiled }
  const family = createFamily()
  const processes = new Map<PartyName, PartyProcess>()
  const users = new Map<PersonName, UserId>()
  const tag = randomBytes(TAG_BYTES).toString('hex')
  let daemon: Daemon | undefined

  const folderOf = async (party: PartyName): Promise<string> => {
    await folder.folder('parties', party, PARTY_FILES.state)
    return folder.folder('parties', party)
  }
  const requireDaemon = (): Daemon => expectFound(daemon, 'a running gateway')
  const party = (name: PartyName): SandboxParty => expectFound(processes.get(name), `a running process of ${name}`).party
  const standBy = async (name: PartyName): Promise<void> => { processes.set(name, startParty(self, environment, await folderOf(name), family.start)) }

  return {
    folder, users, folderOf, party, tag,
    said: [],
    marks: [],
    progress: () => undefined,
    applications: new Map(),
    daemon: requireDaemon,
    view: () => createGatewayView(requireDaemon().dataFolder),
    open: async () => {
      daemon = await startDaemon(self, environment, folder, { start: family.start })
      await Promise.all(PARTIES.map(standBy))
    },
    run: (args, errorFile) => family.start({ self, args, environment: withoutDrawbridge(environment), errorFile }),
    restart: async (settings) => {
      // Parties were told where it is.
      const { host } = new URL(await requireDaemon().linksUrl())
      await requireDaemon().stop()
      daemon = await startDaemon(self, environment, folder, { start: family.start, settings: { ...settings, DRAWBRIDGE_LINKS_LISTEN: host } })
    },
    start: (name) => party(name).connect(),
    stop: async (name) => {
      await processes.get(name)?.stop()
      await standBy(name)
    },
    pidOf: (name) => expectFound(processes.get(name), `a running process of ${name}`).pid,
    homeOf: (person) => party(PEOPLE[person].home),
    userOf: (person) => expectFound(users.get(person), `${person} to be enlisted`),
    unique: (text) => `${text} [${tag}${randomBytes(MARK_BYTES).toString('hex')}]`,
    close: async () => {
      await Promise.allSettled([...processes.values(), ...(daemon === undefined ? [] : [daemon])].map((one) => one.stop(CLOSE_MS)))
      await family.end()
      await rm(compiled, { recursive: true, force: true })
    },
  }
}
