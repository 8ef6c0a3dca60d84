// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the commands of docs/container.md typed word by word, each where the page says: the builds in a clone, the rest in a folder with what is in packaging/.
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSelfSigned } from '../../../test/support/self-signed.ts'
import { blocksRunBy } from '../run-blocks.mjs'

/** What must be there for the name in the certificate. */
const [DOCUMENTED_NAME, NAME] = ['gateway.example', 'localhost']
/** Of the builds, and of what is typed after them. */
const [BUILD_MS, TYPE_MS] = [1_200_000, 120_000]
/** Enough of an output to see what went wrong. */
const SHOWN = 4_000

/** The page, and the folder in which it is typed. */
export function openPage(file, { environment, run }, { clone, folder }) {
  const [build, ...rest] = blocksRunBy(file, 'npm run image:check')
  const logs = () => ['gateway', 'vault'].map((service) => {
    const { stdout, stderr } = spawnSync('podman', ['logs', `drawbridge_${service}_1`], { env: environment, encoding: 'utf8' })
    return `${service} says:\n${`${stdout}\n${stderr}`.slice(-SHOWN)}`
  }).join('\n')
  const type = (text, cwd, timeout = TYPE_MS) => {
    const { status, stderr, stdout, error } = spawnSync('/bin/sh', ['-c', `set -e\n${text}`], { cwd, env: environment, encoding: 'utf8', timeout, maxBuffer: 67_108_864 })
    if (status !== 0) throw new Error(`${text}\nended with ${status ?? error?.message}:\n${`${stdout}\n${stderr}`.slice(-SHOWN)}\n${logs()}`)
    return stdout
  }
  prepare(folder, clone)
  const containers = () => Object.fromEntries(['gateway', 'vault'].map((service) => [service, run('podman', 'ps', '--quiet', '--filter', `label=com.docker.compose.service=${service}`)]))
  return {
    folder, clone, containers,
    typeBuild: () => type(build, clone, BUILD_MS),
    typeRest: () => { for (const text of rest) type(text, folder) },
    type: (text) => type(text, folder),
    close: () => {
      try {
        execFileSync('docker', ['compose', 'down', '--volumes'], { cwd: folder, env: environment, stdio: 'ignore' })
      } catch {
        // It was never up.
      }
    },
  }
}

function prepare(folder, clone) {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(clone, 'packaging/compose.yaml'), join(folder, 'compose.yaml'))
  writeFileSync(join(folder, 'config.yaml'), readFileSync(join(clone, 'packaging/config.yaml'), 'utf8').replaceAll(DOCUMENTED_NAME, NAME))
  const { key, cert } = createSelfSigned(NAME)
  writeFileSync(join(folder, 'key.pem'), key)
  writeFileSync(join(folder, 'cert.pem'), cert)
}
