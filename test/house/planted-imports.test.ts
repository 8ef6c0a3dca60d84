// SPDX-License-Identifier: AGPL-3.0-only
// Every import rule is seen to catch what it forbids: all forbidden imports below are planted in one tree, which is
// checked once, and each must be reported under its rule's name and its file's path.
import t from 'tap'
import { execFile } from 'node:child_process'
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

interface Violation { readonly from: string, readonly to: string, readonly rule: string }

const root = join(import.meta.dirname, '../..')
const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] }

/** [rule, importing file, what it imports]; a path below src is written relative to the importing file. */
const FORBIDDEN: readonly (readonly [string, string, string])[] = [
  ['main-imports-cli', 'src/main.ts', 'src/gateway.ts'],
  ['root-files', 'src/cli/bad-root.ts', 'src/stray.ts'],
  ['folder-known', 'src/misc/bad.ts', 'src/model/ids.ts'],
  ['folder-cli', 'src/cli/bad.ts', 'src/relay/accept.ts'],
  ['folder-cli', 'src/cli/bad-links.ts', 'src/links/dispatch.ts'],
  ['folder-gateway', 'src/gateway.ts', 'src/cli/serve.ts'],
  ['folder-gateway', 'src/gateway.ts', 'src/sdk/link/index.ts'],
  ['folder-model', 'src/model/bad.ts', 'src/wire/gateway/decode.ts'],
  ['folder-config', 'src/config/bad.ts', 'src/ops/events.ts'],
  ['folder-wire', 'src/wire/gateway/bad.ts', 'src/policy/admit.ts'],
  ['folder-policy', 'src/policy/bad.ts', 'src/store/port.ts'],
  ['folder-signal', 'src/signal/public/bad.ts', 'src/wire/gateway/decode.ts'],
  ['folder-vault', 'src/vault/bad.ts', 'src/store/port.ts'],
  ['folder-vault', 'src/vault/bad-wire.ts', 'src/wire/gateway/decode.ts'],
  ['folder-store', 'src/store/bad.ts', 'src/policy/admit.ts'],
  ['folder-media', 'src/media/bad.ts', 'src/registry/standing.ts'],
  ['folder-registry', 'src/registry/bad.ts', 'src/relay/accept.ts'],
  ['folder-registry', 'src/registry/bad-wire.ts', 'src/wire/gateway/decode.ts'],
  ['folder-relay', 'src/relay/bad.ts', 'src/links/dispatch.ts'],
  ['folder-relay', 'src/relay/bad-wire.ts', 'src/wire/gateway/decode.ts'],
  ['folder-links', 'src/links/bad-core.ts', 'src/core/submit.ts'],
  ['folder-links', 'src/links/bad-admin.ts', 'src/admin/routes.ts'],
  ['folder-links', 'src/links/bad-store.ts', 'src/store/port.ts'],
  ['folder-core', 'src/core/bad-links.ts', 'src/links/dispatch.ts'],
  ['folder-core', 'src/core/bad-admin.ts', 'src/admin/routes.ts'],
  ['folder-admin', 'src/admin/bad-links.ts', 'src/links/dispatch.ts'],
  ['folder-admin', 'src/admin/bad-core.ts', 'src/core/submit.ts'],
  ['folder-admin', 'src/admin/bad-store.ts', 'src/store/sqlite/transactor.ts'],
  ['folder-ops', 'src/ops/bad.ts', 'src/relay/accept.ts'],
  ['folder-sdk', 'src/sdk/device/bad.ts', 'src/signal/public/keys.ts'],
  ['folder-agent', 'src/agent/bad.ts', 'src/store/port.ts'],
  ['folder-agent', 'src/agent/bad-ops.ts', 'src/ops/events.ts'],
  ['folder-agent', 'src/agent/bad-sdk.ts', 'src/sdk/device/index.ts'],
  ['folder-sandbox', 'src/sandbox/bad.ts', 'src/relay/accept.ts'],
  ['folder-conformance', 'src/conformance/bad.ts', 'src/cli/serve.ts'],
  ['only-importer-of-protobufjs', 'src/relay/bad-protobuf.ts', 'protobufjs/minimal.js'],
  ['only-importer-of-libsignal-client', 'src/vault/bad-libsignal.ts', '@signalapp/libsignal-client'],
  ['only-importer-of-drizzle-orm', 'src/sdk/device/bad-drizzle.ts', 'drizzle-orm'],
  ['only-importer-of-better-sqlite3', 'src/registry/bad-sqlite.ts', 'better-sqlite3'],
  ['only-importer-of-pg', 'src/registry/bad-pg.ts', 'pg'],
  ['only-importer-of-undici', 'src/media/bad-undici.ts', 'undici'],
  ['only-importer-of-qr', 'src/cli/bad-qr.ts', 'qr'],
  ['only-importer-of-prom-client', 'src/relay/bad-prom.ts', 'prom-client'],
  ['proof-mint-admitted', 'src/relay/bad-mint.ts', 'src/model/proofs/mint-admitted.ts'],
  ['proof-mint-granted-consent', 'src/registry/bad-mint.ts', 'src/model/proofs/mint-granted-consent.ts'],
  ['proof-mint-verified-party', 'src/links/bad-mint.ts', 'src/model/proofs/mint-verified-party.ts'],
  ['proof-mint-verified-party', 'src/core/bad-mint.ts', 'src/model/proofs/mint-verified-party.ts'],
  ['proof-mint-known', 'src/policy/bad-mint.ts', 'src/model/proofs/mint-unlisted.ts'],
  ['model-no-package', 'src/model/bad-package.ts', 'jose'],
  ['model-no-io', 'src/model/bad-io.ts', 'node:fs'],
  ['policy-no-package', 'src/policy/bad-package.ts', 'typebox'],
  ['policy-no-builtin', 'src/policy/bad-builtin.ts', 'node:crypto'],
  ['vault-is-nobodys', 'src/relay/bad-vault.ts', 'src/vault/open.ts'],
  ['vault-is-nobodys', 'src/sandbox/bad-vault.ts', 'src/vault/open.ts'],
  ['vault-protocol-apart', 'src/vault/protocol/bad.ts', 'src/vault/open.ts'],
  ['daemon-no-message-keys', 'src/registry/bad-private.ts', 'src/signal/private/sessions.ts'],
  ['daemon-no-message-keys', 'src/links/bad-content.ts', 'src/wire/content/decode.ts'],
  ['daemon-no-message-keys', 'src/core/bad-chain.ts', 'src/core/hop.ts'],
  ['link-sdk-no-crypto', 'src/sdk/link/bad.ts', 'src/wire/content/decode.ts'],
  ['link-sdk-no-crypto', 'src/sdk/link/bad-device.ts', 'src/sdk/device/index.ts'],
  ['apache-reaches-no-agpl', 'src/sdk/device/bad-agpl.ts', 'src/signal/private/sessions.ts'],
  ['apache-reaches-no-agpl', 'test/vectors/bad.ts', 'src/policy/admit.ts'],
  ['apache-no-agpl-package', 'src/sdk/device/bad-libsignal.ts', '@signalapp/libsignal-client'],
  ['src-stands-alone', 'src/ops/bad-test.ts', 'test/support/world.ts'],
  ['src-stands-alone', 'src/cli/bad-bench.ts', 'bench/run.ts'],
  ['bench-imports-cli', 'bench/bad.ts', 'src/relay/accept.ts'],
  ['bench-baseline-alone', 'bench/baseline/bad.ts', 'src/store/port.ts'],
  ['src-no-dev-package', 'src/ops/bad-dev-package.ts', 'fast-check'],
  ['resolvable', 'src/ops/bad-absent.ts', 'src/ops/absent.ts'],
  ['no-cycle', 'src/ops/bad-cycle.ts', 'src/ops/cycle.ts'],
]

/** Imports that the table of the house allows: the rules must let each through. */
const ALLOWED: readonly (readonly [string, string])[] = [
  ['src/cli/good.ts', 'src/gateway.ts'], ['src/cli/good-undici.ts', 'undici'], ['src/cli/good-sdk.ts', 'src/sdk/link/index.ts'],
  ['src/wire/gateway/good.ts', 'protobufjs/minimal.js'], ['src/policy/good.ts', 'src/model/proofs/mint-admitted.ts'],
  ['src/policy/good-consent.ts', 'src/model/proofs/mint-granted-consent.ts'],
  ['src/links/handshake.ts', 'src/model/proofs/mint-verified-party.ts'], ['src/core/credential.ts', 'src/model/proofs/mint-verified-party.ts'], ['src/links/good.ts', 'src/wire/gateway/decode.ts'],
  ['src/links/good-proof.ts', 'src/model/proofs/admitted.ts'], ['src/relay/good.ts', 'src/vault/protocol/index.ts'],
  ['src/registry/good.ts', 'src/signal/public/keys.ts'], ['src/signal/private/good.ts', '@signalapp/libsignal-client'],
  ['src/vault/good.ts', 'src/wire/content/decode.ts'], ['src/vault/good-list.ts', 'src/wire/gateway/device-list.ts'], ['src/store/sqlite/good.ts', 'drizzle-orm'],
  ['src/sdk/device/good.ts', 'better-sqlite3'], ['src/agent/good.ts', 'better-sqlite3'], ['src/agent/good-problem.ts', 'src/ops/problem.ts'], ['src/agent/good-files.ts', 'src/sdk/attachments/index.ts'], ['src/sdk/device/good-content.ts', 'src/wire/content/decode.ts'],
  ['src/admin/good.ts', 'src/store/readers.ts'], ['src/sandbox/good.ts', 'src/sdk/device/index.ts'],
  ['src/ops/good.ts', 'undici'], ['src/model/good.ts', 'node:crypto'], ['bench/good.ts', 'src/cli/serve.ts'],
]

/** Planted files that need more than one import. */
const WRITTEN: Readonly<Record<string, string>> = {
  'src/core/hop.ts': "export { planted as hop } from '../agent/hop.ts'\n",
  'src/agent/hop.ts': "export { planted } from '../wire/content/decode.ts'\n",
  'src/ops/cycle.ts': "export { planted as back } from './bad-cycle.ts'\n",
  'src/ops/bad-orphan.ts': 'export const alone = 1\n',
}

function importOf(file: string, target: string): string {
  const isPath = /^(src|test|bench)\//.test(target)
  const path = relative(dirname(file), target)
  const specifier = isPath ? (path.startsWith('.') ? path : `./${path}`) : target
  // A type import counts as much as a value's: every third plant is one.
  return file.length % 3 === 0
    ? `import type * as planted from '${specifier}'\nexport type Planted = typeof planted\n`
    : `export * as planted from '${specifier}'\n`
}

function plantedFiles(): Map<string, string> {
  const files = new Map<string, string>()
  const add = (file: string, text: string): void => { files.set(file, `${files.get(file) ?? ''}${text}`) }
  for (const [, file, target] of FORBIDDEN) add(file, importOf(file, target))
  for (const [file, target] of ALLOWED) add(file, importOf(file, target))
  for (const [file, text] of Object.entries(WRITTEN)) add(file, text)
  const targets = [...FORBIDDEN.map(([, , target]) => target), ...ALLOWED.map(([, target]) => target)]
  for (const target of [...targets, 'src/agent/hop.ts']) {
    if (/^(src|test|bench)\//.test(target) && !target.includes('absent') && !files.has(target)) {
      add(target, 'export const planted = 1\n')
    }
  }
  return files
}

async function plant(folder: string): Promise<void> {
  for (const [file, text] of plantedFiles()) {
    await mkdir(join(folder, dirname(file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  await cp(join(root, 'package.json'), join(folder, 'package.json'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
}

function violationsOf(folder: string): Promise<Violation[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Violation[]>()
  execFile(process.execPath, [join(root, 'scripts/check-imports.mjs'), '--json', '--root', folder], { maxBuffer: 2 ** 26 },
    (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Violation[])
      } catch {
        reject(error ?? new Error(stderr))
      }
    })
  return promise
}

t.test('each forbidden import is reported under its rule', async (t) => {
  const folder = t.testdir({})
  await plant(folder)
  const violations = await violationsOf(folder)
  for (const [rule, file, target] of [...FORBIDDEN, ['no-orphan', 'src/ops/bad-orphan.ts', ''] as const]) {
    const isTarget = (to: string): boolean => !rule.startsWith('folder-') || to === target
    t.ok(violations.some((found) => found.rule === rule && found.from === file && isTarget(found.to)), `${rule}: ${file} → ${target}`)
  }
  for (const [file, target] of ALLOWED) {
    t.same(violations.filter((found) => found.from === file), [], `allowed: ${file} → ${target}`)
  }
})

t.test('every rule of the configuration has a planted import', async (t) => {
  const planted = new Set([...FORBIDDEN.map(([rule]) => rule), 'no-orphan'])
  t.same(config.forbidden.map(({ name }) => name).filter((name) => !planted.has(name)), [])
})

t.test('the project itself breaks no import rule', async (t) => {
  t.same(await violationsOf(root), [])
})
