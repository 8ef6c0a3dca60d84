// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what the documents name of this repository is there.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'

const ROOT = join(import.meta.dirname, '../..')
/** Documents that say what is; decisions and the changelog also say what was. */
const DOCUMENTS = globSync(['*.md', 'docs/*.md', 'examples/**/*.md', 'bench/*.md', 'packaging/**/*.md'], { cwd: ROOT, exclude: ['CHANGELOG.md'] })
/** In backticks, a file or folder from the root: `src/relay/accept.ts`. */
const PATH = /`(?!docs\/adr\/NNNN)((?:src|test|docs|bench|examples|proto|scripts|migrations|packaging)\/[A-Za-z0-9_./-]+)`/g
/** A link within the repository, without what stands behind `#`. */
const LINK = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)/g

/** Each thing that a document names, and where it would be. */
const named = (document: string): readonly (readonly [name: string, path: string])[] => {
  const text = readFileSync(join(ROOT, document), 'utf8')
  return [
    ...[...text.matchAll(PATH)].map(([, name = '']) => [name, join(ROOT, name)] as const),
    ...[...text.matchAll(LINK)].map(([, name = '']) => [name, join(ROOT, dirname(document), name)] as const),
  ]
}

t.test('each file, folder and page that a document names is there', async (t) => {
  let count = 0
  for (const document of DOCUMENTS) {
    const found = named(document)
    count += found.length
    t.strictSame(found.filter(([, path]) => !existsSync(path)).map(([name]) => name), [], document)
  }
  t.ok(count > 200, `${String(count)} names in ${String(DOCUMENTS.length)} documents`)
})
