// SPDX-License-Identifier: AGPL-3.0-only
// Promise: who starts examples/provider-server with something missing or wrong reads what it is and what to do, and no secret of a file.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { addUser } from '../../examples/provider-server/users.ts'
import { freePort } from '../../bench/parts/free-port.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createPartyKeys } from '../../src/sdk/link/index.ts'
import { createExample } from '../support/example-process.ts'
import type { ExampleProcess } from '../support/example-process.ts'
import { createEd25519, createFakeGateway, openAsGateway } from '../support/fake-gateway.ts'

const temporary = await createTempFolder('drawbridge-provider-')
t.teardown(() => temporary.remove())
const gateway = await createFakeGateway(t)

/** A folder as the page has it, but for the files given here. */
const folderWith = async (name: string, files: Readonly<Record<string, string | undefined>> = {}): Promise<string> => {
  const folder = await temporary.folder(name)
  const all: Readonly<Record<string, string | undefined>> = { 'keys.json': JSON.stringify(gateway.keys), 'admission.json': JSON.stringify(gateway.admission), ...files }
  for (const [file, text] of Object.entries(all)) if (text !== undefined) writeFileSync(join(folder, file), text)
  return folder
}

const whole = await folderWith('whole')
const server = (folder: string, port: string | number): ExampleProcess => createExample(t, 'provider-server/server.ts', [folder, String(port)])

/** What a program says that ends with a failure. */
const lastWords = async (program: ExampleProcess): Promise<string> => {
  program.start()
  const code = await program.ended()
  if (code !== 1) throw new Error(`it ended with ${String(code)}: ${program.lines.join('\n')}`)
  return program.lines.join('\n')
}

const kite = await createPartyKeys({ party: 'kite.example', role: 'provider', displayName: 'Kite' })
const broken: Readonly<Record<string, readonly [files: Readonly<Record<string, string | undefined>>, words: RegExp]>> = {
  'no keys.json': [{ 'keys.json': undefined }, /keys\.json cannot be used: ENOENT[^]*"drawbridge provider init" makes it/],
  'no admission.json': [{ 'admission.json': undefined }, /admission\.json cannot be used: ENOENT[^]*operator hands it out/],
  'keys.json cut off': [{ 'keys.json': JSON.stringify(gateway.keys).slice(0, -9) }, /keys\.json cannot be used: it is no JSON/],
  'another file for admission.json': [{ 'admission.json': JSON.stringify(gateway.keys) }, /admission\.json cannot be used: .+ not a key of this file/],
  'keys of another party': [{ 'keys.json': JSON.stringify(kite.keys) }, /no link: .*different parties[^]*belong to each other/],
}
for (const [what, [files, words]] of Object.entries(broken)) {
  t.test(`${what}: the server says so`, async (t) => {
    const said = await lastWords(server(await folderWith(what.replaceAll(' ', '-'), files), 1))
    t.match(said, words)
    t.notMatch(said, / at .*:\d+:\d+/, 'in words, not in places of a source')
    for (const secret of [gateway.keys.linkKey.d, gateway.keys.issuerKey.d, kite.keys.linkKey.d]) t.notOk(said.includes(secret.slice(0, 16)))
  })
}

t.test('a port that is taken, or is none', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  t.match(await lastWords(server(whole, (other.address() as AddressInfo).port)), /cannot listen at port \d+: .*EADDRINUSE[^]*Name another port/)
  t.match(await lastWords(server(whole, 'web')), /cannot listen at port web/)
})

t.test('a gateway that does not run: the server says so, and goes on trying', async (t) => {
  const own = await createFakeGateway(t)
  await own.stop()
  const program = server(await folderWith('alone', { 'admission.json': JSON.stringify(own.admission), 'keys.json': JSON.stringify(own.keys) }), await freePort())
  program.start()
  t.match(await program.says(/"event":"lost"/), /ECONNREFUSED/)
  await program.kill()
})

t.test('somebody else in the place of the gateway', async (t) => {
  const program = server(whole, await freePort())
  const said = lastWords(program)
  await openAsGateway(await gateway.connection(), gateway, { signWith: createEd25519().privateKey })
  t.match(await said, /the link is over: impostor/)
})

t.test('a user is added in words, too', async (t) => {
  const users = (...args: readonly string[]): ExampleProcess => createExample(t, 'provider-server/users.ts', args)
  t.match(await lastWords(users()), /users\.ts FOLDER NAME/)
  t.match(await lastWords(users(whole)), /users\.ts FOLDER NAME/)
  t.match(await lastWords(users(join(whole, 'nowhere'), 'ana')), /ana was not added: ENOENT/)
  t.match(await lastWords(users(whole, 'Ana Smith')), /Ana Smith was not added: [^]*a word as in an address/)
})

t.test('a device says what it misses', async (t) => {
  const admission = join(whole, 'admission.json')
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  let files = 0
  const device = (TOKEN: string | undefined, ...args: readonly string[]): ExampleProcess =>
    createExample(t, 'provider-server/device.ts', args.length > 0 ? args : [url, admission, join(whole, `${String(files += 1)}.db`)], TOKEN === undefined ? {} : { TOKEN })
  t.match(await lastWords(device(undefined)), /TOKEN is not set/)
  t.match(await lastWords(device('x', url, join(whole, 'nowhere.json'), join(whole, 'x.db'))), /nowhere\.json cannot be used/)
  t.match(await lastWords(device('x', url, admission, join(whole, 'nowhere', 'x.db'))), /x\.db cannot be opened/)
  const early = device(addUser(whole, 'ana', 'Ana'))
  early.start()
  await early.says(/^no way to .*ECONNREFUSED/)
  await early.says(/^trouble: .*ECONNREFUSED/)
  const home = server(whole, port)
  home.start()
  await home.says(/listens at/)
  const stranger = device('wrong')
  stranger.start()
  await stranger.says(/^trouble: the server refuses \/me with 401: log in/)
  await stranger.says(/^no way to .*401/)
})
