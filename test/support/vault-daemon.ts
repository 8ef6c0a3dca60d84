// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the real daemon with an embedded vault in a process of its own, a core over HTTP that the vault pins, and a provider; all may be killed.
import { readFileSync } from 'node:fs'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createCoreCall } from './core-http.ts'
import type { CoreCall } from './core-http.ts'
import { createDaemon } from './daemon.ts'
import type { KillableDaemon } from './daemon.ts'
import { freePort } from './free-port.ts'
import { addCredential, admitParties, createPinnedCore } from './pinned-core.ts'
import type { AdmittedParty, PinnedCore } from './pinned-core.ts'
import { childrenOf } from './processes.ts'
import type { Teardown } from './scope.ts'

/** A daemon that runs, and who talks through it. */
export interface VaultDaemon {
  readonly daemon: KillableDaemon
  readonly pinned: PinnedCore
  readonly core: AdmittedParty
  readonly provider: AdmittedParty
  /** Of the listener for the core. */
  readonly port: number
  readonly credential: string
  readonly call: CoreCall
  /** Of the vault that runs now; undefined while there is none. */
  vaultPid(): number | undefined
}

/** Starts it on folders and ports of its own, with a provider that may host attachments at `mediaHosts`; everything ends with the test. */
export const openVaultDaemon = async (t: Teardown, environment: Readonly<Record<string, string>> = {}, mediaHosts?: readonly string[]): Promise<VaultDaemon> => {
  const folder = await createTempFolder('drawbridge-vault-')
  t.teardown(() => folder.remove())
  const pinned = await createPinnedCore(folder.path)
  const port = await freePort()
  const daemon = await createDaemon(t, {
    ...environment, DRAWBRIDGE_CORE_LISTEN: `127.0.0.1:${String(port)}`, DRAWBRIDGE_CORE_E2EE: 'false',
    DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: pinned.secretFile,
  })
  const credential = addCredential(daemon.dataFolder)
  await daemon.start()
  const parties = await admitParties(t, daemon, pinned, 'heron.example', mediaHosts)
  return {
    daemon, pinned, ...parties, port, credential, call: createCoreCall(`http://127.0.0.1:${String(port)}`, credential),
    vaultPid: () => childrenOf(daemon.pid()).find(isVault),
  }
}

/** Beside the vault there is now and then a tool that sets its limits. */
const isVault = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('vault/main.')
  } catch {
    return false
  }
}
