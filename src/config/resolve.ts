// SPDX-License-Identifier: AGPL-3.0-only
import { isAbsolute, join, resolve } from 'node:path'
import { Assert } from 'typebox/value'
import { checkTogether } from './cross-checks.ts'
import type { Config, HostPort } from './config.ts'
import type { Environment } from './environment.ts'
import type { GivenValue } from './given.ts'
import { ConfigError } from './problem.ts'
import { configKeys } from './keys.ts'
import { configSchema } from './schema.ts'
import type { WrittenConfig } from './schema.ts'

/** What values count from. */
export interface Surroundings {
  readonly environment: Environment
  /** Folder that relative paths of the file count from. */
  readonly fileFolder: string
  /** Folder that relative paths of variables and options count from. */
  readonly workingFolder: string
  /** Whether a place is in the file. */
  readonly inFile: (where: string) => boolean
}

/** The complete configuration from the values given; throws `ConfigError` where they do not fit each other. */
export const resolveConfig = (given: ReadonlyMap<string, GivenValue>, around: Surroundings): Config => {
  const written = nest(given)
  const paths = resolvePaths(given, around)
  const tls = (section: 'links' | 'core') => both(paths(`${section}.tls.certFile`), paths(`${section}.tls.keyFile`), (certFile, keyFile) => ({ certFile, keyFile }))
  const config: Config = {
    links: {
      listen: hostPort(written.links.listen),
      publicUrl: written.links.publicUrl,
      tls: tls('links'),
      proxies: written.links.proxies,
      sourceUrl: written.links.sourceUrl,
    },
    data: { folder: paths('data.folder') ?? defaultFolder(around.environment, 'XDG_STATE_HOME', '.local/state', 'data.folder') },
    keys: { folder: paths('keys.folder') ?? join(defaultFolder(around.environment, 'XDG_CONFIG_HOME', '.config', 'keys.folder'), 'keys') },
    admin: { socket: '', tcp: both(written.admin.listen, paths('admin.tokensFile'), (listen, tokensFile) => ({ listen: hostPort(listen), tokensFile })) },
    store: { url: written.store.url, passwordFile: paths('store.passwordFile'), lingerMs: written.store.lingerMs },
    privacy: { ...written.privacy, erasedList: '' },
    backup: { recipientFile: paths('backup.recipientFile') },
    enforcement: written.enforcement,
    agreements: { ...written.agreements, contactUrl: written.agreements.contactUrl },
    outgoing: written.outgoing,
    core: { e2ee: written.core.e2ee, webhook: written.core.webhook, webhookProofs: written.core.webhookProofs, http: written.core.listen === undefined ? undefined : { listen: hostPort(written.core.listen), tls: tls('core') } },
    vault: { ...written.vault, secretFile: paths('vault.secretFile'), pipes: paths('vault.pipes') },
    media: { folder: paths('media.folder') ?? '', s3: s3Of(written.media.s3, paths('media.s3.accessKeyFile')) },
    audit: { reasons: written.audit.reasons, lastCheckpoint: '', checkpoints: { file: paths('audit.checkpoints.file'), url: written.audit.checkpoints.url } },
    log: written.log,
  }
  const complete = {
    ...config,
    admin: { ...config.admin, socket: paths('admin.socket') ?? join(config.data.folder, 'admin.sock') },
    privacy: { ...config.privacy, erasedList: paths('privacy.erasedList') ?? join(config.keys.folder, 'erased.list') },
    audit: { ...config.audit, lastCheckpoint: paths('audit.lastCheckpoint') ?? join(config.keys.folder, 'audit-checkpoint.txt') },
    media: { ...config.media, folder: paths('media.folder') ?? join(config.data.folder, 'attachments') },
  }
  const problems = checkTogether(complete, given)
  if (problems.length > 0) throw new ConfigError(problems)
  return freeze(complete)
}

const nest = (given: ReadonlyMap<string, GivenValue>): WrittenConfig => {
  const root: Record<string, unknown> = {}
  for (const { name, path, fallback } of configKeys) {
    let section = root
    for (const word of path.slice(0, -1)) section = childSection(section, word)
    const value = given.has(name) ? given.get(name)?.value : fallback
    if (value !== undefined) section[path.at(-1) ?? ''] = value
  }
  Assert(configSchema, root)
  return root
}

const childSection = (section: Record<string, unknown>, word: string): Record<string, unknown> => {
  const child: Record<string, unknown> = { ...(section[word] ?? {}) }
  section[word] = child
  return child
}

const resolvePaths = (given: ReadonlyMap<string, GivenValue>, around: Surroundings) => (name: string): string | undefined => {
  const found = given.get(name)
  if (found === undefined) return undefined
  return resolve(around.inFile(found.where) ? around.fileFolder : around.workingFolder, String(found.value))
}

/** XDG base folders: a relative value counts as unset (basedir specification). */
const defaultFolder = (environment: Environment, variable: string, below: string, key: string): string => {
  const named = environment[variable]
  if (named !== undefined && isAbsolute(named)) return join(named, 'drawbridge')
  const home = environment['HOME']
  if (home !== undefined && isAbsolute(home)) return join(home, below, 'drawbridge')
  throw new ConfigError([{ where: key, message: `set it, since there is neither ${variable} nor HOME` }])
}

const hostPort = (text: string): HostPort => {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon).replaceAll(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) }
}

/** Whether all of it is there is checked together with the rest. */
const s3Of = ({ endpoint, bucket, region }: WrittenConfig['media']['s3'], accessKeyFile: string | undefined): Config['media']['s3'] =>
  endpoint === undefined || bucket === undefined || accessKeyFile === undefined ? undefined : { endpoint, bucket, region, accessKeyFile }

const both = <A, B, C>(a: A | undefined, b: B | undefined, join_: (a: A, b: B) => C): C | undefined =>
  a === undefined || b === undefined ? undefined : join_(a, b)

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) freeze(member)
    Object.freeze(value)
  }
  return value
}
