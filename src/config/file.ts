// SPDX-License-Identifier: AGPL-3.0-only
import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, Node, Pair } from 'yaml'
import { Check } from 'typebox/value'
import type { TSchema } from 'typebox'
import { didYouMean } from './did-you-mean.ts'
import { notesOf } from './kinds.ts'
import type { GivenValue, GivenValues } from './given.ts'
import type { ConfigProblem } from './problem.ts'
import { configKeys, propertiesOf } from './keys.ts'
import { configSchema } from './schema.ts'

/** The values in a YAML text; everything that is not a known key with a fitting value is a problem with its line and column. */
export const readFileText = (name: string, text: string): GivenValues => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, stringKeys: true })
  const where = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  const syntax = [
    ...[...document.errors, ...document.warnings].map(({ pos, message }) => ({ where: where(pos[0]), message: firstSentence(message) })),
    ...aliasesIn(document).map((offset) => ({ where: where(offset), message: 'aliases are not taken here; write the value out' })),
  ]
  if (syntax.length > 0) return { values: new Map(), problems: syntax }
  const walk: Walk = { document, where, values: new Map(), problems: [] }
  if (document.contents !== null) readSection(walk, configSchema, [], document.contents)
  return { values: walk.values, problems: walk.problems }
}

interface Walk {
  readonly document: Document.Parsed
  readonly where: (offset: number) => string
  readonly values: Map<string, GivenValue>
  readonly problems: ConfigProblem[]
}

const readSection = (walk: Walk, schema: TSchema, path: readonly string[], node: Node): void => {
  if (isMap<unknown, Node | null>(node)) for (const pair of node.items) readMember(walk, schema, path, pair)
  else if (!isEmpty(node)) walk.problems.push({ where: walk.where(start(node)), message: `${path.join('.') || 'the file'} must hold keys` })
}

const readMember = (walk: Walk, schema: TSchema, path: readonly string[], pair: Pair<unknown, Node | null>): void => {
  const key = isScalar(pair.key) ? pair.key : undefined
  const word = String(key?.value)
  const name = [...path, word].join('.')
  const child = Object.hasOwn(propertiesOf(schema), word) ? propertiesOf(schema)[word] : undefined
  const at = key === undefined ? 0 : start(key)
  if (child === undefined) walk.problems.push({ where: walk.where(at), message: `there is no key ${name}`, ...suggest(path, word, schema) })
  else if (pair.value === null || isEmpty(pair.value)) return
  else if (notesOf(child) === undefined) readSection(walk, child, [...path, word], pair.value)
  else readValue(walk, child, name, pair.value)
}

const readValue = (walk: Walk, schema: TSchema, name: string, node: Node): void => {
  const where = walk.where(start(node))
  const value: unknown = node.toJS(walk.document)
  if (Check(schema, value)) walk.values.set(name, { value, where })
  else walk.problems.push({ where, message: `${name} must be ${notesOf(schema)?.expects ?? ''}`, ...suggestChoice(schema, value) })
}

/** A neighbour with a similar name, or the key of that name in another section. */
const suggest = (path: readonly string[], word: string, schema: TSchema): { readonly suggestion?: string } => {
  const neighbour = didYouMean(word, Object.keys(propertiesOf(schema)))
  const elsewhere = configKeys.find((key) => key.path.at(-1) === word)?.name
  const found = neighbour === undefined ? elsewhere : [...path, neighbour].join('.')
  return found === undefined ? {} : { suggestion: found }
}

const suggestChoice = (schema: TSchema, value: unknown): { readonly suggestion?: string } => {
  if (!('enum' in schema) || !Array.isArray(schema.enum) || typeof value !== 'string') return {}
  const found = didYouMean(value, schema.enum.map(String))
  return found === undefined ? {} : { suggestion: found }
}

const aliasesIn = (document: Document.Parsed): number[] => {
  const found: number[] = []
  visit(document, { Alias: (_, node) => { found.push(start(node)) } })
  return found
}

const isEmpty = (node: Node): boolean => isScalar(node) && node.value === null

const start = (node: Node): number => node.range?.[0] ?? 0

const firstSentence = (text: string): string => text.split('\n', 1)[0] ?? text
