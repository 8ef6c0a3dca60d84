// SPDX-License-Identifier: AGPL-3.0-only
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { UserId } from '../model/ids.ts'
import { startAgentProcess } from './agent-process.ts'
import type { AgentProcess } from './agent-process.ts'
import { expectFound, Unmet } from './checks.ts'
import { commandsToTry } from './commands-to-try.ts'
import type { CommandToTry } from './commands-to-try.ts'
import type { DemoIo } from './demo.ts'
import { admit, initialise, setUpVault } from './operator.ts'
import { PARTY_FILES, VAULT_FILES } from './party-process.ts'
import { childrenOf } from './process-memory.ts'
import { CORE, createStage, HERON, KITE, PARTIES, PEOPLE } from './stage.ts'
import type { Stage } from './stage.ts'
import { makeTrouble } from './trouble.ts'
import type { StartTrouble, Trouble } from './trouble.ts'

/** The provider that nobody plays: whoever tries the sandbox connects as it. */
const VISITOR = 'visitor.example'

/** What stands, and how to reach it. */
export interface Sandbox {
  readonly gateway: { readonly pid: number; readonly linksUrl: string; readonly coreUrl: string; readonly adminSocket: string; readonly logFile: string }
  readonly vault: { readonly pid: number; readonly shape: 'embedded' }
  readonly core: { readonly party: string; readonly agentUrl: string; readonly tokenFile: string; readonly folder: string; readonly users: readonly SandboxUser[] }
  readonly providers: readonly { readonly party: string; readonly users: readonly SandboxUser[] }[]
  /** Who makes trouble, where that was asked for. */
  readonly trouble?: Trouble['person']
  /** Keys and admission file of the provider that waits for somebody to connect as it. */
  readonly visitor: { readonly party: string; readonly keys: string; readonly admission: string }
  /** Commands that work as they stand. */
  readonly try: readonly CommandToTry[]
}

/** Somebody who is there from the start. */
export interface SandboxUser { readonly name: string; readonly address: string; readonly user: UserId; readonly custody: 'DEVICE' | 'VAULT' }

/** How a sandbox is run. */
export interface SandboxOptions {
  /** Leaves data, keys and logs where they are. */
  readonly keep?: boolean
  /** What is to go wrong between the visitor and everybody else; by default nothing. */
  readonly trouble?: StartTrouble | undefined
  /** Told what is being done. */
  readonly progress: (text: string) => void
  /** Told once, when everything stands. */
  readonly ready: (sandbox: Sandbox) => void
}

const FOLDER_PREFIX = 'drawbridge-sandbox-'
const FIRST_LIST = 1
/** A picture that can be seen. */
const PICTURE_BYTES = 16_000
/** Between two looks whether Ana's picture is there, and how long that may take on a busy machine. */
const [LOOK_MS, FILE_MS] = [50, 15_000]
/** What the core shows beside people of each provider. */
const LABELS = { [HERON]: 'Heron', [KITE]: 'Kite', [VISITOR]: 'Visitor' }

/**
 * Runs gateway, vault, a core with its agent and two providers, each a process of its own with fresh data in a temporary folder, until `io.signal` is aborted.
 * Whatever happens, processes are ended, and the folder is removed unless it is to be kept.
 */
export const runSandbox = async ({ keep = false, trouble, progress, ready }: SandboxOptions, { self, environment, signal }: Pick<DemoIo, 'self' | 'environment' | 'signal'>): Promise<void> => {
  const stage = await createStage(self, environment, FOLDER_PREFIX)
  const over = ended(signal)
  let troubled: Trouble | undefined
  const withTrouble = async (made: Sandbox): Promise<Sandbox> => {
    if (trouble === undefined) return made
    troubled = await makeTrouble(stage, trouble, dirname(made.visitor.admission), signal)
    // It may have come up after everything else has ended.
    if (signal?.aborted === true) await troubled.close()
    return { ...made, trouble: troubled.person }
  }
  try {
    await Promise.race([setUp(stage, progress).then(withTrouble).then(ready), over])
    await over
  } finally {
    await troubled?.close()
    await stage.close()
    if (keep) progress(`Everything is kept in ${stage.folder.path}`)
    else await stage.folder.remove()
  }
}

/** Resolves when the signal is aborted. */
const ended = (signal: AbortSignal | undefined): Promise<void> => new Promise((resolve) => {
  if (signal?.aborted === true) resolve()
  else signal?.addEventListener('abort', () => { resolve() }, { once: true })
})

const setUp = async (stage: Stage, progress: (text: string) => void): Promise<Sandbox> => {
  progress('starting a gateway')
  await stage.open()
  progress('admitting a core and three providers')
  const folders = new Map<string, string>()
  for (const party of PARTIES) folders.set(party, await stage.folderOf(party))
  folders.set(VISITOR, await stage.folder.folder('parties', VISITOR))
  const folderOf = (party: string): string => expectFound(folders.get(party), `a folder of ${party}`)
  const names = [...PARTIES, VISITOR] as const
  await Promise.all(names.map(async (party) => { stage.applications.set(party, await initialise(stage.daemon(), party, folderOf(party))) }))
  await admit(stage.daemon(), CORE, folderOf(CORE))
  for (const party of names.slice(1)) await admit(stage.daemon(), party, folderOf(party))
  progress('putting a vault beside it')
  await stage.restart(await setUpVault(stage.daemon(), folderOf(CORE), await stage.folder.folder('vault')))
  const coreUrl = expectFound(await stage.daemon().coreUrl(), 'a listener for the core')
  await writeFile(join(folderOf(CORE), VAULT_FILES.url), coreUrl)
  progress('connecting the parties, and enlisting their people')
  await connect(stage)
  const agent = await startAgentProcess(stage, folderOf(CORE))
  const people = await seed(stage, agent)
  return describe(stage, agent, people, { coreUrl, linksUrl: await stage.daemon().linksUrl(), folderOf })
}

const connect = async (stage: Stage): Promise<void> => {
  await Promise.all(PARTIES.map((party) => stage.start(party)))
  const providers = [...stage.applications.values()].filter(({ role }) => role === 'provider')
  await stage.party(CORE).putIssuerList(FIRST_LIST, providers.map(({ party, issuerKeys }) => ({ party, state: 'live', keys: issuerKeys.keys })))
}

interface Seeded {
  readonly ana: UserId
  readonly cem: UserId
  readonly core: readonly SandboxUser[]
  /** Cem's request, which Ben has not answered. */
  readonly openRequest: string
  /** Of the picture that Ana has sent. */
  readonly picture: Readonly<Record<string, unknown>>
}

interface Feed {
  readonly events: readonly { readonly id: number; readonly type: string; readonly request?: string; readonly provider: string; readonly content?: { readonly attachment?: Readonly<Record<string, unknown>> } }[]
  readonly next: number
}

/** Ben and Dia can be reached from everywhere. Ben knows Ana, who has written to him and sent a picture, and answers whatever is said to her; Cem asks for Ben. */
const seed = async (stage: Stage, agent: AgentProcess): Promise<Seeded> => {
  const core = await Promise.all((['ben', 'dia'] as const).map((name) => takePart(agent, name)))
  const enlist = (name: 'ana' | 'cem'): Promise<UserId> => stage.homeOf(name).enlist({ name, displayName: PEOPLE[name].displayName, address: PEOPLE[name].address })
  const [ana, cem] = await Promise.all([enlist('ana'), enlist('cem')])
  await stage.party(HERON).requestContact('ana', PEOPLE.ben.address)
  const asked = await nextRequest(agent)
  await agent.call('POST', `/users/ben/contacts/${asked.request}`, { provider: HERON, decision: 'grant' })
  await stage.party(HERON).granted('ana', 1)
  // What is over need not be read by who tries this: each answer acknowledges the one before.
  const { next } = await agent.call<Feed>('GET', `/events?after=${String(asked.next)}&wait=10`)
  await agent.call('GET', `/events?after=${String(next)}&wait=0`)
  await stage.party(KITE).requestContact('cem', PEOPLE.ben.address)
  const { request: openRequest } = await nextRequest(agent)
  await stage.party(HERON).answerAll('ana')
  const ben = expectFound(core.find(({ name }) => name === 'ben'), 'Ben')
  await stage.party(HERON).send('ana', ben.user, 'Hello Ben, this is Ana. Write to me: I answer everything.')
  await stage.party(HERON).sendSample('ana', ben.user, 'image', 1, PICTURE_BYTES)
  return { ana, cem, core, openRequest, picture: await nextFile(agent) }
}

const takePart = async (agent: AgentProcess, name: 'ben' | 'dia'): Promise<SandboxUser> => {
  const { address, displayName } = PEOPLE[name]
  await agent.call('PUT', `/users/${name}`, { optedIn: true, findable: true, address, displayName })
  for (const [provider, label] of Object.entries(LABELS)) await agent.call('PUT', `/users/${name}/providers/${provider}`, { allowed: true, inbox: 'combined', label })
  const { providers } = await agent.call<{ readonly providers: readonly { readonly provider: string; readonly user?: UserId }[] }>('GET', `/users/${name}`)
  return { name, address, user: expectFound(providers.find(({ provider }) => provider === HERON)?.user, `a user id of ${name}`), custody: 'VAULT' }
}

/** Asks without acknowledging anything. */
const nextRequest = async (agent: AgentProcess): Promise<{ readonly request: string; readonly next: number }> => {
  const { events, next } = await agent.call<Feed>('GET', '/events?after=0&wait=10')
  return { request: expectFound(events.find(({ type }) => type === 'contact.requested')?.request, 'a request for contact', events.map(({ type }) => type)), next }
}

/** As {@link nextRequest}, what points to the file that comes. */
const nextFile = async (agent: AgentProcess): Promise<Readonly<Record<string, unknown>>> => {
  for (const deadline = AbortSignal.timeout(FILE_MS); ;) {
    const { events } = await agent.call<Feed>('GET', '/events?after=0&wait=10')
    const pointer = events.find(({ content }) => content?.attachment !== undefined)?.content?.attachment
    if (pointer !== undefined) return pointer
    if (deadline.aborted) throw new Unmet('a file for Ben', events.map(({ type }) => type).join(', '))
    await pause(LOOK_MS)
  }
}

interface Places { readonly coreUrl: string; readonly linksUrl: string; readonly folderOf: (party: string) => string }

const describe = (stage: Stage, agent: AgentProcess, people: Seeded, { coreUrl, linksUrl, folderOf }: Places): Sandbox => {
  const { pid, logFile, adminSocket } = stage.daemon()
  const own = (name: 'ana' | 'cem'): SandboxUser => ({ name, address: PEOPLE[name].address, user: people[name], custody: 'DEVICE' })
  return {
    gateway: { pid, linksUrl, coreUrl, adminSocket, logFile },
    vault: { pid: expectFound(childrenOf(pid)[0], 'a vault beside the gateway'), shape: 'embedded' },
    core: { party: CORE, agentUrl: agent.url, tokenFile: agent.tokenFile, folder: folderOf(CORE), users: people.core },
    providers: [{ party: HERON, users: [own('ana')] }, { party: KITE, users: [own('cem')] }],
    visitor: { party: VISITOR, keys: join(folderOf(VISITOR), PARTY_FILES.keys), admission: join(folderOf(VISITOR), PARTY_FILES.admission) },
    try: commandsToTry(agent, people, adminSocket),
  }
}
