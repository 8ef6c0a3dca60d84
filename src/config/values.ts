// SPDX-License-Identifier: AGPL-3.0-only
import type { Config, HostPort } from './config.ts'
import { configKeys } from './keys.ts'

/** What a key holds, as it would be written; undefined where it has no value. Addresses are whole, passwords in them too: nothing to be shown. */
export const configValue = (config: Config, name: string): unknown => {
  const apart = APART[name]
  if (apart !== undefined) return apart(config)
  return name.split('.').reduce<unknown>((section, word) => (isSection(section) ? section[word] : undefined), config)
}

/** The keys that hold something else in `next` than in `now`, in order of declaration. */
export const changedKeys = (now: Config, next: Config): readonly string[] =>
  configKeys.map(({ name }) => name).filter((name) => JSON.stringify(configValue(now, name)) !== JSON.stringify(configValue(next, name)))

const isSection = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** Keys that stand elsewhere in what is loaded than in what is written. */
const APART: Readonly<Record<string, (config: Config) => unknown>> = {
  'links.listen': ({ links }) => hostPort(links.listen),
  'admin.listen': ({ admin }) => admin.tcp && hostPort(admin.tcp.listen),
  'admin.tokensFile': ({ admin }) => admin.tcp?.tokensFile,
  'core.listen': ({ core }) => core.http && hostPort(core.http.listen),
  'core.tls.certFile': ({ core }) => core.http?.tls?.certFile,
  'core.tls.keyFile': ({ core }) => core.http?.tls?.keyFile,
}

const hostPort = ({ host, port }: HostPort): string => (host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`)
