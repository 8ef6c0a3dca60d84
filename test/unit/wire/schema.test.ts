// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what src/wire states by hand about the contract is what proto/ says.
import t from 'tap'
import protobuf from 'protobufjs'
import { errorCatalogue } from '../../../src/model/errors.ts'
import { EnvelopeType } from '../../../src/model/signal-crypto.ts'
import * as contentEnums from '../../../src/wire/content/enums.ts'
import { contentNotation } from '../../../src/wire/content/shapes.ts'
import * as enums from '../../../src/wire/gateway/enums.ts'
import { gatewayKinds } from '../../../src/wire/gateway/gateway-frame.ts'
import { partyKinds, partyRequestKinds } from '../../../src/wire/gateway/party-frame.ts'
import { gatewayNotation } from '../../../src/wire/gateway/shapes.ts'
import { eventBodies } from './gateway-bodies.ts'
import { enumsOf, messagesOf, notationOf, schemaOf } from './schema.ts'

const gateway = schemaOf('gateway')
const content = schemaOf('content')
const words = (notation: string): string[] => notation.split(' ').filter((word) => word !== '')
const screaming = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])|-/g, '_').toUpperCase()
const sorted = (values: readonly string[]): string[] => values.toSorted()

for (const [door, schema, notation] of [['gateway', gateway, gatewayNotation], ['content', content, contentNotation]] as const) {
  t.test(`the pre-scan's table of ${door} holds every message of the schema with all its fields`, async (t) => {
    const stated = Object.fromEntries(Object.entries<string>(notation).map(([name, one]) => [name, words(one)]))
    t.same(stated, Object.fromEntries(messagesOf(schema).map((message) => [message.name, words(notationOf(message))])))
  })

  t.test(`no message of ${door} contains itself, so nesting is bounded by the schema`, async (t) => {
    const depth = (message: protobuf.Type, above: readonly protobuf.Type[]): number => {
      t.notOk(above.includes(message), message.name)
      const inner = message.fieldsArray.map(({ resolvedType }) => resolvedType).filter((one) => one instanceof protobuf.Type)
      return 1 + Math.max(0, ...inner.map((one) => depth(one, [...above, message])))
    }
    for (const message of messagesOf(schema)) t.ok(depth(message, []) <= 4, message.name)
  })

  t.test(`no message of ${door} has two oneofs, which the table could not tell apart`, async (t) => {
    for (const message of messagesOf(schema)) t.ok(message.oneofsArray.length <= 1, message.name)
  })
}

t.test('every frame body of the schema is decoded on the side that receives it', async (t) => {
  const bodies = gateway.lookupType('Frame').oneofs['body']?.oneof ?? []
  t.same(sorted([...new Set([...partyKinds, ...gatewayKinds])]), sorted(bodies))
  t.same(partyKinds.filter((kind) => gatewayKinds.some((other) => other === kind)), ['hello', 'auth'], 'only these go both ways')
})

t.test('the table of request kinds holds what a party sends, without what opens a link and what needs no answer', async (t) => {
  t.same(sorted([...partyRequestKinds, 'hello', 'auth', 'resume', 'ack', 'nack']), sorted(partyKinds))
})

t.test('every event of the schema is a kind of event', async (t) => {
  t.same(sorted(gateway.lookupType('Event').oneofs['body']?.oneof ?? []), sorted(Object.keys(eventBodies)))
})

t.test('every value of an enum has its number of the schema, and the schema has no other', async (t) => {
  const stated: Record<string, Readonly<Record<string, number>>> = {
    Custody: enums.custodyEnum.numberOf, Actor: enums.actorEnum.numberOf, Purpose: enums.purposeEnum.numberOf, Inbox: enums.inboxEnum.numberOf,
    Decision: enums.decisionEnum.numberOf, BindingMode: enums.bindingModeEnum.numberOf, MessageClass: enums.messageClassEnum.numberOf,
    ThrottleScope: enums.throttleScopeEnum.numberOf, TraceStage: enums.traceStageEnum.numberOf, GoAwayReason: enums.goAwayReasonEnum.numberOf,
    AttachmentDirection: enums.attachmentDirectionEnum.numberOf, AttachmentState: enums.attachmentStateEnum.numberOf, ErrorCode: enums.errorCodeEnum.numberOf,
    EnvelopeType, ReceiptKind: contentEnums.receiptKindEnum.numberOf, IdentityChangeReason: contentEnums.reasonEnum.numberOf,
    EnforcementStep: enums.enforcementStepEnum.numberOf, AppealState: enums.appealStateEnum.numberOf,
    AttachmentKind: contentEnums.attachmentKindEnum.numberOf,
  }
  const inSchema = [...enumsOf(gateway), ...enumsOf(content)]
  t.same(sorted(Object.keys(stated)), sorted(inSchema.map(({ name }) => name)))
  for (const { name, values } of inSchema) {
    const ours = Object.entries(stated[name] ?? {}).map(([value, number]) => [`${screaming(name)}_${screaming(value)}`, number])
    t.same(Object.fromEntries(ours), Object.fromEntries(Object.entries(values).filter(([, number]) => number !== 0)), name)
  }
  t.equal(enums.errorCodeEnum.find(errorCatalogue.INTERNAL.number), 'INTERNAL')
})
