// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import { startChild } from '../../src/sandbox/child.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createPartyKeys } from '../../src/sdk/link/index.ts'
import { createDaemon } from '../support/daemon.ts'
import type { Filed, FilingConfig, FilingFile } from '../support/filing-process.ts'
import { searchMemory } from '../support/memory.ts'

t.setTimeout(230_000)

const PROGRAM = fileURLToPath(new URL('../support/filing-process.ts', import.meta.url))
/** Several segments and several pieces of a socket. */
const FILE_BYTES = 700_000
/** Of a file, what is looked for: at its beginning, in its middle and at its end. */
const NEEDLE_BYTES = 24

const skip = existsSync('/proc/self/mem') ? false : 'there is no /proc/PID/mem on this system'
const unique = (what: string): string => `${what}${randomBytes(9).toString('hex')}`

t.test('what is in a file, what it is called, what is said of it and its key are nowhere in the gateway, whichever of the two sent it', { skip, timeout: 220_000 }, async (t) => {
  const daemon = await createDaemon(t, { DRAWBRIDGE_LOG_LEVEL: 'trace' })
  await daemon.start()
  const folder = await createTempFolder('drawbridge-filing-')
  t.teardown(() => folder.remove())
  await folder.folder('plain')
  const files: FilingFile[] = []
  const contents: Buffer[] = []
  for (const from of ['ana', 'ben', 'ana', 'ben'] as const) {
    const [content, name] = [randomBytes(FILE_BYTES), `${unique('name-')}.bin`]
    const path = join(folder.path, 'plain', String(files.length))
    await writeFile(path, content)
    contents.push(content)
    files.push({ from, path, name, caption: unique('caption-') })
  }
  const admitted = async (party: string, role: 'core' | 'provider') => {
    await folder.folder(role)
    const { keys, application } = await createPartyKeys({ party, role, displayName: party })
    return { keys, application, admission: await daemon.addParty(application) }
  }
  const [core, provider] = [await admitted('wren.example', 'core'), await admitted('heron.example', 'provider')]
  const config = join(folder.path, 'config.json')
  await writeFile(config, JSON.stringify({ folder: folder.path, core, provider, files } satisfies FilingConfig), { mode: 0o600 })
  const child = startChild({ self: [process.execPath, PROGRAM], args: [config], environment: process.env, errorFile: join(folder.path, 'log') })
  t.teardown(() => child.kill())
  const lines = createInterface({ input: child.stdout })
  const said = await Promise.race([once(lines, 'line').then(([line]) => line as string), child.ended.then(() => undefined)])
  if (said === undefined) throw new Error(readFileSync(join(folder.path, 'log'), 'utf8'))
  const { keys, ids } = JSON.parse(said) as Filed
  t.equal(keys.length, files.length, 'all arrived, as they were sent')

  const parts = contents.flatMap((content) => [0, FILE_BYTES / 2, FILE_BYTES - NEEDLE_BYTES].map((at) => content.subarray(at, at + NEEDLE_BYTES)))
  const needles = [...parts, ...keys.map((key) => Buffer.from(key, 'base64')), ...files.flatMap(({ name, caption }) => [name, caption])]
  await t.test('memory', async (t) => {
    const found = searchMemory(daemon.pid(), needles)
    t.ok(found.bytes > 30 << 20, `${String(found.bytes >> 20)} MiB of the gateway were read`)
    t.strictSame(found.hits, needles.map(() => 0), 'no hit in the gateway')
    const control = searchMemory(child.pid, needles)
    t.ok(control.hits.every((hits) => hits > 0), 'the same search finds each in the endpoint')
  })
  await t.test('files', async (t) => {
    const found = await searchForTexts([daemon.dataFolder, daemon.logFile, daemon.keysFolder], needles)
    t.ok(ids.every((id) => existsSync(join(daemon.dataFolder, 'attachments', id))), 'the gateway has the ciphertext of each')
    t.ok(found.bytes > files.length * FILE_BYTES, `${String(found.bytes)} bytes in ${String(found.files)} files were read`)
    t.strictSame(found.hits, [], 'nothing of it is in a file of the gateway')
    const control = await searchForTexts([join(folder.path, 'plain')], parts)
    t.equal(new Set(control.hits.map(({ text }) => text)).size, parts.length, 'the same search finds each part in the files that were sent')
    t.match(readFileSync(daemon.logFile, 'utf8'), /party/, 'the log was written')
  })
})
