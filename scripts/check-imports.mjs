// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every import of the project obeys .dependency-cruiser.cjs; a broken rule is printed with both ends.
// `--root FOLDER` checks another tree by the same rules, `--json` prints the violations as JSON.
import './lib/runtime.mjs'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { root } from './lib/runtime.mjs'

const named = process.argv.indexOf('--root')
const base = named === -1 ? root : process.argv[named + 1]
const folders = ['src', 'bench', 'examples', 'test/vectors'].filter((folder) => existsSync(join(base, folder)))
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))


const { output } = await cruise(folders, { ...options, baseDir: base, validate: true, ruleSet: { forbidden } },
  options.enhancedResolveOptions, { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) })
const violations = output.summary.violations
if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify(violations.map(({ from, to, rule }) => ({ from, to, rule: rule.name })))}\n`)
} else {
  for (const { from, to, rule, via, cycle } of violations) {
    const chain = (via ?? cycle ?? []).map(({ name }) => name)
    const comment = forbidden.find(({ name }) => name === rule.name).comment
    process.stdout.write(`${rule.name}: ${from} → ${to}${chain.length ? ` (${chain.join(' → ')})` : ''}\n    ${comment}\n`)
  }
  process.stdout.write(`${output.summary.totalCruised} files, ${violations.length} forbidden imports\n`)
}
process.exitCode = violations.length > 0 ? 1 : 0
