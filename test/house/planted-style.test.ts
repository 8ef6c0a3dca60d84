// SPDX-License-Identifier: AGPL-3.0-only
// The lint rules of the house are seen to catch what they forbid, in a small tree of their own.
import t from 'tap'
import { ESLint } from 'eslint'
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const AUDIT = '// Sees: keys.\n// Promises: nothing leaves.\n// Never: logs.\n'
const DOC = '/** A value. */\n'
const PROOFS = {
  'src/model/proofs/admitted.ts':
    'declare const mark: unique symbol\n/** Proof. */\nexport interface Admitted { readonly [mark]: true }\n',
  'src/model/index.ts': "export type { Admitted as Entry } from './proofs/admitted.ts'\n",
}

/** [what is forbidden, file, its text, the rule that must speak]; the text starts after the licence line. */
const FORBIDDEN: readonly (readonly [string, string, string, string])[] = [
  ['a cast to a proof', 'src/relay/a.ts',
    "import type { Admitted } from '../model/proofs/admitted.ts'\n" + `${DOC}export const a = {} as Admitted\n`, 'house/no-proof-cast'],
  ['a cast to a proof by angle brackets', 'src/relay/b.ts',
    "import type { Admitted } from '../model/proofs/admitted.ts'\n" + `${DOC}export const a = <Admitted>{}\n`, 'house/no-proof-cast'],
  ['a cast to a proof through unknown', 'src/relay/c.ts',
    "import type { Admitted } from '../model/proofs/admitted.ts'\n" + `${DOC}export const a = 1 as unknown as Admitted\n`, 'house/no-proof-cast'],
  ['a cast to a list of proofs', 'src/relay/d.ts',
    "import type { Admitted } from '../model/proofs/admitted.ts'\n" + `${DOC}export const a = [] as readonly Admitted[]\n`, 'house/no-proof-cast'],
  ['a cast to a proof that was re-exported under another name', 'src/relay/e.ts',
    "import type { Entry } from '../model/index.ts'\n" + `${DOC}export const a = {} as Entry\n`, 'house/no-proof-cast'],
  ['a cast to a proof by namespace', 'src/relay/f.ts',
    "import type * as proofs from '../model/proofs/admitted.ts'\n" + `${DOC}export const a = {} as proofs.Admitted\n`, 'house/no-proof-cast'],
  ['a cast to a local alias of a proof', 'src/relay/g.ts',
    "import type { Admitted } from '../model/proofs/admitted.ts'\ntype Mine = Admitted\n" + `${DOC}export const a = {} as Mine\n`,
    'house/no-proof-cast'],
  ['a cast to an inline import of a proof', 'src/relay/h.ts',
    `${DOC}export const a = {} as import('../model/proofs/admitted.ts').Admitted\n`, 'house/no-proof-cast'],
  ['any', 'src/relay/any.ts', `${DOC}export const a: any = 1\n`, '@typescript-eslint/no-explicit-any'],
  ['an export without a doc comment', 'src/relay/doc.ts', 'export const a = 1\n', 'house/exported-doc'],
  ['an export whose comment is no doc comment', 'src/relay/doc-line.ts', '// A value.\nexport const a = 1\n', 'house/exported-doc'],
  ['Drizzle as an ES module', 'src/store/drizzle.ts', `import { sql } from 'drizzle-orm'\n${DOC}export const a = sql\n`, 'no-restricted-syntax'],
  ['Drizzle as an ES module by and by', 'src/store/migrate.ts', `${DOC}export const a = () => import('drizzle-orm')\n`, 'no-restricted-syntax'],
  ['process outside main', 'src/relay/process.ts', `${DOC}export const a = process.pid\n`, 'no-restricted-globals'],
  ['process by import', 'src/relay/process-import.ts', `import { pid } from 'node:process'\n${DOC}export const a = pid\n`, 'no-restricted-imports'],
  ['process by globalThis', 'src/relay/process-global.ts', `${DOC}export const a = globalThis.process\n`, 'no-restricted-properties'],
  ['a file over the cap', 'src/relay/long.ts', '//\n'.repeat(400), 'max-lines'],
  ['a file of the audit set over its cap', 'src/signal/long.ts', AUDIT + '//\n'.repeat(200), 'max-lines'],
  ['a function over the cap', 'src/relay/function.ts', `${DOC}export function a(): void {\n${'  //\n'.repeat(80)}}\n`, 'max-lines-per-function'],
  ['an audited file without its three lines', 'src/vault/header.ts', `${DOC}export const a = 1\n`, 'house/audit-header'],
  ['console in the audit set', 'src/vault/console.ts', `${AUDIT}${DOC}export const a = (): void => { console.log(1) }\n`, 'no-restricted-globals'],
  ['fetch in the audit set', 'src/signal/fetch.ts', `${AUDIT}${DOC}export const a = async (): Promise<Response> => fetch('x:')\n`, 'no-restricted-globals'],
  ['a timer in the audit set', 'src/vault/timer.ts', `${AUDIT}${DOC}export const a = (): unknown => setTimeout(() => 1, 1)\n`, 'no-restricted-globals'],
  ['the environment in the audit set', 'src/signal/env.ts', `${AUDIT}${DOC}export const a = process.env['A']\n`, 'no-restricted-globals'],
  ['the file system in the audit set', 'src/vault/fs.ts', `${AUDIT}import { statSync } from 'node:fs'\n${DOC}export const a = statSync\n`, 'no-restricted-imports'],
  ['the network in the audit set', 'src/signal/net.ts', `${AUDIT}import { connect } from 'node:net'\n${DOC}export const a = connect\n`, 'no-restricted-imports'],
  ['a logger in the audit set', 'src/vault/pino.ts', `${AUDIT}import { pino } from 'pino'\n${DOC}export const a = pino\n`, 'no-restricted-imports'],
  ['a late import in the audit set', 'src/vault/late.ts', `${AUDIT}${DOC}export const a = async (): Promise<unknown> => import('./late.ts')\n`, 'no-restricted-syntax'],
  ['options that tests share', 'test/shared.test.ts', "import t from 'tap'\nconst options = {}\nvoid t.test('a', options, async () => undefined)\n", 'no-restricted-syntax'],
  ['a vault entry over its cap', 'src/vault/main.ts', AUDIT + '//\n'.repeat(80), 'max-lines'],
]

/** Files that must pass, so that no rule is broader than its sentence. */
const ALLOWED: Readonly<Record<string, string>> = {
  ...PROOFS,
  'src/model/proofs/mint-admitted.ts':
    "import type { Admitted } from './admitted.ts'\n/** Mints. */\nexport const mint = (): Admitted => ({}) as Admitted\n",
  'test/own.test.ts': "import t from 'tap'\nconst options = {}\nvoid t.test('a', { ...options }, async () => undefined)\n",
  'src/main.ts': 'process.exitCode = 0\n',
  'src/vault/good.ts': `${AUDIT}import { createHash } from 'node:crypto'\n${DOC}export const a = (): string => createHash('sha256').digest('hex')\n`,
  'src/relay/good.ts': "import type { Admitted } from '../model/proofs/admitted.ts'\n" +
    '/** Tells. */\nexport const a = (proof: Admitted): unknown => (proof as unknown as { text: string }).text\n',
}

async function plant(folder: string): Promise<void> {
  const files = [...Object.entries(ALLOWED), ...FORBIDDEN.map(([, file, text]) => [file, text] as const)]
  for (const [file, text] of files) {
    await mkdir(join(folder, dirname(file)), { recursive: true })
    await writeFile(join(folder, file), `// SPDX-License-Identifier: AGPL-3.0-only\n${text}`)
  }
  for (const file of ['tsconfig.json', 'package.json']) await cp(join(root, file), join(folder, file))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
}

t.test('each forbidden thing is reported by its rule, and what is allowed passes', async (t) => {
  const folder = t.testdir({})
  await plant(folder)
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: join(root, 'eslint.config.js') })
  const results = await eslint.lintFiles(['src', 'test'])
  const rulesOf = (file: string): unknown[] =>
    results.find(({ filePath }) => filePath === join(folder, file))?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? ['not linted']
  for (const [what, file, , rule] of FORBIDDEN) t.ok(rulesOf(file).includes(rule), `${what} (${file}: ${rulesOf(file).join(', ')})`)
  for (const file of Object.keys(ALLOWED)) t.same(rulesOf(file), [], `${file} passes`)
})
