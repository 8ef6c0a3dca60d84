// SPDX-License-Identifier: AGPL-3.0-only
// The contract as proto/ states it, read by the full protobufjs, in the notation of the pre-scan's tables.
import protobuf from 'protobufjs'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PROTO = fileURLToPath(new URL('../../../proto/', import.meta.url))

/** All of one door's contract. */
export const schemaOf = (door: 'gateway' | 'content'): protobuf.Namespace => {
  const root = new protobuf.Root()
  root.resolvePath = (_origin, target) => (target.startsWith(PROTO) ? target : PROTO + target)
  const folder = `${PROTO}drawbridge/${door}/v1/`
  root.loadSync(readdirSync(folder).filter((name) => name.endsWith('.proto')).map((name) => folder + name))
  root.resolveAll()
  return root.lookup(`drawbridge.${door}.v1`) as protobuf.Namespace
}

/** Its messages by name. */
export const messagesOf = (schema: protobuf.Namespace): protobuf.Type[] => schema.nestedArray.filter((one) => one instanceof protobuf.Type)
/** Its enums by name. */
export const enumsOf = (schema: protobuf.Namespace): protobuf.Enum[] => schema.nestedArray.filter((one) => one instanceof protobuf.Enum)

/** A message in the pre-scan's notation. */
export const notationOf = (message: protobuf.Type): string => message.fieldsArray
  .toSorted((one, other) => one.id - other.id)
  .map((field) => `${field.id}${kindOf(field)}${field.repeated ? '*' : ''}${field.partOf === null ? '' : '?'}`)
  .join(' ')

const KINDS: Readonly<Record<string, string>> = { uint32: 'v', bool: 'v', double: 'd', string: 'b', bytes: 'b' }

const kindOf = (field: protobuf.Field): string => {
  if (field.resolvedType instanceof protobuf.Type) return `:${field.resolvedType.name}`
  if (field.resolvedType instanceof protobuf.Enum) return 'v'
  const kind = KINDS[field.type]
  if (kind === undefined) throw new Error(`${field.fullName}: the notation has no kind for ${field.type}`)
  return kind
}
