// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import t from 'tap'
import { parseAdmissionFile } from '../../src/model/party-files.ts'
import { startChild } from '../../src/sandbox/child.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { markedSample } from '../../src/sandbox/marked-sample.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { connectLink, parsePartyKeys } from '../../src/sdk/link/index.ts'

const ENTRY = join(import.meta.dirname, '../../bin/drawbridge.js')
const POLLS = 20

t.setTimeout(170_000)

interface Feed { readonly events: readonly { readonly type: string; readonly content?: { readonly text?: string } }[]; readonly next: number }

t.test('whoever starts the sandbox types what it prints, connects as the provider that is left, and leaves nothing behind', { timeout: 160_000 }, async (t) => {
  const temporary = await createTempFolder('drawbridge-test-')
  t.teardown(() => temporary.remove())
  const child = startChild({ self: [process.execPath, ENTRY], args: ['sandbox', '--json'], environment: { ...process.env, TMPDIR: temporary.path } })
  t.teardown(() => child.kill())
  child.stderr?.resume()
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const made = JSON.parse((await lines.next()).value ?? '{}') as Sandbox & { readonly ready: boolean }
  t.match(made, {
    ready: true, gateway: { linksUrl: /^ws:\/\/127/, coreUrl: /^http:\/\/127/ }, vault: { shape: 'embedded' }, core: { agentUrl: /^http:\/\/127/, users: [{ custody: 'VAULT' }, { custody: 'VAULT' }] },
    providers: [{ party: 'heron.example', users: [{ custody: 'DEVICE' }] }, { party: 'kite.example', users: [{ custody: 'DEVICE' }] }],
  })

  const folder = await temporary.folder('typed')
  const type = async (command: string, cwd?: string): Promise<string> => (await promisify(execFile)('/bin/sh', ['-c', command], { cwd })).stdout
  const said = new Map<string, string>()
  for (const { what, command } of made.try) said.set(what, await type(command, what.includes('picture') ? folder : undefined))
  t.match(JSON.parse(said.get('See what waits for the core') ?? ''), { events: [{ type: 'contact.requested', displayName: 'Cem' }, { type: 'message', ref: 'ben', content: { kind: 'text', text: /this is Ana/ } },
    { type: 'message', ref: 'ben', content: { kind: 'attachment', attachment: { type: 'image', mediaType: 'image/png' } } }] })
  t.match(JSON.parse(said.get('Ben writes to Ana, who answers') ?? ''), { id: String })
  t.match(JSON.parse(said.get('Ben sends Ana a file') ?? ''), { id: String })
  const { bytes, mark } = markedSample({ kind: 'image', seed: 1, atLeastBytes: 16_000 })
  const picture = readFileSync(join(folder, 'picture.png'))
  t.ok(picture.subarray(0, -mark.length).equals(bytes.subarray(0, -mark.length)) && picture.length === bytes.length, 'it is the picture that Ana made')
  t.match(JSON.parse(said.get('Ben lets Cem in') ?? ''), { ok: true })
  t.match(said.get('The operator looks at the gateway'), /1 core, 3 providers/)

  const texts = async (): Promise<readonly (string | undefined)[]> => {
    const { events } = JSON.parse(await type(made.try[0]?.command ?? '')) as Feed
    return events.map(({ content }) => content?.text)
  }
  let heard = await texts()
  for (let polls = 0; polls < POLLS && !heard.includes('I heard: Hello Ana'); polls += 1) heard = await texts()
  t.ok(heard.includes('I heard: Hello Ana'), 'Ana answers')

  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
  const link = connectLink({ admission: parseAdmissionFile(read(made.visitor.admission)), keys: parsePartyKeys(read(made.visitor.keys)), instance: 'visitor-1' })
  t.teardown(() => link.close())
  await link.ready
  t.pass('a program of the visitor has a link')
  await link.close()

  const stopped = await child.stop(20_000)
  t.equal(stopped.code, 0)
  t.same(readdirSync(temporary.path), ['typed'], 'no file is left but what was typed')
  for (const pid of [made.gateway.pid, made.vault.pid]) t.notOk(existsSync(`/proc/${String(pid)}`), 'no process is left')
})
