// SPDX-License-Identifier: AGPL-3.0-only
// Promise: `any`, casts to proof types, undocumented exports, forbidden globals in the audit set and oversized files or
// functions do not pass. What each rule serves is said beside it; the sentences are in docs/ and CONTRIBUTING.md.
import tseslint from 'typescript-eslint'
import { noProofCast } from './scripts/eslint/no-proof-cast.mjs'
import { exportedDoc } from './scripts/eslint/exported-doc.mjs'
import { auditHeader } from './scripts/eslint/audit-header.mjs'

const house = { rules: { 'no-proof-cast': noProofCast, 'exported-doc': exportedDoc, 'audit-header': auditHeader } }

const MAX_FILE_LINES = 400
const MAX_AUDITED_FILE_LINES = 200
const MAX_FUNCTION_LINES = 80

const OUTSIDE_WORLD = [
  'fetch', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'WebSocket', 'EventSource', 'XMLHttpRequest',
  'navigator', 'localStorage', 'sessionStorage',
]
// All that the audit set may import besides its neighbours; anything else could carry bytes out of it.
const AUDITED_IMPORTS = '^(?!\\.{1,2}/|node:(buffer|crypto|util)$|jose$|@signalapp/libsignal-client$)'

// What the compiler does not already refuse of ESLint's own recommendations.
const CORE_RULES = [
  'no-async-promise-executor', 'no-cond-assign', 'no-constant-condition', 'no-control-regex', 'no-debugger', 'no-empty',
  'no-misleading-character-class', 'no-prototype-builtins', 'no-self-assign', 'no-self-compare',
  'no-sparse-arrays', 'no-template-curly-in-string', 'no-unmodified-loop-condition', 'no-unsafe-finally', 'no-useless-escape',
  'no-useless-catch', 'no-var', 'prefer-const',
]

const processOnlyInMain = {
  'no-restricted-globals': ['error', { name: 'process', message: 'Only src/main.ts touches process; take what you need as a parameter.' }],
  'no-restricted-properties': ['error', { object: 'globalThis', property: 'process' }],
  'no-restricted-imports': ['error', { paths: ['process', 'node:process'].map((name) => ({ name, message: 'Only src/main.ts touches process.' })) }],
}

const auditSet = {
  'no-restricted-globals': ['error', ...['process', ...OUTSIDE_WORLD].map((name) => ({ name, message: 'Not in the audit set.' }))],
  'no-restricted-properties': ['error', ...['process', ...OUTSIDE_WORLD].map((property) => ({ object: 'globalThis', property }))],
  'no-restricted-imports': ['error', { patterns: [{ regex: AUDITED_IMPORTS, message: 'Not in the audit set.' }] }],
  'no-restricted-syntax': ['error', { selector: 'ImportExpression', message: 'The audit set imports statically.' }],
}

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '.tap', 'coverage', 'tap-snapshots', 'src/wire/generated', 'migrations'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { house },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'house/no-proof-cast': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      // A port may be asynchronous where one of its drivers is not.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A branded id is made by a function whose type parameter only names the brand.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      // `{ "key-id": … }` and `record['a-b']` are how JSON and headers are spelled.
      '@typescript-eslint/dot-notation': 'off',
      'max-lines': ['error', { max: MAX_FILE_LINES }],
      'max-lines-per-function': ['error', { max: MAX_FUNCTION_LINES }],
      ...Object.fromEntries(CORE_RULES.map((name) => [name, 'error'])),
      eqeqeq: 'error',
    },
  },
  { files: ['src/**/*.ts'], rules: { 'house/exported-doc': 'error', ...processOnlyInMain } },
  {
    files: ['src/store/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', {
        selector: ":matches(ImportDeclaration[importKind='value'], ImportExpression)[source.value=/^drizzle-orm/]",
        message: "Drizzle as an ES module costs each start half a second: take it from the driver's drizzle.ts.",
      }],
    },
  },
  {
    // Generated enums are numbers on the wire; the tables in src/wire say which numbers are known.
    files: ['src/wire/**/*.ts'], rules: { '@typescript-eslint/no-unsafe-enum-assignment': 'off' },
  },
  {
    files: ['src/vault/**/*.ts', 'src/signal/**/*.ts'],
    rules: { 'max-lines': ['error', { max: MAX_AUDITED_FILE_LINES }], 'house/audit-header': 'error', ...auditSet },
  },
  {
    // The vault's entry takes its secret from an inherited descriptor; the self-test names what must be refused.
    files: ['src/vault/main.ts', 'src/vault/self-test.ts'],
    rules: {
      'no-restricted-globals': 'off', 'no-restricted-properties': 'off', 'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  { files: ['src/vault/main.ts'], rules: { 'max-lines': ['error', { max: 80 }] } },
  {
    files: ['src/main.ts'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // `t.test(…)` is awaited by its parent, so it may stand alone.
      '@typescript-eslint/no-floating-promises': ['error', {
        allowForKnownSafePromises: [{ from: 'package', name: 'PromiseWithSubtest', package: '@tapjs/core' }],
      }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': ['error', {
        selector: "CallExpression[callee.property.name='test'][arguments.length=3][arguments.1.type='Identifier']",
        message: 'tap writes into the options of a test: give each test an object of its own, as { ...options }.',
      }],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { ecmaVersion: 2024 },
    rules: { 'max-lines': ['error', { max: MAX_FILE_LINES }], 'max-lines-per-function': ['error', { max: MAX_FUNCTION_LINES }], eqeqeq: 'error', ...Object.fromEntries(CORE_RULES.map((name) => [name, 'error'])) },
  },
  // Pieces of programs, quoted as they stand there.
  { files: ['test/musts/*.mjs'], rules: { 'no-template-curly-in-string': 'off' } },
)
