// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Promise: whoever types what examples/provider-server/README.md says talks with Fay of the sandbox through a server and from a device of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { freePort } from '../../bench/parts/free-port.ts'
import { documentedBlocks } from '../support/documented-blocks.ts'
import { within } from '../support/waiting.ts'

t.setTimeout(230_000)

/** A sandbox, with all that it starts, on a machine with much else to do. */
const PATIENCE_MS = 150_000

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const [sandboxBlock, serverBlock, deviceBlock] = documentedBlocks('examples/provider-server/README.md').map(({ text }) => text)

/** A shell that types a block; `says` resolves with the first line that fits. */
const typed = (block: string | undefined) => {
  const child = spawn('/bin/sh', ['-c', (block ?? 'false').replace(/\n(?!.*\n)/s, '\nexec ').replace(/^(?!.*\n)/s, 'exec ')], { cwd: ROOT })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => {
    lines.push(line)
    for (const wake of waiting) wake()
    waiting.clear()
  })
  const found = async (wanted: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      for (const line of lines) {
        const match = wanted.exec(line)
        if (match !== null) return match
      }
      await new Promise<void>((resolve) => { waiting.add(resolve) })
    }
  }
  t.teardown(async () => {
    if (child.exitCode !== null) return
    const ended = once(child, 'close')
    child.kill('SIGTERM')
    await ended
  })
  return { type: (line: string) => child.stdin.write(`${line}\n`), says: (wanted: RegExp) => within(found(wanted), `${String(wanted)} to be said; there was ${lines.join(' | ')}`, PATIENCE_MS) }
}

t.test('a stranger who types what the page says talks with somebody of the core', { timeout: 220_000 }, async (t) => {
  const port = String(await freePort())
  const sandbox = typed(sandboxBlock?.replace('npm run sandbox --', `"${process.execPath}" bin/drawbridge.js sandbox`))
  const [, folder = ''] = await sandbox.says(/visitor\.example: connect as this provider with (\S+)\/keys\.json/)
  const here = (block = ''): string => block.replace(/FOLDER=\S+/, `FOLDER=${folder}`).replace('8787', port).replaceAll(/^node /gm, `"${process.execPath}" `)
  const server = typed(here(serverBlock))
  await server.says(/^visitor\.example listens at/)
  const device = typed(here(deviceBlock))
  await device.says(/^ready: ana@visitor\.example$/)
  device.type('ask fay@core.example')
  await device.says(/^in touch with Fay$/)
  device.type('Hello Fay')
  await device.says(/^accepted: Hello Fay$/)
  t.match((await device.says(/^reads: .+/))[0], /Hello Fay/)
  device.type('file README.md')
  await device.says(/^accepted: file README\.md$/)
})
