// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing; it runs before the start secret is read.
// Promises: tries each thing that a vault must not be able to do, and names every one that it could do.
// Never: takes anybody's word for a layer: what a layer should refuse is done, and each permission and limit is looked at besides.
import { execFileSync } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import inspector from 'node:inspector'
import { connect, createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import type { VaultPlace } from './protocol/start.ts'
import { makeNetworkClient } from '../signal/private/network.ts'

const PERMISSIONS = ['fs.read', 'fs.write', 'net', 'child', 'worker', 'inspector', 'addon', 'wasi', 'ffi'] as const
const LIMITS = ['open_files', 'file_size_blocks', 'core_file_size_blocks'] as const
/** Nobody listens there; to be told so takes a socket. */
const DISCARD_PORT = 9
const DEVICE = '/dev/null'

/** Each returns where it succeeded and throws where it was refused. */
const attempts = ({ shape, addOn, gateways }: VaultPlace): Readonly<Record<string, () => unknown>> => ({
  'net-connect': () => once(connect(DISCARD_PORT, '127.0.0.1'), 'connect').catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) throw error
  }),
  'net-listen': () => new Promise((resolve, reject) => {
    // Node refuses it on a turn of its own, where nobody else could catch that.
    process.setUncaughtExceptionCaptureCallback(reject)
    createServer().on('error', reject).listen(0, '127.0.0.1', () => { resolve(undefined) })
  }).finally(() => { process.setUncaughtExceptionCaptureCallback(null) }),
  'libsignal-network': makeNetworkClient,
  dns: () => lookup('localhost'),
  'fs-read': () => readFileSync(DEVICE),
  'fs-write': () => { writeFileSync(DEVICE, '') },
  child: () => execFileSync(process.execPath, ['--version'], { stdio: 'ignore' }),
  worker: () => once(new Worker('', { eval: true }), 'online'),
  // Without a descriptor to listen on Node does not refuse, it aborts; that it may is enough.
  inspector: () => { if (!may('inspector') || !isLimited('open_files')) inspector.open(0, '127.0.0.1') },
  sqlite: () => builtIn('node:sqlite'),
  ffi: () => builtIn('node:ffi'),
  'add-on': () => { process.dlopen({ exports: {} }, addOn) },
  // A child of the same user can always signal its parent, and `attest` then does not say otherwise.
  ...(shape === 'split' ? { 'signal-gateway': () => {
    if (!gateways.some(canSignal)) throw new Error('refused')
  } } : {}),
})

const builtIn = (name: string): unknown => {
  const found: unknown = process.getBuiltinModule(name)
  if (found === undefined) throw new Error('refused')
  return found
}

const canSignal = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** What was tried, by what became of it; a vault with anything in `succeeded` may not serve. */
export interface Tried { readonly succeeded: readonly string[]; readonly refused: readonly string[] }

/** Tries everything, one after another. */
export const selfTest = async (place: VaultPlace): Promise<Tried> => {
  const [succeeded, refused]: [string[], string[]] = [[], []]
  for (const [name, attempt] of Object.entries(attempts(place))) {
    await Promise.resolve().then(attempt).then(() => succeeded.push(name), () => refused.push(name))
  }
  for (const scope of PERMISSIONS) (may(scope) ? succeeded : refused).push(`permission-${scope.replace('.', '-')}`)
  for (const name of LIMITS) (isLimited(name) ? refused : succeeded).push(`limit-${name.replaceAll('_', '-')}`)
  return { succeeded, refused }
}

/** Of files, asked for one that had to be readable once: without a file Node answers for all files there are. */
const may = (scope: string): boolean => {
  // Node declares it without asking whether it was started so.
  const rights = process.permission as typeof process.permission | undefined
  return rights === undefined || rights.has(scope, ...(scope.startsWith('fs.') ? [import.meta.filename] : []))
}

const isLimited = (name: string): boolean => {
  const { userLimits } = process.report.getReport() as { userLimits: Readonly<Record<string, { readonly hard: unknown }>> }
  return userLimits[name]?.hard === 0
}
