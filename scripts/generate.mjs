// SPDX-License-Identifier: AGPL-3.0-only
// Promise: writes every generated file of the project from its one source; with --check it does so in a copy of the
// tree and fails, naming the files, where what is committed differs. A source that does not exist yet is skipped aloud.
import './lib/runtime.mjs'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './lib/runtime.mjs'
import { listFiles } from './lib/files.mjs'
import { renderErrorEnum, renderErrorPage } from './lib/error-catalogue.mjs'

const DRIZZLE_CONFIGS = ['src/store/sqlite/drizzle.config.ts', 'src/store/postgres/drizzle.config.ts']
const COPIED = ['src', 'proto', 'migrations', 'docs', 'scripts', 'config.example.yaml', 'package.json', 'tsconfig.json']

/** Runs all generators in `base`, a copy of the project or the project itself. */
async function generate(base) {
  await generateErrors(base)
  generateWire(base, 'gateway')
  generateWire(base, 'content')
  runScript(base, 'configuration', 'src/config/generate.ts')
  runScript(base, 'the core over HTTP', 'src/core/generate.ts')
  runScript(base, 'the core-agent', 'src/agent/generate.ts')
}

async function generateErrors(base) {
  const source = join(base, 'src/model/errors.ts')
  if (!existsSync(source)) return skip('error catalogue: src/model/errors.ts does not exist')
  const { errorCatalogue } = await import(pathToFileURL(source).href)
  if (errorCatalogue === undefined) throw new Error('src/model/errors.ts exports no errorCatalogue')
  write(base, 'proto/drawbridge/gateway/v1/error_code.proto', renderErrorEnum(errorCatalogue))
  write(base, 'docs/errors.md', renderErrorPage(errorCatalogue))
}

// One static module per door: decode and encode only. 64-bit fields stay `number | Long` in the types, because that is
// what the decoder returns (--force-number would only change what the types claim).
const PBJS_OPTIONS = ['-t', 'static-module', '-w', 'esm', '--no-service', '--no-create', '--no-convert', '--no-delimited',
  '--no-verify', '--no-typeurl']
const WIRE_HEADER = '// SPDX-License-Identifier: Apache-2.0\n// Generated from proto/ by scripts/generate.mjs. Do not edit.\n'

function generateWire(base, door) {
  const folder = `proto/drawbridge/${door}/v1`
  const sources = listFiles(base, folder).filter((path) => path.endsWith('.proto'))
  if (sources.length === 0) return skip(`wire/${door}: ${folder} has no .proto file`)
  const target = `src/wire/generated/${door}`
  mkdirSync(join(base, dirname(target)), { recursive: true })
  // `-r` gives each door its own root object; with the shared default one the second module would replace the first.
  tool(base, 'pbjs', [...PBJS_OPTIONS, '-r', `drawbridge_${door}`, '-p', 'proto', '-o', `${target}.js`, ...sources])
  tool(base, 'pbts', ['-o', `${target}.d.ts`, `${target}.js`])
  for (const path of [`${target}.js`, `${target}.d.ts`]) {
    write(base, path, WIRE_HEADER + readFileSync(join(base, path), 'utf8'))
  }
}

function runScript(base, what, script) {
  if (!existsSync(join(base, script))) return skip(`${what}: ${script} does not exist`)
  runNode(base, script, [script])
}

/** Demands that the drizzle schemas ask for no migration that is not committed; only ever run in a copy. */
function planMigrations(base) {
  for (const config of DRIZZLE_CONFIGS) {
    if (existsSync(join(base, config))) tool(base, 'drizzle-kit', ['generate', '--config', config, '--name', 'missing_migration'])
    else skip(`migrations: ${config} does not exist`)
  }
}

async function check() {
  const copy = mkdtempSync(join(tmpdir(), 'drawbridge-generate-'))
  process.on('exit', () => { rmSync(copy, { recursive: true, force: true }) })
  for (const path of COPIED) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(copy, path), { recursive: true })
  }
  const before = contents(copy)
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  await generate(copy)
  planMigrations(copy)
  const after = contents(copy)
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
  if (differing.length === 0) return
  process.stderr.write(`These files are not what their source generates:\n${differing.map((path) => `  ${path}\n`).join('')}` +
    'Run "npm run generate" and commit the result (a missing migration: "npx drizzle-kit generate --config ' +
    `${DRIZZLE_CONFIGS.join('" or "')}").\n`)
  process.exitCode = 1
}

/** path -> text of every file in `base`. */
function contents(base) {
  return new Map(listFiles(base).map((path) => [path, readFileSync(join(base, path), 'utf8')]))
}

function tool(base, name, args) {
  runNode(base, name, [realTool(name), ...args])
}

function runNode(base, name, args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: base, encoding: 'utf8' })
  if (status === 0) return
  process.stderr.write(`${name} failed:\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n`)
  process.exit(1)
}

function realTool(name) {
  const packages = { pbjs: 'protobufjs-cli/bin/pbjs', pbts: 'protobufjs-cli/bin/pbts', 'drizzle-kit': 'drizzle-kit/bin.cjs' }
  return join(root, 'node_modules', packages[name])
}

function write(base, path, text) {
  mkdirSync(dirname(join(base, path)), { recursive: true })
  writeFileSync(join(base, path), text)
}

function skip(what) {
  process.stderr.write(`SKIPPED ${what}\n`)
}

if (process.argv.includes('--check')) await check()
else await generate(root)
