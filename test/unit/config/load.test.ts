// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { join } from 'node:path'
import { loadConfig } from '../../../src/config/index.ts'
import type { ConfigSources } from '../../../src/config/index.ts'

const HOME = { HOME: '/home/op' }

const load = (sources: Partial<ConfigSources> = {}) => loadConfig({ environment: HOME, workingFolder: '/srv', ...sources })
const refusal = (sources: Partial<ConfigSources>): string => {
  try {
    load(sources)
    return ''
  } catch (error) {
    return error instanceof Error && 'detail' in error ? String(error.detail) : String(error)
  }
}
const options = (given: Record<string, string>) => new Map(Object.entries(given).map(([name, text]) => [name, { option: `--${name}`, text }]))

const S3 = { 'media.s3.endpoint': 'https://s3.example', 'media.s3.bucket': 'attachments', 'media.s3.accessKeyFile': '/etc/key' }

t.test('without file, variables and options it is a gateway on loopback with its own folders', async (t) => {
  const { config, file, origins } = load()
  t.same(config, {
    links: { listen: { host: '127.0.0.1', port: 7443 }, publicUrl: undefined, tls: undefined, proxies: [], sourceUrl: undefined },
    data: { folder: '/home/op/.local/state/drawbridge' },
    keys: { folder: '/home/op/.config/drawbridge/keys' },
    admin: { socket: '/home/op/.local/state/drawbridge/admin.sock', tcp: undefined },
    store: { lingerMs: 1 },
    backup: { recipientFile: undefined },
    privacy: { erasedList: '/home/op/.config/drawbridge/keys/erased.list', deadLetterDays: 30 },
    enforcement: { automatic: 'off' },
    agreements: { requireReport: false, requireRotation: false, reportDays: 90, contactUrl: undefined },
    outgoing: { privateHosts: [] },
    core: { e2ee: true, webhookProofs: false },
    vault: { shape: 'none', secretFile: undefined, pipes: undefined, count: 1 },
    media: { folder: '/home/op/.local/state/drawbridge/attachments', s3: undefined },
    audit: { reasons: 'words', lastCheckpoint: '/home/op/.config/drawbridge/keys/audit-checkpoint.txt', checkpoints: { file: undefined, url: undefined } },
    log: { level: 'info', format: 'json' },
  })
  t.equal(file, undefined)
  t.equal(origins.size, 0)
})

t.test('the base folders of the desktop specification are honoured when they are absolute', async (t) => {
  const { config } = load({ environment: { ...HOME, XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: 'relative' } })
  t.equal(config.data.folder, '/s/drawbridge')
  t.equal(config.keys.folder, '/home/op/.config/drawbridge/keys')
  t.match(refusal({ environment: {} }), /^data\.folder: set it, since there is neither XDG_STATE_HOME nor HOME$/)
})

t.test('an option goes over a variable, a variable over the file, the file over the default', async (t) => {
  const folder = t.testdir({ 'c.yaml': 'log: {level: warn, format: text}\nstore: {lingerMs: 7}\ndata: {folder: state}\n' })
  const { config, origins } = load({
    file: join(folder, 'c.yaml'),
    environment: { ...HOME, DRAWBRIDGE_LOG_LEVEL: 'debug', DRAWBRIDGE_STORE_LINGER_MS: '9', DRAWBRIDGE_KEYS_FOLDER: 'k' },
    options: options({ 'store.lingerMs': '11', 'admin.socket': '/run/s' }),
  })
  t.same([config.log.format, config.log.level, config.store.lingerMs], ['text', 'debug', 11])
  t.equal(config.data.folder, join(folder, 'state'), 'paths of the file count from its folder')
  t.equal(config.keys.folder, '/srv/k', 'other paths from the working folder')
  t.same(Object.fromEntries(origins), {
    'log.level': 'DRAWBRIDGE_LOG_LEVEL', 'log.format': `${folder}/c.yaml:1:28`, 'store.lingerMs': '--store.lingerMs',
    'data.folder': `${folder}/c.yaml:3:16`, 'keys.folder': 'DRAWBRIDGE_KEYS_FOLDER',
    'admin.socket': '--admin.socket',
  })
})

t.test('the variable DRAWBRIDGE_CONFIG names the file where no option does', async (t) => {
  const folder = t.testdir({ 'c.yaml': 'log: {level: warn}\n' })
  t.equal(load({ environment: { ...HOME, DRAWBRIDGE_CONFIG: join(folder, 'c.yaml') } }).config.log.level, 'warn')
  t.equal(refusal({ file: '/nowhere.yaml' }), '/nowhere.yaml: there is no such file')
  t.match(refusal({ file: folder }), /is not a configuration file$/)
})

t.test('values of variables are read by the kind of their key', async (t) => {
  const { config } = load({ environment: { ...HOME, DRAWBRIDGE_CORE_E2EE: 'true', DRAWBRIDGE_LINKS_PROXIES: '10.0.0.1, ::1', DRAWBRIDGE_STORE_LINGER_MS: '0' } })
  t.equal(config.core.e2ee, true)
  t.same(config.links.proxies, ['10.0.0.1', '::1'])
  t.equal(config.store.lingerMs, 0)
  const hosts = ['core.internal', '127.0.0.1:8080', '[::1]:8080']
  t.same(load({ environment: { ...HOME, DRAWBRIDGE_OUTGOING_PRIVATE_HOSTS: hosts.join() } }).config.outgoing.privateHosts, hosts)
})

t.test('an unknown or unfit variable stops the start, those of a container platform do not', async (t) => {
  const refused = (name: string, value: string): string => refusal({ environment: { ...HOME, [name]: value } })
  t.equal(refused('DRAWBRIDGE_LOG_LEVL', 'info'), 'DRAWBRIDGE_LOG_LEVL: there is no such variable; did you mean DRAWBRIDGE_LOG_LEVEL?')
  t.equal(refused('DRAWBRIDGE_STORE_LINGER_MS', '2ms'), 'DRAWBRIDGE_STORE_LINGER_MS: store.lingerMs must be a whole number of ms from 0 to 50')
  t.equal(refused('DRAWBRIDGE_CORE_E2EE', '1'), 'DRAWBRIDGE_CORE_E2EE: core.e2ee must be true or false')
  t.equal(refused('DRAWBRIDGE_PORT_7443_TCP_ADDR', '10.0.0.1'), '')
})

t.test('values that do not fit each other are refused where they stand', async (t) => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ 'links.listen': '0.0.0.0:7443' }, /^--links\.listen: links\.listen is not on loopback: set links\.tls, or links\.proxies.*\n--links\.listen: .*set links\.publicUrl/],
    [{ 'links.tls.certFile': 'a.pem' }, /^--links\.tls\.certFile: links\.tls\.certFile needs links\.tls\.keyFile$/],
    [{ 'links.tls.keyFile': 'a.pem' }, /^--links\.tls\.keyFile: links\.tls\.keyFile needs links\.tls\.certFile$/],
    [{ 'admin.listen': '127.0.0.1:7444' }, /^--admin\.listen: admin\.listen needs admin\.tokensFile$/],
    [{ 'links.publicUrl': 'ws://gateway.example/v1/link' }, /^--links\.publicUrl: .* must be wss:\/\//],
    [{ 'links.publicUrl': 'wss://gateway.example/v1/link' }, /^--links\.publicUrl: .* nobody ends TLS/],
    [{ 'links.proxies': '10.0.0.0/33' }, /^--links\.proxies: .*10\.0\.0\.0\/33/],
    [{ 'links.proxies': '10.0.0.300' }, /^--links\.proxies: /],
    [{ 'outgoing.privateHosts': 'core.internal,256.0.0.1' }, /^--outgoing\.privateHosts: outgoing\.privateHosts holds 256\.0\.0\.1, which is no host$/],
    [{ 'outgoing.privateHosts': '127.0.0.1:70000' }, /holds 127\.0\.0\.1:70000, which is no host$/],
    [{ 'outgoing.privateHosts': 'http://core.internal/' }, /^--outgoing\.privateHosts: outgoing\.privateHosts must be a list of hosts/],
    [{ 'data.folder': '/d', 'audit.checkpoints.file': '/d/checkpoints' }, /^--audit\.checkpoints\.file: audit\.checkpoints\.file lies in data\.folder/],
    [{ 'data.folder': '/d', 'keys.folder': '/d/keys' }, /^--keys\.folder: keys\.folder lies in data\.folder/],
    [{ 'data.folder': '/d', 'privacy.erasedList': '/d/erased.list' }, /privacy\.erasedList lies in data\.folder/],
    [{ 'store.passwordFile': '/p' }, /^--store\.passwordFile: store\.passwordFile needs store\.url$/],
    ...['postgres://gate:s3cret@db.example/gate', 'postgres://gate@db.example/gate?password=s3cret', 'postgres:///gate'].map((url): [Record<string, string>, RegExp] =>
      [{ 'store.url': url, 'store.passwordFile': '/p' }, /^--store\.passwordFile: store\.url must name a host and hold no password where store\.passwordFile is set: [^3]*$/]),
    [{ 'core.e2ee': 'false' }, /^--core\.e2ee: core\.e2ee false means that a vault holds the users' keys: set vault\.shape/],
    [{ 'vault.shape': 'embedded', 'vault.secretFile': '/etc/v' }, /^--vault\.shape: core\.e2ee is true.*a vault is refused \(Digital Markets Act, Article 7\(3\)\)/],
    [{ 'vault.shape': 'split', 'vault.pipes': '/run/v' }, /a vault is refused/],
    [{ 'core.e2ee': 'false', 'vault.shape': 'embedded' }, /vault\.shape embedded needs vault\.secretFile/],
    [{ 'core.e2ee': 'false', 'vault.shape': 'split' }, /vault\.shape split needs vault\.pipes/],
    [{ 'core.e2ee': 'false', 'vault.shape': 'split', 'vault.pipes': '/run/v', 'vault.secretFile': '/etc/v' }, /no other gateway may know where it is/],
    [{ 'core.webhook': 'https://core.example/hook' }, /^--core\.webhook: core\.webhook needs core\.listen/],
    [{ 'core.webhookProofs': 'true', 'core.listen': '127.0.0.1:0' }, /^--core\.webhookProofs: core\.webhookProofs needs core\.webhook/],
    ...['ftp://core.example/', 'https://user@core.example/', 'https://core.example/#a', 'https:core.example'].map((url): [Record<string, string>, RegExp] =>
      [{ 'core.webhook': url, 'core.listen': '127.0.0.1:0' }, /^--core\.webhook: core\.webhook must be an https:\/\/ URL/]),
    [{ 'vault.pipes': '/run/v' }, /vault\.pipes is for vault\.shape split only/],
    [{ 'core.e2ee': 'false', 'vault.shape': 'embedded', 'data.folder': '/d', 'vault.secretFile': '/d/v' }, /a copy of the data would hold its keys/],
    [{ 'media.s3.endpoint': 'https://s3.example' }, /^--media\.s3\.endpoint: media\.s3 needs media\.s3\.bucket$/],
    [{ ...S3, 'media.s3.endpoint': 'http://s3.example' }, /^--media\.s3\.endpoint: .* must be https:\/\//],
    [{ ...S3, 'media.s3.endpoint': 'https://s3.example/path' }, /^--media\.s3\.endpoint: .* without user, path/],
    [{ ...S3, 'media.s3.bucket': 'a/b' }, /^--media\.s3\.bucket: media\.s3\.bucket must be a name/],
    [{ ...S3, 'data.folder': '/d', 'media.s3.accessKeyFile': '/d/key' }, /a copy of the data would hold it$/],
    [{ 'vault.count': '17' }, /vault\.count must be a whole number from 1 to 16/],
    [{ 'keys.folder': '/d', 'data.folder': '/d' }, /lies in data\.folder/],
    [{ 'data.folder': `/${'d'.repeat(100)}` }, /^--data\.folder: set admin\.socket to a shorter path/],
  ]
  for (const [given, message] of cases) t.match(refusal({ options: options(given) }), message, JSON.stringify(given))
  t.equal(refusal({ options: options({ 'links.listen': '0.0.0.0:1', 'links.proxies': '10.0.0.0/8', 'links.publicUrl': 'wss://a.example/v1/link' }) }), '')
  t.equal(refusal({ options: options({ 'data.folder': '/d', 'keys.folder': '/d..keys' }) }), '')
  t.same(load({ options: options(S3) }).config.media.s3, { endpoint: 'https://s3.example', bucket: 'attachments', region: 'us-east-1', accessKeyFile: '/etc/key' })
  t.equal(refusal({ options: options({ 'store.url': 'postgres://gate@db.example/gate', 'store.passwordFile': '/p' }) }), '')
})

t.test('a configuration cannot be changed after it was made', async (t) => {
  const { config } = load()
  t.throws(() => { Object.assign(config.links.listen, { port: 1 }) }, TypeError)
  t.throws(() => { Object.assign(config, { log: undefined }) }, TypeError)
})
