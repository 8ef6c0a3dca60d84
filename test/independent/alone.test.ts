// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the independent implementation imports Node and the words of the domain, and nothing of libsignal or of what wraps it.
import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** `from '…'`, `import '…'` and `import('…')`, with those of types. */
const IMPORTS = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g

/** All that a file imports, and what that imports: files of this repository by their paths, other modules by their names. */
const importsOf = (entry: string): ReadonlySet<string> => {
  const found = new Set<string>()
  const visit = (file: string): void => {
    for (const [, name = ''] of readFileSync(resolve(ROOT, file), 'utf8').matchAll(IMPORTS)) {
      const imported = name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name
      if (found.has(imported)) continue
      found.add(imported)
      if (name.startsWith('.')) visit(imported)
    }
  }
  visit(entry)
  return found
}

/** Of the domain: ids, errors, and the seam. */
const WORDS = ['src/model/errors.ts', 'src/model/ids.ts', 'src/model/signal-crypto.ts']

const foreignTo = (entry: string): readonly string[] => [...importsOf(entry)].filter((name) => !name.startsWith('test/independent/')).toSorted()

t.test('the implementation stands on Node and the words of the domain alone', async (t) => {
  t.strictSame(foreignTo('test/independent/index.ts'), ['node:crypto', ...WORDS])
})

t.test('so does the provider that has nothing of the SDK', async (t) => {
  t.strictSame(foreignTo('test/independent/bare/provider.ts').filter((name) => !name.startsWith('node:')), WORDS)
})

t.test('a provider of it on the SDK imports nothing that imports libsignal', async (t) => {
  const imported = importsOf('test/independent/provider.ts')
  t.strictSame([...imported].filter((name) => name.startsWith('@signalapp/') || name.startsWith('src/signal/')), [])
  t.ok(imported.has('src/sdk/device/client.ts'), 'which the search followed into the SDK')
})

t.test('the same search finds libsignal where it is', async (t) => {
  t.ok(importsOf('src/signal/private/index.ts').has('@signalapp/libsignal-client'))
})
