// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'

/** What this program says of itself. */
export interface About {
  readonly name: string
  readonly version: string
  /** Where the source of this version can be had. */
  readonly source: string
}

/** What links offer; PROTOCOL section 2. */
export const CAPABILITIES = Object.freeze(['msg.text/1', 'crypto.pqxdh-spqr/1', 'receipts/1', 'retry/1', 'msg.ephemeral/1', 'trace/1', 'attachments/1', 'report/1', 'enforcement/1'])

/** Read from package.json, which lies as far from here as from the compiled file in dist/gateway. */
export const readAbout = (): About => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const version = textAt(manifest, 'version') ?? '0.0.0'
  // Without a repository the package itself is named, as a package URL.
  const source = textAt(manifest, 'repository', 'url') ?? `pkg:npm/${(textAt(manifest, 'name') ?? '').replace('@', '%40')}@${version}`
  return Object.freeze({ name: 'drawbridge', version, source })
}

const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const [word, ...rest] = path
  if (word === undefined) return typeof value === 'string' ? value : undefined
  return typeof value === 'object' && value !== null ? textAt(Object.entries(value).find(([name]) => name === word)?.[1], ...rest) : undefined
}
