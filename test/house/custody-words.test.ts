// SPDX-License-Identifier: AGPL-3.0-only
// Promise: nobody is told "end-to-end" of a conversation with a vault in its path: each place that says the word is listed here with its reason.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const ROOT = join(import.meta.dirname, '../..')
/** What people read or run. Tests are neither. */
const PLACES = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'config.example.yaml', 'docs', 'proto', 'src', 'bench', 'examples', 'bin']
const TEXT = /\.(?:md|yaml|json|proto|ts|mjs|js)$/
/** A comment or a list goes on in the next line behind such marks, and a string behind a quotation mark and a plus. */
const LINE_END = /['"`]?\s*\+?\s*\n[\s#*/>'"`-]*/g
/**
 * Any spelling of the word, and its abbreviation. The setting `core.e2ee` is written small, and `CORE_E2EE` in the environment. Two figures of `bench vault` have the word in their
 * names and mean a measured path, not a kind of encryption.
 */
const WORD = /\bend[\s_‐‑-]*to[\s_‐‑-]*end(?!Ratio\b|PerSecond\b)|\bE2EE?\b/gi
const SETTING = /^e2ee$/
/** Characters on each side that are looked at. */
const AROUND = 160

/** Where the word may stand, what stands around it there, and how often. */
const ALLOWED: readonly (readonly [file: string, around: RegExp, times: number])[] = [
  // Both ends hold their own keys, and it is said in the same breath.
  ['README.md', /Where custody is `DEVICE` on both ends, .*encrypted/, 1],
  ['docs/protocol.md', /With custody `DEVICE` on both ends, .*encrypted/, 1],
  ['src/sdk/device/types.ts', /DEVICE`: with a `DEVICE` of one's own, .* `VAULT`: end-to-gateway/, 1],
  // The rule itself.
  ['SECURITY.md', /the word is \*end-to-gateway\*, never \*end-to-end\*/, 1],
  ['docs/adr/0001-custody.md', /may be told "end-to-end encrypted" where it is not so/, 1],
  ['docs/adr/0001-custody.md', /is said only when both ends are `DEVICE`/, 1],
  // A core whose own users have it is refused a vault.
  ['docs/vault.md', /A core whose own users have .* must not have one/, 1],
  ['docs/claims.md', /A core with .* has no vault/, 1],
  ['docs/config.md', /The core's own users have .* a vault is refused/, 1],
  ['config.example.yaml', /The core's own users have .* a vault is refused/, 1],
  ['src/config/schema.ts', /The core\\'s own users have .* a vault is refused/, 1],
  ['src/config/cross-checks.ts', /the core\\'s users have .* and a vault is refused/, 1],
]

/** What stands around each use of the word, in one line. */
const uses = (text: string): readonly string[] => {
  const line = text.replace(LINE_END, ' ')
  return [...line.matchAll(WORD)].filter(([word]) => !SETTING.test(word)).map(({ index }) => line.slice(Math.max(0, index - AROUND), index + AROUND))
}

const filesOf = (place: string): readonly string[] => TEXT.test(place) ? [place] : readdirSync(join(ROOT, place), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && TEXT.test(entry.name)).map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))

const files = PLACES.flatMap(filesOf)

t.test('no document, message or comment says end-to-end beyond the places where it is so', async (t) => {
  t.ok(files.length > 300, `${files.length} files are read`)
  const unlisted = files.flatMap((file) => uses(readFileSync(join(ROOT, file), 'utf8'))
    .filter((around) => !ALLOWED.some(([allowed, expected]) => allowed === file && expected.test(around))).map((around) => `${file}: … ${around} …`))
  t.strictSame(unlisted, [], 'with a vault in the path the word is end-to-gateway')
})

t.test('each place that may say it does, so often and no oftener', async (t) => {
  for (const [file, expected, times] of ALLOWED) {
    t.equal(uses(readFileSync(join(ROOT, file), 'utf8')).filter((around) => expected.test(around)).length, times, `${file}: ${expected.source}`)
  }
})

t.test('the word is found in every spelling and across lines, and its neighbours are not', async (t) => {
  const said = [
    'End-to-end encrypted', 'end to end', 'endToEnd', 'END_TO_END', 'end\u2011to\u2011end', 'it is end-\nto-end', '// encrypted end\n  // to end', ' * end-to-\n * end',
    'E2EE', 'is E2E encrypted', "'it is end-to-' +\n  'end'",
  ]
  for (const text of said) t.equal(uses(text).length, 1, text)
  for (const text of ['end-to-gateway', 'core.e2ee: true', 'DRAWBRIDGE_CORE_E2EE', 'both ends']) t.equal(uses(text).length, 0, text)
})
