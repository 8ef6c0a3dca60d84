// SPDX-License-Identifier: AGPL-3.0-only
import { Check } from 'typebox/value'
import { didYouMean } from './did-you-mean.ts'
import type { GivenValue, GivenValues } from './given.ts'
import type { ConfigProblem } from './problem.ts'
import { configKeys } from './keys.ts'
import type { ConfigKey } from './keys.ts'

/** Environment variables as the operating system gives them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The variable that names the configuration file when no option does. */
export const FILE_VARIABLE = 'DRAWBRIDGE_CONFIG'

const PREFIX = /^DRAWBRIDGE_/
// Kubernetes sets these in every pod beside a service that is called drawbridge.
const FOREIGN = /^DRAWBRIDGE_(?:SERVICE_HOST|SERVICE_PORT(?:_.*)?|PORT(?:_.*)?)$/

/** The values that DRAWBRIDGE_… variables give; an unknown one is a problem, so that a typing error does not pass in silence. */
export const readEnvironment = (environment: Environment): GivenValues => {
  const values = new Map<string, GivenValue>()
  const problems: ConfigProblem[] = []
  for (const [variable, text] of Object.entries(environment)) {
    if (!PREFIX.test(variable) || FOREIGN.test(variable) || variable === FILE_VARIABLE || text === undefined) continue
    const key = configKeys.find((candidate) => candidate.variable === variable)
    if (key === undefined) problems.push(unknownVariable(variable))
    else readText(key, variable, text, values, problems)
  }
  return { values, problems }
}

/** The values that command line options give: `options` is dotted key to text. */
export const readOptions = (options: ReadonlyMap<string, { readonly option: string; readonly text: string }>): GivenValues => {
  const values = new Map<string, GivenValue>()
  const problems: ConfigProblem[] = []
  for (const [name, { option, text }] of options) {
    const key = configKeys.find((candidate) => candidate.name === name)
    if (key !== undefined) readText(key, option, text, values, problems)
  }
  return { values, problems }
}

const readText = (key: ConfigKey, where: string, text: string, values: Map<string, GivenValue>, problems: ConfigProblem[]): void => {
  const value = fromText(key, text)
  if (Check(key.schema, value)) values.set(key.name, { value, where })
  else problems.push({ where, message: `${key.name} must be ${key.notes.expects}` })
}

const fromText = (key: ConfigKey, text: string): unknown => {
  switch (key.notes.kind) {
    case 'number': return /^-?[0-9]+$/.test(text) ? Number(text) : text
    case 'flag': return text === 'true' ? true : text === 'false' ? false : text
    case 'list': return text === '' ? [] : text.split(',').map((item) => item.trim())
    default: return text
  }
}

const unknownVariable = (variable: string): ConfigProblem => {
  const suggestion = didYouMean(variable, [FILE_VARIABLE, ...configKeys.map((key) => key.variable)])
  return { where: variable, message: 'there is no such variable', ...(suggestion === undefined ? {} : { suggestion }) }
}
