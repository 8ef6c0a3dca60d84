// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { TSchema } from 'typebox'
import { notesOf } from './kinds.ts'
import type { KeyNotes } from './kinds.ts'
import { configSchema } from './schema.ts'

/** One key: where it stands, what it may hold, what it says of itself. */
export interface ConfigKey {
  readonly path: readonly string[]
  /** Dotted path. */
  readonly name: string
  /** The environment variable that overrides it. */
  readonly variable: string
  readonly schema: TSchema
  readonly notes: KeyNotes
  /** undefined where the key may be missing. */
  readonly fallback: unknown
}

/** A section: sentence and place. */
export interface ConfigSection { readonly path: readonly string[]; readonly description: string }

const VARIABLE_PREFIX = 'DRAWBRIDGE_'

/** Sections and keys in order of declaration, each section before what is in it. */
export const configOutline: readonly (ConfigKey | ConfigSection)[] = walk(configSchema, [])

/** All keys in order of declaration. */
export const configKeys: readonly ConfigKey[] = configOutline.filter((item) => 'notes' in item)

/** The members of a section; none for a key. */
export function propertiesOf(schema: TSchema): Readonly<Record<string, TSchema>> {
  return Type.IsObject(schema) ? schema.properties : {}
}

function walk(schema: TSchema, at: readonly string[]): (ConfigKey | ConfigSection)[] {
  return Object.entries(propertiesOf(schema)).flatMap(([word, child]) => {
    const path = [...at, word]
    const notes = notesOf(child)
    return notes === undefined ? [{ path, description: descriptionOf(child) }, ...walk(child, path)] : [toKey(path, child, notes)]
  })
}

function toKey(path: readonly string[], schema: TSchema, notes: KeyNotes): ConfigKey {
  return { path, schema, notes, name: path.join('.'), variable: variableOf(path), fallback: 'default' in schema ? schema.default : undefined }
}

function variableOf(path: readonly string[]): string {
  return VARIABLE_PREFIX + path.map((word) => word.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join('_')
}

function descriptionOf(schema: TSchema): string {
  return 'description' in schema && typeof schema.description === 'string' ? schema.description : ''
}
