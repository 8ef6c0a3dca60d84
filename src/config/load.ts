// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from './config.ts'
import { FILE_VARIABLE, readEnvironment, readOptions } from './environment.ts'
import type { Environment } from './environment.ts'
import { readFileText } from './file.ts'
import type { GivenValue, GivenValues } from './given.ts'
import { ConfigError } from './problem.ts'
import { resolveConfig } from './resolve.ts'

/** Where a configuration comes from. */
export interface ConfigSources {
  /** The file that an option names. */
  readonly file?: string | undefined
  readonly environment: Environment
  /** Dotted key to the option that sets it and its text. */
  readonly options?: ReadonlyMap<string, { readonly option: string; readonly text: string }>
  readonly workingFolder: string
}

/** A configuration, and where each key that is not at its default was set. */
export interface LoadedConfig {
  readonly config: Config
  /** Absolute path; undefined when there is no file. */
  readonly file: string | undefined
  readonly origins: ReadonlyMap<string, string>
}

// No sensible configuration is larger; a wrong path to a large file should fail fast.
const MAX_FILE_BYTES = 1_048_576

/**
 * Options over environment over file over defaults. Throws `ConfigError` with every problem at once. Without a file the
 * defaults make a gateway on loopback.
 */
export const loadConfig = (sources: ConfigSources): LoadedConfig => {
  const named = sources.file ?? sources.environment[FILE_VARIABLE]
  const file = named === undefined ? undefined : resolve(sources.workingFolder, named)
  const written = file === undefined ? nothing : readFileText(named ?? file, readText(named ?? file, file))
  const given = [written, readEnvironment(sources.environment), readOptions(sources.options ?? new Map())]
  const problems = given.flatMap((source) => source.problems)
  if (problems.length > 0) throw new ConfigError(problems)
  const values = new Map<string, GivenValue>(given.flatMap((source) => [...source.values]))
  const config = resolveConfig(values, {
    environment: sources.environment,
    fileFolder: file === undefined ? sources.workingFolder : dirname(file),
    workingFolder: sources.workingFolder,
    inFile: (where) => [...written.values.values()].some((value) => value.where === where),
  })
  return { config, file, origins: new Map([...values].map(([name, { where }]) => [name, where])) }
}

const nothing: GivenValues = { values: new Map(), problems: [] }

const readText = (name: string, path: string): string => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new ConfigError([{ where: name, message: 'there is no such file' }])
  if (!stats.isFile() || stats.size > MAX_FILE_BYTES) throw new ConfigError([{ where: name, message: 'is not a configuration file' }])
  return readFileSync(path, 'utf8')
}
