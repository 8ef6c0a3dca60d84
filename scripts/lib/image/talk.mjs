// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a person at a provider and a user of a core without Signal talk through the two containers, also after the vault was killed and after the gateway was replaced.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const ORIGIN = 'https://localhost:7445'
const SAYS_MS = 60_000
const USERS = `
(umask 077 && printf 'silent\\nshow-error\\nfail-with-body\\ncacert = cert.pem\\nheader = "Authorization: Bearer %s"\\n' "$(cat core/credential)" > core.curl)
drawbridge core issuers sign --keys core/keys.json --list-version 1 heron/application.json --out issuers.jws
curl -K core.curl -X PUT --json "{\\"list\\":\\"$(cat issuers.jws)\\"}" ${ORIGIN}/core/v1/issuers
curl -K core.curl -X PUT --json '{"optedIn":true,"findable":true,"address":"ben@core.example","displayName":"Ben"}' ${ORIGIN}/core/v1/users/ben
curl -K core.curl -X PUT --json '{"allowed":true,"inbox":"separate","label":"Heron"}' ${ORIGIN}/core/v1/users/ben/providers/heron.example
`

/** `[claim, whether it holds, what was found]`. The core and the provider are the examples of the clone, on this machine. */
export async function talk({ environment, run }, page) {
  page.type(USERS)
  const start = (...words) => follow(spawn(process.execPath, words, { cwd: page.clone, env: { ...environment, NODE_EXTRA_CA_CERTS: join(page.folder, 'cert.pem') }, stdio: ['ignore', 'pipe', 'pipe'] }))
  const says = async (text, name) => {
    const person = start('examples/provider.ts', join(page.folder, 'heron'), 'ben@core.example', text, name)
    const answered = await person.says(`${name} reads: You said: ${text}`)
    await person.kill()
    return answered ? [true, ''] : [false, `${person.said()}\n${core.said()}`]
  }
  let core = start('examples/core.mjs', join(page.folder, 'core'), ORIGIN)
  try {
    const { gateway, vault } = page.containers()
    const first = await says('Is anybody there?', 'Ana')
    run('podman', 'kill', '--signal', 'KILL', vault)
    run('podman', 'start', vault)
    const second = await says('And after the vault?', 'Bea')
    run('podman', 'stop', '--time', '20', gateway)
    const ended = run('podman', 'inspect', '--format', '{{.State.ExitCode}}', gateway)
    run('podman', 'start', gateway)
    await core.kill()
    await until(() => { page.type('docker compose exec -T gateway drawbridge health') })
    core = start('examples/core.mjs', join(page.folder, 'core'), ORIGIN)
    const third = await says('And after the gateway?', 'Cleo')
    page.type('docker compose exec -T gateway drawbridge backup create --to /parties/backup')
    const secret = run('/bin/sh', '-c', 'podman logs "$0" 2>&1; podman logs "$1" 2>&1', gateway, vault)
    return [
      ['a text crosses gateway and vault, and its answer comes back', ...first],
      ['and again after the vault was killed', ...second],
      ['a stop of the gateway ends with 0', ended === '0', ended],
      ['and again after the gateway was started anew', ...third],
      ['a backup is made in the container', existsSync(join(page.folder, 'parties/backup')), 'no folder'],
      ['no log of either holds what was said', !/anybody|after the/.test(secret), 'it does'],
    ]
  } finally {
    await core.kill()
  }
}

async function until(attempt) {
  const end = Date.now() + SAYS_MS
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

function follow(child) {
  let said = ''
  const ended = once(child, 'close')
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => { said += part })
  const says = (wanted) => Promise.race([
    ended.then(() => false),
    new Promise((resolve) => {
      const timer = setTimeout(() => { resolve(false) }, SAYS_MS)
      const look = () => {
        if (!said.includes(wanted)) return
        clearTimeout(timer)
        resolve(true)
      }
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
      look()
    }),
  ])
  return {
    says, said: () => said,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
