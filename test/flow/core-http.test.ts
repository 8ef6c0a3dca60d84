// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { freePort } from '../../bench/parts/free-port.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createDaemon } from '../support/daemon.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BLOCK = /<!-- run by test\/flow\/core-http\.test\.ts -->\n```sh\n([^`]+)```/g
const DRAWBRIDGE = `"${process.execPath}" "${ROOT}/bin/drawbridge.js" `

t.setTimeout(110_000)

/** The page's commands, word for word. */
const commands = (): readonly string[] =>
  [...readFileSync(`${ROOT}/docs/core.md`, 'utf8').matchAll(BLOCK)].flatMap(([, block = '']) => block.trim().split('\n'))

t.test('a core that types what docs/core.md says opts its users in and waits for events', async (t) => {
  const folder = await createTempFolder('drawbridge-core-http-')
  t.teardown(() => folder.remove())
  const port = String(await freePort())
  const daemon = await createDaemon(t, { DRAWBRIDGE_CORE_LISTEN: `127.0.0.1:${port}` })
  await daemon.start()
  const run = async (command: string) => {
    const environment = { ...process.env, DRAWBRIDGE_DATA_FOLDER: daemon.dataFolder, DRAWBRIDGE_ADMIN_SOCKET: `${daemon.dataFolder}/admin.sock` }
    const here = command.replace(/(?<=^|&& )drawbridge /, DRAWBRIDGE).replace('127.0.0.1:7445', `127.0.0.1:${port}`)
    const child = spawn('/bin/sh', ['-c', here], { cwd: folder.path, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => { said += part })
    const [code] = await once(child, 'close') as [number]
    return { code, said }
  }
  const said: string[] = []
  for (const command of commands()) {
    const ran = await run(command)
    t.equal(ran.code, 0, command, ran)
    said.push(ran.said)
  }
  const [put, chosen, ben, bulk, events] = said.slice(6).map((text) => JSON.parse(text) as unknown)
  t.strictSame([put, chosen], [{ ok: true }, { ok: true }])
  t.strictSame(ben, {
    ref: 'ben', optedIn: true, findable: true, address: 'ben@core.example', providers: [{ provider: 'heron.example', allowed: true, inbox: 'separate', label: 'Heron' }],
  })
  t.strictSame(bulk, { items: [{ ok: true }] })
  t.strictSame(events, { events: [], next: 0 })

  await daemon.stop()
  await daemon.start()
  t.match(await run(commands()[8] ?? ''), { code: 0, said: /"ref":"ben"/ }, 'users and credentials outlast a restart')
  await run('drawbridge core credential remove server-1')
  t.match(await run(commands()[8] ?? ''), { code: 22, said: /UNAUTHENTICATED/ })
  t.notMatch(readFileSync(daemon.logFile, 'utf8'), /ben@core|"ben"/, 'and the log has nobody’s name')
})
