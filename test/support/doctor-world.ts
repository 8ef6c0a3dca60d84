// SPDX-License-Identifier: AGPL-3.0-only
// Promise: something for `doctor` to look at, that a test may break piece by piece: real files in a folder of their own, and a daemon that answers what it is told to.
import { mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { Check } from 'typebox/value'
import type { AdminClient } from '../../src/cli/admin-client.ts'
import { catalogued, CommandFailed } from '../../src/cli/failure.ts'
import { ExitCode } from '../../src/cli/io.ts'
import type { World } from '../../src/cli/doctor/world.ts'
import { loadConfig } from '../../src/config/index.ts'
import { openKeysOfFolder } from '../../src/ops/key-check.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'

/** Of the program that looks. */
export const VERSION = '1.2.3'
/** When it looks: 1 June 2026. */
export const NOW = Date.UTC(2026, 5, 1)

/** What a daemon without any trouble answers, by path. */
export const WELL: Readonly<Record<string, unknown>> = {
  '/readyz': { ok: true },
  '/v1/info': { version: VERSION, phase: 'ready', counts: { providers: 1, cores: 1, openLinks: 2, parkedMessages: 0 } },
  '/v1/mailbox?state=waiting&limit=1': { rows: [] },
  '/v1/core/webhook': { receiver: 'well', events: [] },
  '/v1/parties': { parties: [] },
}

const ATTESTATIONS = '/v1/vaults/attestations?nonce='

/** A daemon that answers so by path, and for its vaults what `attest` makes of a nonce; one that is not told a path fails there. */
export const answering = (answers: Readonly<Record<string, unknown>>, attest?: (nonce: string) => unknown): AdminClient => ({
  get: async (path, schema) => {
    const value: unknown = path.startsWith(ATTESTATIONS) ? attest?.(path.slice(ATTESTATIONS.length)) : answers[path]
    if (Check(schema, value)) return value
    throw new CommandFailed(catalogued('UNAVAILABLE', `the test has no answer for ${path}`))
  },
  post: async () => { throw new Error('a doctor changes nothing') },
})

/** No daemon at all. */
export const nobody: AdminClient = {
  get: async () => { throw new CommandFailed({ code: 'NO_DAEMON', what: 'No daemon answers.', detail: 'admin.sock', fix: 'Start it with: drawbridge serve', exitCode: ExitCode.NO_DAEMON }) },
  post: async () => { throw new Error('a doctor changes nothing') },
}

/** A configuration below `home`, with what variables say of it. */
export const worldOf = (home: string, variables: Readonly<Record<string, string>> = {}, rest: Partial<World> = {}): World => ({
  config: loadConfig({ workingFolder: home, environment: { HOME: home, DRAWBRIDGE_DATA_FOLDER: 'data', DRAWBRIDGE_KEYS_FOLDER: 'keys', ...variables } }).config,
  now: () => NOW, freeBytes: async () => 2 ** 40, user: userInfo().uid, admin: answering(WELL), version: VERSION, place: '', ...rest,
})

/** What a first start leaves: store, keys, folder of attachments. */
export const startedOnce = async (home: string): Promise<void> => {
  openKeysOfFolder(join(home, 'data'), join(home, 'keys'))
  mkdirSync(join(home, 'data', 'attachments'), { mode: 0o700 })
  await (await openSqliteStore({ path: join(home, 'data'), lingerMs: 0, onUnhealthy: (error) => { throw error } })).close()
}
