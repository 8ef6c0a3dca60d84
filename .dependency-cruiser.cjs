// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the table "One folder, one charter" as rules. A folder imports what its row lists and nothing else; type
// imports count. test/house/planted-imports.test.ts plants one forbidden import for every rule below.
// The folders of src that the daemon runs; `gateway` is its composition root.
const DAEMON = '^src/(gateway(\\.ts$|/)|model|config|wire/gateway|wire/transcript|policy|signal/public|store|media|registry|relay|links|core|admin|ops|vault/protocol)'

// folder -> what it may import below src/, as regular expressions after `^src/`.
const MAY_IMPORT = {
  cli: ['gateway(\\.ts$|/)', 'config/', 'sandbox/', 'conformance/', 'agent/', 'sdk/', 'store/', 'ops/', 'model/'],
  gateway: ['config/', 'model/', 'wire/(gateway|transcript)', 'policy/', 'signal/public', 'store/', 'media/', 'registry/', 'relay/',
    'links/', 'core/', 'admin/', 'ops/', 'vault/protocol'],
  model: [],
  config: ['model/'],
  wire: ['model/'],
  policy: ['model/'],
  signal: ['model/'],
  vault: ['signal/', 'wire/(content|transcript)', 'wire/gateway/device-list\\.ts$', 'model/'],
  store: ['model/'],
  media: ['model/', 'store/', 'ops/'],
  registry: ['model/', 'policy/', 'signal/public', 'wire/transcript', 'store/', 'ops/'],
  relay: ['model/', 'policy/', 'wire/transcript', 'registry/', 'store/', 'media/', 'vault/protocol', 'ops/'],
  links: ['model/', 'wire/(gateway|transcript)', 'relay/', 'registry/', 'media/', 'ops/'],
  core: ['model/', 'relay/', 'registry/', 'media/', 'ops/'],
  admin: ['model/', 'registry/', 'relay/', 'store/read', 'store/[^/]+/read', 'ops/'],
  ops: ['model/', 'store/'],
  sdk: ['model/', 'wire/'],
  // Problem documents and deadlines are the same on every listener. Files and reports are sealed where the core's keys are, which is here, by what seals them in every device.
  agent: ['model/', 'wire/content', 'sdk/attachments/', 'sdk/reports/', 'ops/(problem|deadlines|timers)\\.ts$'],
  sandbox: ['sdk/', 'agent/', 'signal/', 'gateway(\\.ts$|/)', 'config/', 'model/', 'ops/'],
  // It writes frames by hand, good ones and bad ones, and starts a gateway to try them on.
  conformance: ['sdk/', 'agent/', 'signal/', 'gateway(\\.ts$|/)', 'wire/', 'sandbox/', 'model/'],
}

// A package and the only folders that may import it.
const ONLY_IMPORTER = {
  protobufjs: ['wire/'],
  '@signalapp/libsignal-client': ['signal/'],
  'drizzle-orm': ['store/'],
  // Ends that hold keys keep their own state, with plain SQL.
  'better-sqlite3': ['store/', 'sdk/device/', 'agent/'],
  pg: ['store/'],
  undici: ['ops/', 'cli/', 'sdk/'],
  qr: ['sdk/device/'],
  'prom-client': ['ops/'],
}

// A proof's mint and the only files that may import it as a value; its type is free.
const MINTED_BY = {
  'mint-admitted': '^src/policy/',
  'mint-granted-consent': '^src/policy/',
  'mint-verified-party': '^src/(links/handshake|core/credential\\.ts$)',
}

const APACHE = '^(proto|test/vectors|src/model|src/wire|src/sdk)/'

const below = (folder) => (folder === 'gateway' ? '^src/gateway(\\.ts$|/)' : `^src/${folder}/`)
const packagePath = (name) => `(^|node_modules/)${name}(/|$)`
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const folders = Object.entries(MAY_IMPORT).map(([folder, allowed]) => rule(
  `folder-${folder}`,
  `src/${folder} may import only: ${allowed.join(', ') || 'nothing of src'}.`,
  { path: below(folder) },
  { path: '^src/', pathNot: [below(folder), ...allowed.map((path) => `^src/${path}`)] },
))

const packages = Object.entries(ONLY_IMPORTER).map(([name, importers]) => rule(
  `only-importer-of-${name.replace(/^.*\//, '')}`,
  `${name} is imported only by ${importers.join(', ')}.`,
  { path: '^src/', pathNot: importers.map((path) => `^src/${path}`) },
  { path: packagePath(name) },
))

const mints = Object.entries(MINTED_BY).map(([file, minter]) => rule(
  `proof-${file}`,
  `Only its check may make this proof: ${minter}.`,
  { path: '^src/', pathNot: [minter] },
  { path: `^src/model/proofs/${file}\\.ts$` },
))

module.exports = {
  forbidden: [
    ...folders,
    ...packages,
    ...mints,
    rule('proof-mint-known', 'A mint under src/model/proofs needs a row in MINTED_BY before anything imports it.',
      { path: '^src/' },
      { path: '^src/model/proofs/mint-', pathNot: Object.keys(MINTED_BY).map((file) => `^src/model/proofs/${file}\\.ts$`) }),
    rule('folder-known', 'A folder below src needs a row in the table before it imports anything.',
      { path: '^src/[^/]+/', pathNot: Object.keys(MAY_IMPORT).map(below) }, { path: '.' }),
    rule('main-imports-cli', 'src/main.ts reads argv and signals and hands them to src/cli.',
      { path: '^src/main\\.ts$' }, { path: '^src/', pathNot: ['^src/cli/'] }),
    rule('root-files', 'Below src only main.ts and gateway.ts stand outside a folder.',
      { path: '^src/' }, { path: '^src/[^/]+$', pathNot: ['^src/(main|gateway)\\.ts$'] }),
    rule('model-no-package', 'src/model imports no package.', { path: '^src/model/' }, { path: 'node_modules/' }),
    rule('model-no-io', 'src/model does no I/O.',
      { path: '^src/model/' }, { dependencyTypes: ['core'], pathNot: ['^(node:)?(buffer|crypto|util)$'] }),
    rule('policy-no-package', 'src/policy imports no package.', { path: '^src/policy/' }, { path: 'node_modules/' }),
    rule('policy-no-builtin', 'src/policy is pure: no module of Node.', { path: '^src/policy/' }, { dependencyTypes: ['core'] }),
    rule('vault-is-nobodys', 'Nobody imports the vault; the daemon knows vault/protocol only.',
      { path: '^src/', pathNot: ['^src/vault/'] }, { path: '^src/vault/', pathNot: ['^src/vault/protocol'] }),
    rule('vault-protocol-apart', 'vault/protocol is what the daemon loads, so it loads nothing else of the vault.',
      { path: '^src/vault/protocol' }, { path: '^src/', pathNot: ['^src/vault/protocol', '^src/model/'] }),
    rule('daemon-no-message-keys', 'Nothing that runs in the daemon reaches message keys or content, by any chain of imports.',
      { path: DAEMON }, { path: '^src/(signal/private|wire/content|wire/generated/content|vault/(?!protocol))', reachable: true }),
    rule('link-sdk-no-crypto', 'sdk/link carries opaque bytes: it reaches neither content nor keys.',
      { path: '^src/sdk/link/' }, { path: '^src/(sdk/device/|wire/content|wire/generated/content)', reachable: true }),
    rule('apache-reaches-no-agpl', 'What is Apache-2.0 reaches no AGPL file of ours.',
      { path: APACHE }, { path: '^(src|test|scripts|bench|examples)/', pathNot: [APACHE], reachable: true }),
    rule('apache-no-agpl-package', 'What is Apache-2.0 imports no AGPL package.',
      { path: APACHE }, { path: packagePath('@signalapp/libsignal-client') }),
    rule('src-stands-alone', 'src imports no test, script, measurement or example.',
      { path: '^src/' }, { path: '^(test|scripts|bench|examples|bin)/' }),
    rule('bench-imports-cli', 'bench meets the daemon as its parties and its operator do, attachments by their routes, the store by its port, the vault by its launcher and its calls, and a core by its channel; its baselines stand on nothing of ours.',
      { path: '^bench/' }, { path: '^src/', pathNot: ['^src/(cli|sdk|sandbox|signal|store|vault|agent|model|media|ops)/', '^src/wire/((gateway|content)/index|transcript|uuid)\\.ts$', '^src/config/index\\.ts$', '^src/gateway/vault-launch\\.ts$'] }),
    rule('bench-baseline-alone', 'The baseline is the measure: it must not become faster or slower with us.',
      { path: '^bench/baseline/' }, { path: '^src/' }),
    rule('src-no-dev-package', 'src runs without development packages.',
      { path: '^src/', pathNot: ['^src/store/[^/]+/drizzle\\.config\\.ts$', '^src/wire/generated/'] }, { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] }),
    rule('resolvable', 'Every import resolves.', {}, { couldNotResolve: true }),
    rule('no-cycle', 'No cycles.', { path: '^src/' }, { circular: true }),
    rule('no-orphan', 'Every file is imported or imports.',
      { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '^src/main\\.ts$'] }, {}),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts'],
    },
  },
}
