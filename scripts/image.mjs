// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the steps of the Dockerfile, each of which fills one place of the image: `node scripts/image.mjs STEP …`.
import './lib/runtime.mjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { renderNotices } from './lib/image/notices.mjs'
import { slimPackages } from './lib/image/packages.mjs'
import { copyProgram, writeEntry } from './lib/image/program.mjs'
import { copySystem } from './lib/image/system.mjs'
import { root } from './lib/runtime.mjs'

const mebibytes = (bytes) => `${(bytes / 1_048_576).toFixed(1)} MiB`

const steps = {
  /** FROM TO: the compiled program. */
  program: (from, to) => { copyProgram(from, to, { hasVault: true }) },
  'program-without-vault': (from, to) => { copyProgram(from, to, { hasVault: false }) },
  /** FOLDER: only what this platform runs. */
  packages: (folder) => {
    const { before, after } = slimPackages(folder, `linux-${process.arch}`)
    process.stdout.write(`packages: ${mebibytes(before)} → ${mebibytes(after)}\n`)
  },
  /** FOLDER FILE: the licences of what is in the folder. */
  notices: (folder, file) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, renderNotices(folder))
  },
  /** TO PROGRAM…: these programs of the machine with all that they load. */
  system: (to, ...programs) => {
    copySystem(to, programs)
    writeEntry(`${root}/bin/drawbridge.js`, to, process.execPath)
  },
}

const [name, ...words] = process.argv.slice(2)
const step = steps[name]
if (step === undefined) {
  process.stderr.write(`no such step: ${name ?? ''}; there are ${Object.keys(steps).join(', ')}\n`)
  process.exit(2)
}
step(...words)
