// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import { Parse } from 'typebox/value'
import Type from 'typebox'

/** What this program says of itself. */
export interface About {
  readonly name: string
  readonly version: string
  /** Where the source of this version can be had. */
  readonly source: string
}

/** What links offer; PROTOCOL section 2. */
export const CAPABILITIES = Object.freeze(['msg.text/1', 'crypto.pqxdh-spqr/1', 'receipts/1', 'retry/1'])

const Package = Type.Object({
  name: Type.String(), version: Type.String(),
  repository: Type.Optional(Type.Object({ url: Type.String() })),
})

/** Read from package.json, which lies as far from here as from the compiled file in dist/gateway. */
export const readAbout = (): About => {
  const { name, version, repository } = Parse(Package, JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))
  // Without a repository the package itself is named, as a package URL.
  return Object.freeze({ name: 'drawbridge', version, source: repository?.url ?? `pkg:npm/${name.replace('@', '%40')}@${version}` })
}
