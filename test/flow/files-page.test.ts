// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import t from 'tap'
import { samplePicture, sampleVideo } from '../../src/sandbox/sample-files.ts'
import type { AttachmentPointer, DeviceClient } from '../../src/sdk/device/index.ts'
import type { UserId } from '../../src/model/ids.ts'
import { createDaemon } from '../support/daemon.ts'
import { createMediaHost } from '../support/media-host.ts'
import { createTwoDevices } from '../support/two-devices.ts'

t.setTimeout(110_000)

const PAGE = fileURLToPath(new URL('../../docs/files.md', import.meta.url))
const BLOCK = /<!-- run by test\/flow\/files-page\.test\.ts -->\n```ts\n([\s\S]+?)```/

interface Page {
  readonly sendPicture: (device: DeviceClient, to: UserId, path: string, signal: AbortSignal) => Promise<unknown>
  readonly sendHosted: (device: DeviceClient, to: UserId, path: string, host: string, put: (sealed: AsyncIterable<Uint8Array>) => Promise<string>) => Promise<unknown>
  readonly savePicture: (device: DeviceClient, attachment: AttachmentPointer, path: string) => Promise<string>
  readonly countBytes: (device: DeviceClient, attachment: AttachmentPointer) => Promise<number>
}

t.test('the code of the page on files sends, hosts, reads and saves one, and says why there is none', { timeout: 100_000 }, async (t) => {
  const folder = t.testdir()
  const code = join(folder, 'page.ts')
  await writeFile(code, BLOCK.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '')
  const page = await import(pathToFileURL(code).href) as Page
  const host = await createMediaHost(t)
  const daemon = await createDaemon(t, host.environment)
  await daemon.start()
  const { ana, ben } = await createTwoDevices(t, daemon, [host.host])
  const { bytes } = samplePicture({ seed: 1 })
  const path = join(folder, 'lake.png')
  await writeFile(path, bytes)
  await t.rejects(page.sendPicture(ana.device, ben.user, path, AbortSignal.abort(new Error('called back'))), { message: 'called back' })
  await page.sendPicture(ana.device, ben.user, path, new AbortController().signal)
  const shown = await ben.shown('attachment', 1)
  t.equal(shown.length, 1, 'the one that was not called back')
  const [{ attachment }] = shown as [typeof shown[number]]
  t.match(attachment, { kind: 'image', name: 'lake.png', caption: 'By the lake' })
  t.equal(await page.countBytes(ben.device, attachment), bytes.length)
  t.equal(await page.savePicture(ben.device, attachment, join(folder, 'saved.png')), 'saved')
  t.ok(readFileSync(join(folder, 'saved.png')).equals(bytes))
  t.equal(await page.savePicture(ben.device, attachment, join(folder, 'again.png')), 'GONE')

  const film = sampleVideo({ seed: 2, atLeastBytes: 300_000 }).bytes
  await writeFile(join(folder, 'lake.mp4'), film)
  await page.sendHosted(ana.device, ben.user, join(folder, 'lake.mp4'), host.host, async (sealed) => host.put(Buffer.concat(await Array.fromAsync(sealed))))
  const [, { attachment: hosted }] = await ben.shown('attachment', 2) as [unknown, { readonly attachment: AttachmentPointer }]
  t.equal(await page.savePicture(ben.device, hosted, join(folder, 'saved.mp4')), 'saved')
  t.ok(readFileSync(join(folder, 'saved.mp4')).equals(film), 'hosted by the provider, it is the same byte for byte')
  t.equal(host.asked.length, 1, 'and its host was asked once, by the gateway')
})
