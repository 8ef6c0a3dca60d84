// SPDX-License-Identifier: AGPL-3.0-only
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Environment } from '../config/index.ts'
import { parseAdmissionFile, parsePartyKeys } from '../sdk/link/index.ts'
import { readAll, startChild } from './child.ts'
import type { ChildEnd, SelfCommand } from './child.ts'
import { createParty } from './party.ts'
import type { SandboxParty } from './party.ts'
import { createRemote, serveCalls } from './remote.ts'
import type { Callable } from './remote.ts'

/** The command under which this program runs a party; not shown in its help. */
export const PARTY_COMMAND = 'sandbox-party'

/** Files in a party's folder. */
export const PARTY_FILES = { keys: 'keys.json', admission: 'admission.json', state: 'devices' } as const

/** Of what a party says on standard error, for the message when it breaks. */
const MAX_ERROR_CHARACTERS = 4_096

/**
 * The party process: takes calls of {@link SandboxParty} as JSON lines until its input ends, so that it does not outlive who
 * started it, then closes its link.
 */
export const serveParty = async (folder: string, input: Readable, output: Writable): Promise<void> => {
  const [keys, admission] = await Promise.all([readJson(folder, PARTY_FILES.keys), readJson(folder, PARTY_FILES.admission)])
  const party = createParty({
    keys: parsePartyKeys(keys), admission: parseAdmissionFile(admission), stateFolder: join(folder, PARTY_FILES.state), instance: 'sandbox-1',
  })
  await serveCalls({ ...party }, input, output)
  await party.disconnect()
}

/** A party in a process of its own. */
export interface PartyProcess {
  readonly pid: number
  readonly party: SandboxParty
  /** Closes link and devices and ends the process. */
  stop(): Promise<ChildEnd>
}

/** Starts a party whose keys and admission file are in `folder`. */
export const startParty = (self: SelfCommand, environment: Environment, folder: string): PartyProcess => {
  const child = startChild({ self, args: [PARTY_COMMAND, folder], environment })
  const errors = child.stderr === undefined ? Promise.resolve('') : readAll(child.stderr, MAX_ERROR_CHARACTERS)
  const remote = createRemote<SandboxParty & Callable>(child.stdout, child.stdin)
  void child.ended.then(async ({ code, signal }) => {
    remote.lose(`the process of the party ended (${signal ?? String(code)}): ${(await errors).trim()}`)
  })
  return {
    pid: child.pid,
    party: remote.calls,
    stop: () => {
      child.stdin.end()
      return child.stop()
    },
  }
}

const readJson = async (folder: string, name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'))
