// SPDX-License-Identifier: AGPL-3.0-only
import { BlockList, isIP } from 'node:net'
import { relative, sep } from 'node:path'
import type { Config } from './config.ts'
import type { GivenValue } from './given.ts'
import type { ConfigProblem } from './problem.ts'

// sun_path in Linux holds 108 bytes, the last of them zero.
const MAX_SOCKET_BYTES = 107

/** What is wrong with values that fit their keys but not each other or this machine. */
export const checkTogether = (config: Config, given: ReadonlyMap<string, GivenValue>): ConfigProblem[] => {
  const at = (...names: string[]): string => names.map((name) => given.get(name)?.where).find((where) => where !== undefined) ?? names[0] ?? ''
  const problems: ConfigProblem[] = []
  const refuse = (where: string, message: string) => { problems.push({ where, message }) }

  pairUp(given, refuse, 'links.tls.certFile', 'links.tls.keyFile')
  pairUp(given, refuse, 'core.tls.certFile', 'core.tls.keyFile')
  if (given.has('admin.listen')) pairUp(given, refuse, 'admin.listen', 'admin.tokensFile')
  const { http } = config.core
  if (http === undefined && given.has('core.tls.certFile')) refuse(at('core.tls.certFile'), 'core.tls needs core.listen')
  if (http !== undefined && http.tls === undefined && !isLoopback(http.listen.host)) refuse(at('core.listen'), 'core.listen is not on loopback: set core.tls')
  if (http === undefined && config.core.webhook !== undefined) refuse(at('core.webhook'), 'core.webhook needs core.listen, where the core opts users in and sends')
  if (config.core.webhookProofs && config.core.webhook === undefined) refuse(at('core.webhookProofs'), 'core.webhookProofs needs core.webhook; a core that polls asks for proofs itself, with proofs=1')
  const exposed = !isLoopback(config.links.listen.host)
  if (exposed && config.links.tls === undefined && config.links.proxies.length === 0) {
    refuse(at('links.listen'), 'links.listen is not on loopback: set links.tls, or links.proxies if a proxy ends TLS')
  }
  if (exposed && config.links.publicUrl === undefined) {
    refuse(at('links.listen'), 'links.listen is not on loopback: set links.publicUrl to the address that parties use')
  }
  if (config.links.publicUrl?.startsWith('ws://') === true && !isLoopback(hostOf(config.links.publicUrl))) {
    refuse(at('links.publicUrl'), 'links.publicUrl must be wss:// unless its host is a loopback address')
  }
  if (config.links.publicUrl?.startsWith('wss://') === true && config.links.tls === undefined && config.links.proxies.length === 0) {
    refuse(at('links.publicUrl'), 'links.publicUrl is wss:// and nobody ends TLS: set links.tls, or links.proxies if a proxy does')
  }
  for (const range of config.links.proxies.filter((text) => !isAddressRange(text))) {
    refuse(at('links.proxies'), `links.proxies holds ${range}, which is neither an IP address nor a range`)
  }
  for (const host of config.outgoing.privateHosts.filter((text) => !URL.canParse(`http://${text}/`))) {
    refuse(at('outgoing.privateHosts'), `outgoing.privateHosts holds ${host}, which is no host`)
  }
  if (config.store.passwordFile !== undefined && config.store.url === undefined) refuse(at('store.passwordFile'), 'store.passwordFile needs store.url')
  if (config.store.passwordFile !== undefined && config.store.url !== undefined && !takesPassword(config.store.url)) {
    refuse(at('store.passwordFile'), 'store.url must name a host and hold no password where store.passwordFile is set: take the password out of it, or leave store.passwordFile out')
  }
  if (isWithin(config.data.folder, config.keys.folder)) {
    refuse(at('keys.folder', 'data.folder'), 'keys.folder lies in data.folder: a copy of the data would hold its keys')
  }
  if (isWithin(config.data.folder, config.privacy.erasedList)) {
    refuse(at('privacy.erasedList', 'data.folder'), 'privacy.erasedList lies in data.folder: it would go back with the store that it is to mend')
  }
  const { lastCheckpoint, checkpoints: { file } } = config.audit
  if (isWithin(config.data.folder, lastCheckpoint)) refuse(at('audit.lastCheckpoint', 'data.folder'), 'audit.lastCheckpoint lies in data.folder: it would go back with the log that it is compared with')
  if (file !== undefined && isWithin(config.data.folder, file)) refuse(at('audit.checkpoints.file'), 'audit.checkpoints.file lies in data.folder: whoever changes the log there could change it as well')
  checkS3(config, given, at, refuse)
  checkVault(config, at, refuse)
  if (Buffer.byteLength(config.admin.socket) > MAX_SOCKET_BYTES) {
    refuse(at('admin.socket', 'data.folder'), `set admin.socket to a shorter path: the system takes at most ${MAX_SOCKET_BYTES} bytes`)
  }
  return problems
}

const checkS3 = ({ media: { s3 }, data }: Config, given: ReadonlyMap<string, GivenValue>, at: (...names: string[]) => string, refuse: (where: string, message: string) => void): void => {
  const keys = ['media.s3.endpoint', 'media.s3.bucket', 'media.s3.accessKeyFile']
  const [missing] = keys.filter((key) => !given.has(key))
  if (s3 === undefined && missing !== undefined && keys.some((key) => given.has(key))) refuse(at(...keys), `media.s3 needs ${missing}`)
  if (s3?.endpoint.startsWith('http://') === true && !isLoopback(hostOf(s3.endpoint))) refuse(at('media.s3.endpoint'), 'media.s3.endpoint must be https:// unless its host is a loopback address')
  if (s3 !== undefined && isWithin(data.folder, s3.accessKeyFile)) refuse(at('media.s3.accessKeyFile'), 'media.s3.accessKeyFile lies in data.folder: a copy of the data would hold it')
}

const checkVault = ({ vault, core, data }: Config, at: (...names: string[]) => string, refuse: (where: string, message: string) => void): void => {
  const { shape, secretFile, pipes } = vault
  if (shape === 'none' && !core.e2ee) refuse(at('core.e2ee'), 'core.e2ee false means that a vault holds the users\' keys: set vault.shape')
  if (shape !== 'none' && core.e2ee) {
    refuse(at('vault.shape'), 'core.e2ee is true, so the core\'s users have end-to-end encryption and a vault is refused (Digital Markets Act, Article 7(3)): set core.e2ee to false only if they have none')
  }
  if (shape === 'embedded' && secretFile === undefined) refuse(at('vault.shape'), 'vault.shape embedded needs vault.secretFile')
  if (shape === 'split' && pipes === undefined) refuse(at('vault.shape'), 'vault.shape split needs vault.pipes')
  if (shape !== 'embedded' && secretFile !== undefined) refuse(at('vault.secretFile'), 'vault.secretFile is for vault.shape embedded only: no other gateway may know where it is')
  if (shape !== 'split' && pipes !== undefined) refuse(at('vault.pipes'), 'vault.pipes is for vault.shape split only')
  if (secretFile !== undefined && isWithin(data.folder, secretFile)) refuse(at('vault.secretFile'), 'vault.secretFile lies in data.folder: a copy of the data would hold its keys')
}

/** Whether a host names this machine only. */
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** Brackets of an IPv6 host are taken off. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replaceAll(/[[\]]/g, '') : '')

/** Whether a database's address has a place for a password, and none in it. */
const takesPassword = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { hostname, password, searchParams } = new URL(url)
  return hostname !== '' && password === '' && !searchParams.has('password')
}

const pairUp = (given: ReadonlyMap<string, GivenValue>, refuse: (where: string, message: string) => void, a: string, b: string): void => {
  const [first, second] = [given.get(a), given.get(b)]
  if (first !== undefined && second === undefined) refuse(first.where, `${a} needs ${b}`)
  if (first === undefined && second !== undefined) refuse(second.where, `${b} needs ${a}`)
}

const isWithin = (outer: string, inner: string): boolean => {
  const path = relative(outer, inner)
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`))
}

const isAddressRange = (text: string): boolean => {
  const [address = '', bits] = text.split('/')
  const family = isIP(address)
  if (family === 0) return false
  if (bits === undefined) return true
  try {
    new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
    return true
  } catch {
    return false
  }
}
