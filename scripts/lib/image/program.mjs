// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the compiled program as an image holds it, whole or without any code that could open a message.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Where message keys and plaintext are handled, and the sandbox, whose devices do the same. */
const OPENS_MESSAGES = ['vault', 'signal/private', 'sandbox']
/** Of these the gateway knows the words that it speaks with a vault, and `bench` how a process is started. */
const STAYS = ['vault/protocol', 'sandbox/child.js']

/** Whether a compiled file, relative to the program's folder, has its place in an image without a vault. */
function isForGateway(path) {
  return STAYS.some((place) => isIn(place, path)) || !OPENS_MESSAGES.some((folder) => isIn(folder, path))
}

/** Copies the compiled program; declarations are for those who import it and stay behind. */
export function copyProgram(from, to, { hasVault }) {
  cpSync(from, to, {
    recursive: true,
    filter: (source) => {
      const path = relative(from, source).replaceAll(sep, '/')
      // A folder on the way to what stays is looked into.
      return !path.endsWith('.d.ts') && (hasVault || isForGateway(path) || STAYS.some((place) => place.startsWith(`${path}/`)))
    },
  })
}

/** Writes the entry file so that it starts by itself: there is no `env` that would look for Node, and no signal may open the inspector. */
export function writeEntry(from, to, node) {
  mkdirSync(join(to, 'app/bin'), { recursive: true })
  const [, ...lines] = readFileSync(from, 'utf8').split('\n')
  writeFileSync(join(to, 'app/bin/drawbridge.js'), [`#!${node} --disable-sigusr1`, ...lines].join('\n'), { mode: 0o755 })
  mkdirSync(join(to, 'usr/local/bin'), { recursive: true })
  symlinkSync('/app/bin/drawbridge.js', join(to, 'usr/local/bin/drawbridge'))
}

function isIn(folder, path) {
  return path === folder || path.startsWith(`${folder}/`)
}
