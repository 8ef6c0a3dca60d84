// SPDX-License-Identifier: AGPL-3.0-only
import type { Environment } from '../config/index.ts'
import { readAll, startChild } from './child.ts'
import type { ChildEnd, SelfCommand, StartChild } from './child.ts'
import type { SandboxParty } from './party-contract.ts'
import { createRemote } from './remote.ts'
import type { Callable } from './remote.ts'

/** The command under which this program runs a party; not shown in its help. */
const PARTY_COMMAND = 'sandbox-party'

/** Files in a party's folder. */
export const PARTY_FILES = { keys: 'keys.json', admission: 'admission.json', state: 'devices' } as const
/** Files of a core some of whose users' keys a vault holds, in the same folder. */
export const VAULT_FILES = { secret: 'core.secret', keys: 'core-keys.json', vaultKeys: 'vault-keys.json', credential: 'credential', url: 'core-url' } as const

/** Of what a party says on standard error, for the message when it breaks. */
const MAX_ERROR_CHARACTERS = 4_096

/** A party in a process of its own. */
export interface PartyProcess {
  readonly pid: number
  readonly party: SandboxParty
  /** Closes link and devices and ends the process. */
  stop(withinMs?: number): Promise<ChildEnd>
}

/** Starts a party in whose `folder` keys and admission file are, or will be before the first call. */
export const startParty = (self: SelfCommand, environment: Environment, folder: string, start: StartChild = startChild): PartyProcess => {
  const child = start({ self, args: [PARTY_COMMAND, folder], environment })
  const errors = child.stderr === undefined ? Promise.resolve('') : readAll(child.stderr, MAX_ERROR_CHARACTERS)
  const remote = createRemote<SandboxParty & Callable>(child.stdout, child.stdin)
  void child.ended.then(async ({ code, signal }) => {
    remote.lose(`the process of the party ended (${signal ?? String(code)}): ${(await errors).trim()}`)
  })
  return {
    pid: child.pid,
    party: remote.calls,
    stop: (withinMs) => child.finish(withinMs),
  }
}
