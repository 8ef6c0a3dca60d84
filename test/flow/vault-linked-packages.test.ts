// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createStartSecret } from '../support/vault-secret.ts'

t.setTimeout(110_000)
const skip = existsSync('/usr/bin/prlimit') ? false : 'prlimit is not installed (Debian: util-linux)'
const ROOT = join(import.meta.dirname, '../..')

/** Starts a vault of the program that it lies beside, says `ready` and ends it. */
const START = `// SPDX-License-Identifier: AGPL-3.0-only
import { launchVault } from './src/gateway/vault-launch.ts'
const vault = await launchVault({ execPath: process.execPath, shape: 'embedded', secretFile: process.argv[2] })
console.log('ready')
vault.kill()
await vault.ended
`

/** What the vault loads, and what each of these loads. */
const PACKAGES = { '@signalapp/libsignal-client': ['node-gyp-build'], 'node-gyp-build': [], protobufjs: ['long'], long: [], jose: [] }

/** A copy of the program without packages, and a folder with the vault's packages as pnpm lays them out: each in a folder of its own, beside links to what it loads. */
const layOut = (folder: string) => {
  const [program, packages] = [join(folder, 'program'), join(folder, 'packages')]
  for (const name of ['src', 'package.json']) cpSync(join(ROOT, name), join(program, name), { recursive: true })
  writeFileSync(join(program, 'start.ts'), START)
  const storeOf = (name: string) => join(packages, '.store', name.replace('/', '+'), 'node_modules')
  const link = (name: string, from: string) => {
    mkdirSync(dirname(join(from, name)), { recursive: true })
    symlinkSync(join(storeOf(name), name), join(from, name))
  }
  for (const [name, loads] of Object.entries(PACKAGES)) {
    const source = realpathSync(join(ROOT, 'node_modules', name))
    cpSync(source, join(storeOf(name), name), { recursive: true, filter: (path) => !path.startsWith(join(source, 'prebuilds/')) || path.includes(`/prebuilds/${platform()}-${arch()}`) })
    for (const loaded of loads) link(loaded, storeOf(name))
    link(name, packages)
  }
  return { program, packages }
}

t.test('a vault starts where its packages, or all of them, or the program, are reached through links', { skip }, async (t) => {
  // Where there are no packages in a folder above.
  const temporary = await createTempFolder('drawbridge-linked-')
  t.teardown(() => temporary.remove())
  const folder = realpathSync(temporary.path)
  const { file } = await createStartSecret(folder)
  const { program, packages } = layOut(folder)
  const starts = async (from: string) => (await promisify(execFile)(process.execPath, [join(from, 'start.ts'), file], { env: { ...process.env, NODE_PATH: '' } })).stdout
  symlinkSync(packages, join(program, 'node_modules'))
  t.equal(await starts(program), 'ready\n', 'the folder of packages is a link')
  renameSync(join(program, 'node_modules'), join(folder, 'put away'))
  mkdirSync(join(program, 'node_modules'))
  for (const name of ['@signalapp', 'protobufjs', 'jose']) symlinkSync(join(packages, name), join(program, 'node_modules', name))
  t.equal(await starts(program), 'ready\n', 'each package, or its scope, is a link to a link')
  symlinkSync(program, join(folder, 'link'))
  t.equal(await starts(join(folder, 'link')), 'ready\n', 'the program is a link')
})
