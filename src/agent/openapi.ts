// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { TObject, TSchema } from 'typebox'
import { files, own, passedOn } from './contract.ts'
import { OwnEvent, OWN_EVENT_TYPES } from './schemas.ts'

interface Described {
  readonly parameters: readonly { readonly in: string }[]
  readonly responses: Readonly<Record<string, unknown>>
}

interface EventsSchema {
  readonly properties: { readonly events: { readonly items: { readonly properties: Readonly<Record<string, object>> & { readonly type: { readonly enum: readonly string[] } } } } }
}

/** What the agent's document takes from the one of `/core/v1`. */
export interface GatewayDocument {
  readonly openapi: string
  readonly info: object
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

interface OwnOperation { readonly method: string; readonly path: string; readonly summary: string; readonly query?: TObject; readonly body?: TSchema }

/** The OpenAPI 3.1 document of the agent: what it passes on is described as at the gateway, the rest by the schemas that its routes check by. Throws for an operation that the gateway has not. */
export const describeAgent = (gateway: GatewayDocument) => {
  const paths: Record<string, Record<string, object>> = {}
  const put = (path: string, method: string, operation: object): void => { paths[path] = { ...paths[path], [method.toLowerCase()]: operation } }
  for (const [method, path] of passedOn) put(path, method, atGateway(gateway, path, method))
  for (const one of Object.values<OwnOperation>(own)) put(one.path, one.method, describe(one, atGateway(gateway, one.path, one.method)))
  const { default: problem } = atGateway(gateway, '/attachments', 'POST').responses
  for (const one of Object.values<FileOperation>(files)) put(one.path, one.method, describeFile(one, problem))
  put(own.events.path, own.events.method, withContent(paths[own.events.path]?.[own.events.method.toLowerCase()] as Described))
  return {
    openapi: gateway.openapi,
    info: { ...gateway.info, title: 'Drawbridge: the core-agent' },
    servers: [{ url: 'http://127.0.0.1:7446' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'In the file "token" of the agent\'s folder.' } },
      schemas: gateway.components.schemas,
    },
  }
}

const atGateway = ({ paths }: GatewayDocument, path: string, method: string): Described => {
  const found = paths[path]?.[method.toLowerCase()]
  if (found === undefined) throw new Error(`/core/v1 has no ${method} ${path}`)
  return found
}

const describe = ({ summary, query, body }: OwnOperation, gateway: Described): Described => ({
  ...gateway, summary,
  ...(query === undefined ? {} : { parameters: [...gateway.parameters.filter((one) => one.in !== 'query'), ...parametersOf(query)] }),
  ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
} as Described)

interface FileOperation {
  readonly method: string; readonly path: string; readonly summary: string; readonly query: TObject | undefined
  readonly body: { readonly type: string; readonly schema: TSchema | undefined }; readonly answer: { readonly status: number; readonly type: string; readonly schema: TSchema | undefined }
}

/** Bytes have no schema in OpenAPI 3.1. */
const contentOf = ({ type, schema }: FileOperation['body']) => ({ [type]: schema === undefined ? {} : { schema } })

const describeFile = ({ summary, query, body, answer }: FileOperation, problem: unknown): object => ({
  summary, parameters: query === undefined ? [] : parametersOf(query), requestBody: { required: true, content: contentOf(body) },
  responses: { [answer.status]: { description: 'Done.', content: contentOf(answer) }, default: problem },
})

const parametersOf = ({ properties }: TObject) => Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: !Type.IsOptional(schema), schema }))

/** Events as the agent tells them: the gateway's without what was sealed, and its own. */
const withContent = (operation: Described): Described => {
  const answer = operation.responses['200'] as { readonly content: { readonly 'application/json': { readonly schema: EventsSchema } } }
  const { schema } = answer.content['application/json']
  const { events } = schema.properties
  const { content: _content, epochKey: _epochKey, proof: _proof, type, ...labels } = events.items.properties
  const properties = { ...labels, type: { ...type, enum: [...type.enum, ...OWN_EVENT_TYPES] }, ...OwnEvent.properties }
  const told = { ...schema, properties: { ...schema.properties, events: { ...events, items: { ...events.items, properties } } } }
  return { ...operation, responses: { ...operation.responses, 200: { ...answer, content: { 'application/json': { schema: told } } } } }
}
