// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a real daemon with a confined vault, Ana of a provider who writes to users of a core over HTTP, a moderator's folder, and reports that are exported and judged there.
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'
import { startAgent } from '../../src/agent/index.ts'
import { readJsonFile } from '../../src/cli/files.ts'
import { parseAdmissionFile } from '../../src/model/party-files.ts'
import type { UserId } from '../../src/model/ids.ts'
import { json, terminal } from '../unit/cli/support.ts'
import type { Ran } from '../unit/cli/support.ts'
import { CoreFeed, CoreProblem } from './core-http.ts'
import type { CoreCall, CoreEvent } from './core-http.ts'
import { befriend, enlistPerson, optIn } from './outside-person.ts'
import { SpeakingCore } from './speaking-core.ts'
import { openVaultDaemon } from './vault-daemon.ts'
import type { VaultDaemon } from './vault-daemon.ts'

/** Franking key and content as the page opens them. */
export interface PageProof { readonly frankingKey: string; readonly content: string }

interface PageEnds { readonly ref: string; readonly provider: string; readonly user: UserId; readonly peer: UserId }

interface Page {
  readonly prepareReport: (keys: object, ends: PageEnds, events: readonly CoreEvent[], wish: { readonly reason: string; readonly comment?: string; readonly block?: boolean }) => Promise<{ readonly key: string; readonly body: object }>
  readonly sendReport: (call: CoreCall, prepared: { readonly key: string; readonly body: object }) => Promise<Record<string, unknown>>
  readonly openProof: (keys: object, ends: PageEnds, event: CoreEvent) => Promise<PageProof>
}

/** What examples/core-report.mjs offers. */
export const page = await import(pathToFileURL(join(import.meta.dirname, '../../examples/core-report.mjs')).href) as Page

/** Everything there; Ben and Cleo know Ana. */
export const openReportTalk = async (t: Test, environment: Readonly<Record<string, string>> = {}) => {
  const of = await openVaultDaemon(t, environment)
  const moderator = await openModerator(t, of)
  const { call, provider } = of
  const feed = new CoreFeed(call, { proofs: true })
  const ana = await enlistPerson(t, provider, provider.open(t).transport(), { name: 'ana' })
  const meet = async (ref: string): Promise<UserId> => {
    const insider = { ref, address: `${ref}@core.example`, provider: provider.party }
    const user = await optIn(call, insider)
    await befriend(call, feed, ana, insider)
    return user
  }
  const [ben, cleo] = [await meet('ben'), await meet('cleo')]
  const core = new SpeakingCore(of.pinned.channelKeys)
  /** Ana says a text; the event in which the core hears it. */
  const say = async (to: UserId, text: string): Promise<CoreEvent> => {
    await ana.device.send({ to, text })
    for (;;) {
      const event = await feed.next('message')
      if ((await core.hear(event)).json['text'] === text) return event
    }
  }
  return { of, call, feed, ana, ben, cleo, say, ...moderator }
}

/** An agent of the core's on a folder of its own, asked as a core asks the gateway; `again` starts it anew. */
export const createAgentCall = async (t: Test, { pinned, port, credential }: VaultDaemon, home: string, admissionFile: string) => {
  const { moderationKey } = readJsonFile(admissionFile, parseAdmissionFile)
  const start = () => startAgent({
    keys: pinned.channelKeys, origin: `http://127.0.0.1:${String(port)}`, credential, moderationKey, folder: join(home, 'agent'), listen: { host: '127.0.0.1', port: 0 }, beyondLoopback: undefined,
    now: () => Date.now(), correlationId: () => randomUUID(), failed: (_id, error) => { throw error },
  })
  let agent = await start()
  t.teardown(() => agent.stop())
  const token = readFileSync(agent.tokenFile, 'utf8').trim()
  const call: CoreCall = async (method, path, body, headers = {}) => {
    const response = await fetch(agent.url + path, {
      method, ...(body === undefined ? {} : { body: JSON.stringify(body) }), headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    })
    const answer = await response.json() as Record<string, unknown>
    if (!response.ok) throw new CoreProblem(response.status, answer as never)
    return answer
  }
  return {
    call,
    again: async () => {
      await agent.stop()
      agent = await start()
    },
  }
}

/** A moderator's folder, and the core's admission file as its operator hands it over. */
const openModerator = async (t: Test, { daemon, core: { admission } }: Pick<VaultDaemon, 'daemon' | 'core'>) => {
  const { home, command } = terminal(t)
  const at = ['--admin-socket', join(daemon.dataFolder, 'admin.sock')]
  const ok = async (...argv: readonly string[]): Promise<Ran> => {
    const ran = await command(...argv)
    t.equal(ran.code, 0, `${argv.join(' ')} ${ran.err}`)
    return ran
  }
  writeFileSync(join(home, 'moderation-key.json'), (await ok('report', 'keys', '--out', 'moderation.secret')).out)
  await ok('report', 'frank-keys', '--out', 'frank-keys.json', ...at)
  writeFileSync(join(home, 'core.admission.json'), JSON.stringify(admission))
  await ok('report', 'pin', 'core.admission.json', '--key', 'moderation-key.json')
  const file = join(home, 'core.admission.json')
  const { moderationKey } = readJsonFile(file, parseAdmissionFile)
  if (moderationKey === undefined) throw new Error('it was pinned')
  /** Hands a report that the gateway has to the moderator, and says what comes of it there. */
  const judge = async (what: 'open' | 'verify', id: string): Promise<Ran & { readonly file: string }> => {
    await ok('report', 'export', id, '--out', `${id}.json`, '--force', ...at)
    return { ...await command('report', what, `${id}.json`, '--key', 'moderation.secret', '--frank-keys', 'frank-keys.json'), file: join(home, `${id}.json`) }
  }
  const list = async () => json(await ok('report', 'list', '--json', ...at))
  return { home, admissionFile: file, moderationKey, judge, list, command }
}
