// SPDX-License-Identifier: AGPL-3.0-only
import { configKeys, configValue } from '../../config/index.ts'
import type { Config, LoadedConfig } from '../../config/index.ts'

/** A key without what is the operator's own: numbers and words of the program as they are, of anything else only whether it is set. */
export interface BundledKey {
  readonly origin: 'default' | 'file' | 'variable' | 'option'
  readonly value: number | boolean | string
}

/** Keys whose texts are words of the schema. */
const WORDS: ReadonlySet<string> = new Set(['enforcement.automatic', 'vault.shape', 'log.level', 'log.format'])

/** Each key, by its name. */
export const bundledConfig = ({ config, origins }: LoadedConfig): Readonly<Record<string, BundledKey>> =>
  Object.fromEntries(configKeys.map(({ name }) => [name, { origin: originOf(origins.get(name)), value: sayable(name, configValue(config, name)) }]))

/** Texts of the configuration that may be in other texts, each with what stands for it. */
export const hiddenOf = (config: Config, origins: LoadedConfig['origins'], file: string | undefined): ReadonlyMap<string, string> => {
  const hidden = new Map<string, string>()
  for (const { name } of configKeys) {
    const value = configValue(config, name)
    const texts = typeof value === 'string' && !WORDS.has(name) ? [value] : Array.isArray(value) ? value.map(String) : []
    for (const text of texts.flatMap((one) => [one, ...hostsIn(one)])) hidden.set(text, `<${name}>`)
  }
  for (const where of origins.values()) if (originOf(where) === 'file') hidden.set(where.replace(/:\d+:\d+$/, ''), '<file>')
  if (file !== undefined) hidden.set(file, '<file>')
  return hidden
}

/** A finding may name the host alone of an address. */
const hostsIn = (text: string): readonly string[] => {
  const address = text.includes('://') ? text : `tcp://${text}`
  const { host = '', hostname = '' } = URL.parse(address) ?? {}
  return [host, hostname].filter((one) => one.includes('.') || one.includes(':'))
}

const sayable = (name: string, value: unknown): BundledKey['value'] => {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'string' && WORDS.has(name)) return value
  return Array.isArray(value) ? value.length : value === undefined ? 'not set' : 'set'
}

const originOf = (where: string | undefined): BundledKey['origin'] =>
  where === undefined ? 'default' : where.startsWith('DRAWBRIDGE_') ? 'variable' : where.startsWith('--') ? 'option' : 'file'
