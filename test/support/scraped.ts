// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a running daemon after a little of everything that two parties do over links, and what Prometheus gets of it with a token that may read the metrics and nothing else.
import { hash, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceId } from '../../src/model/ids.ts'
import { tokenHash } from '../../src/ops/admin-tokens.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { freePort } from '../../bench/parts/free-port.ts'
import { askMedia, patchMedia } from './attachment-request.ts'
import { createCouple } from './couple.ts'
import type { Couple } from './couple.ts'
import { createDaemon } from './daemon.ts'
import type { KillableDaemon } from './daemon.ts'
import { parked, refuse, send } from './refusing-server.ts'
import type { Teardown } from './scope.ts'

const DEVICE = deviceId(1)
const FILE_BYTES = 50_000

/** What a scrape is answered with. */
export interface Scraped { readonly status: number; readonly type: string; readonly text: string }

/** The daemon, and whoever asks it for its metrics. */
export interface ScrapedDaemon {
  readonly daemon: KillableDaemon
  readonly couple: Couple
  /** With the token of Prometheus, unless another is given. */
  readonly get: (path: string, token?: string) => Promise<Scraped>
}

/** Starts it; it ends with the test. */
export const openScraped = async (t: Teardown): Promise<ScrapedDaemon> => {
  const folder = await createTempFolder('drawbridge-metrics-')
  t.teardown(() => folder.remove())
  const [token, port, tokensFile] = [randomBytes(32).toString('base64url'), await freePort(), join(folder.path, 'tokens.json')]
  writeFileSync(tokensFile, JSON.stringify({ drawbridge: 'admin-tokens/1', tokens: [{ name: 'prometheus', scope: 'metrics', sha256: tokenHash(token) }] }), { mode: 0o600 })
  const daemon = await createDaemon(t, { DRAWBRIDGE_ADMIN_LISTEN: `127.0.0.1:${String(port)}`, DRAWBRIDGE_ADMIN_TOKENS_FILE: tokensFile })
  await daemon.start()
  const couple = await createCouple(daemon)
  t.teardown(() => Promise.all([couple.core.link.close(), couple.provider.link.close()]))
  return {
    daemon, couple,
    get: async (path, shown = token) => {
      const answer = await fetch(`http://127.0.0.1:${String(port)}${path}`, { headers: { authorization: `Bearer ${shown}` } })
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }
    },
  }
}

/** Two messages arrive, one parks, one waits, one is not permitted, one file goes over. */
export const talk = async ({ daemon, couple }: ScrapedDaemon): Promise<void> => {
  const { core, provider } = couple
  await sendFile(couple)
  await provider.link.close()
  for (const text of ['one', 'two', 'three']) await send(couple, text)
  await refuse(provider, ['two'])
  await parked(daemon, 1)
  await send(couple, 'four')
  const denied = await send({ core: { ...core, token: randomBytes(32) }, provider }, 'five').then(() => undefined, (error: unknown) => error)
  if (!(denied instanceof Error) || !('code' in denied) || denied.code !== 'NOT_PERMITTED') throw new Error('it was permitted')
}

const sendFile = async ({ core, provider }: Couple): Promise<void> => {
  const content = randomBytes(FILE_BYTES)
  const ticket = await core.link.request({
    kind: 'createUpload', senderUser: core.user, senderDevice: DEVICE, recipientUser: provider.user, consentToken: core.token, sizeBytes: FILE_BYTES, sha256: hash('sha256', content, 'buffer'),
  })
  if (ticket.kind !== 'attachmentTicket') throw new Error(ticket.kind)
  const broken = await askMedia(ticket, 'PATCH', { headers: { 'tus-resumable': '1.0.0', 'upload-offset': '1', 'content-type': 'application/offset+octet-stream' } })
  const whole = await patchMedia(ticket, 0, content)
  if (broken.status !== 409 || whole.status !== 204) throw new Error(`${String(broken.status)}, ${String(whole.status)}`)
}
