// SPDX-License-Identifier: AGPL-3.0-only
export type { Config, HostPort } from './config.ts'
export type { Environment } from './environment.ts'
export { loadConfig } from './load.ts'
export type { ConfigSources, LoadedConfig } from './load.ts'
export { ConfigError } from './problem.ts'
export type { ConfigProblem } from './problem.ts'
export { configKeys } from './keys.ts'
export { changedKeys, configValue } from './values.ts'
