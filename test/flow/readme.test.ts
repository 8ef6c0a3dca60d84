// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createDaemon } from '../support/daemon.ts'
import { blocksRunBy } from '../support/documented-blocks.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

t.setTimeout(110_000)

/** The README's commands, word for word. */
const commands = blocksRunBy('README.md', 'test/flow/readme.test.ts').flatMap((block) => block.split('\n'))

/** A word of the README as this clone runs it from another folder. */
const here = (command: string): string => command
  .replace(/^drawbridge /, `"${process.execPath}" "${ROOT}/bin/drawbridge.js" `)
  .replace(/^node examples/, `"${process.execPath}" "${ROOT}/examples`).replace(/\.ts /, '.ts" ')

t.test('a stranger who types what the README says sees a message cross', async (t) => {
  const folder = await createTempFolder('drawbridge-readme-')
  t.teardown(() => folder.remove())
  const daemon = await createDaemon(t)
  await daemon.start()
  t.equal(commands.length, 9)
  for (const command of commands) {
    const environment = { ...process.env, DRAWBRIDGE_DATA_FOLDER: daemon.dataFolder, DRAWBRIDGE_ADMIN_SOCKET: `${daemon.dataFolder}/admin.sock` }
    const child = spawn('/bin/sh', ['-c', here(command)], { cwd: folder.path, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => { said += part })
    const [code] = await once(child, 'close') as [number]
    t.equal(code, 0, command, { said })
    if (command.startsWith('node examples')) t.match(said, /Ben reads: Hello from the other side/)
    if (command.includes('provider show')) t.match(said, /suspended/)
  }
})
