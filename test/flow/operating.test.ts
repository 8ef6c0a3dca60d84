// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import { createCouple } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { parked, refuse, send } from '../support/refusing-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BLOCK = /<!-- run by test\/flow\/operating\.test\.ts -->\n```sh\n([^`]+)```\n```text\n([^`]+)```/g

t.setTimeout(110_000)

/** What the page says to type, and lines of what it says comes back. */
const blocks = (heading: string): readonly { readonly command: string; readonly lines: readonly string[] }[] => {
  const section = readFileSync(`${ROOT}/docs/operating.md`, 'utf8').split('\n## ').find((one) => one.startsWith(heading)) ?? ''
  return [...section.matchAll(BLOCK)].map(([, command = '', output = '']) => ({ command: command.trim(), lines: output.trimEnd().split('\n') }))
}

/** A line of the page fits if its words come in this order in one line that was printed. */
const fits = (line: string) => new RegExp(line.trim().split(/\s+/).map((word) => RegExp.escape(word)).join('\\s+'), 'm')

/** Types what a section says and compares what comes back; gives the number of commands. */
const typeAll = async (t: Test, daemon: KillableDaemon, heading: string, translated = (text: string): string => text): Promise<number> => {
  const environment = { ...process.env, DRAWBRIDGE_DATA_FOLDER: daemon.dataFolder, DRAWBRIDGE_KEYS_FOLDER: daemon.keysFolder, DRAWBRIDGE_ADMIN_SOCKET: `${daemon.dataFolder}/admin.sock` }
  const found = blocks(heading)
  for (const { command, lines } of found) {
    const here = translated(command).replace(/^((?:[A-Z_]+=\S+ )?)drawbridge /, `$1"${process.execPath}" "${ROOT}/bin/drawbridge.js" `)
    const child = spawn('/bin/sh', ['-c', here], { cwd: daemon.dataFolder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => { said += part })
    const [code] = await once(child, 'close') as [number]
    t.equal(code, /^[A-Z_]+:$/.test(lines[0] ?? '') ? 1 : 0, command, { said })
    for (const line of lines) t.match(said, fits(translated(line)), `${command}: ${line}`)
  }
  return found.length
}

t.test('an operator who types what the page says about stuck messages sees what it says', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const couple = await createCouple(daemon)
  await couple.provider.link.close()
  t.teardown(() => couple.core.link.close())
  const texts = ['one', 'two', 'three']
  const sent: string[] = []
  for (const text of texts) sent.push(await send(couple, text))
  await refuse(couple.provider, texts)
  await parked(daemon, 3)
  const { rows } = await daemon.admin<{ readonly rows: readonly { readonly id: number; readonly submissionId: string }[] }>('GET', '/v1/mailbox')
  t.same(rows.map(({ submissionId }) => submissionId), sent, 'the oldest first')

  // The page's ids by the real ones.
  const real = new Map([
    ...rows.map(({ id }, index) => [String(17 + index), String(id)] as const),
    ['0d6c1e7a-52a4-4f0b-8a39-6f1f5f0c2b77', sent[0] ?? ''], ['7b0f3c52-3f0e-4c6e-9a55-0d9f5b1f6a11', couple.core.user],
  ])
  const translated = (text: string) => text.split(/(?<![\w-])(17|18|19|[0-9a-f-]{36})(?![\w-])/).map((part) => real.get(part) ?? part).join('')
  t.equal(await typeAll(t, daemon, 'Messages that do not arrive', translated), 7)
  const log = (await readFile(daemon.logFile, 'utf8')).split('\n')
  const entry = (event: string) => log.filter((line) => line.includes(event))
  t.equal(entry('message.retried').length, 2)
  t.match(entry('message.dropped'), [/party.*heron\.example.*count.*1.*actor.*socket.*reason.*they cannot store it/])
  t.notMatch(entry('message.').join('\n'), new RegExp(`${couple.core.user}|${couple.provider.user}|${sent.join('|')}`), 'who wrote to whom is not in the log')
})

t.test('an operator who types what the page says about limits sees what it says', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { core, provider } = await createCouple(daemon)
  t.equal(await typeAll(t, daemon, 'Limits of an agreement'), 3)
  await Promise.all([core.link.close(), provider.link.close()])
})

t.test('an operator who types what the page says about looking after a gateway sees what it says', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  t.equal(await typeAll(t, daemon, 'Is everything well?'), 2)
  t.equal(await typeAll(t, daemon, 'Upgrades'), 1)
  t.equal(await typeAll(t, daemon, 'Asking for help'), 1)
})
