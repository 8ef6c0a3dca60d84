// SPDX-License-Identifier: AGPL-3.0-only
// Promise: one text with name, version, licence and licence texts of every package in a node_modules.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LICENCE = /^(?:licen[cs]e|copying|notice)/i
const HEAD = `Drawbridge is AGPL-3.0-only (LICENSE, and LICENSES for what is Apache-2.0). It stands on these packages, each under its own licence; what the
image has of Debian is under /usr/share/doc, and Node's licence beside it. Add-ons also contain libraries of their own, which their sources name.
`

/** The text. Throws where a package says no licence. */
export function renderNotices(folder) {
  const packages = packagesIn(folder).sort((a, b) => (a.name < b.name ? -1 : 1))
  return [HEAD, ...packages.map(({ name, version, licence, texts }) => `${'─'.repeat(78)}\n${name} ${version} · ${licence}\n\n${texts.join('\n\n') || 'It brings no text of its licence.'}\n`)].join('\n')
}

function packagesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).flatMap(({ name }) => {
    const path = join(folder, name)
    if (name.startsWith('@')) return packagesIn(path)
    const nested = join(path, 'node_modules')
    return [packageAt(path), ...(existsSync(nested) ? packagesIn(nested) : [])]
  })
}

function packageAt(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  if (typeof license !== 'string' || license === '') throw new Error(`${name} names no licence`)
  const texts = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile() && LICENCE.test(entry.name)).map((entry) => readFileSync(join(path, entry.name), 'utf8').trim())
  return { name, version, licence: license, texts }
}
