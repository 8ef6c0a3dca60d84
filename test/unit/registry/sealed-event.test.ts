// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { EventBody } from '../../../src/model/answers.ts'
import { deviceId, requestId, submissionId } from '../../../src/model/ids.ts'
import { mintKeyMaterial } from '../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../src/ops/keys.ts'
import { eventWrite, openEvent } from '../../../src/registry/sealed-event.ts'
import { plain } from '../../support/plain.ts'
import { CORE_USER, HERON, HERON_USER } from '../../support/standings.ts'

const { sealer } = createServiceKeys(mintKeyMaterial())
const REQUEST = requestId('33333333-3333-4333-8333-333333333333')
const SUBMISSION = submissionId('44444444-4444-4444-8444-444444444444')
const lost = { user: HERON_USER, senderDevice: deviceId(1), submissionId: SUBMISSION, deviceIds: [deviceId(1), deviceId(127)] }

const bodies: readonly EventBody[] = [
  {
    kind: 'contactRequested', requestId: REQUEST, user: HERON_USER, fromParty: HERON, fromDisplayName: '{"$bytes":"no"}', fromAddress: '', purposes: ['chat', 'marketing'],
    inbox: 'combined', inboxLabel: 'ü',
  },
  {
    kind: 'contactGranted', user: HERON_USER, peerUser: CORE_USER, consentToken: Uint8Array.from({ length: 32 }, (_, index) => 255 - index), peerParty: HERON, peerDisplayName: 'Ada',
    peerAddress: 'ada@heron.example', purposes: ['service'], requestId: REQUEST,
  },
  {
    kind: 'identityChanged', user: HERON_USER, peerUser: CORE_USER, newIdentityKey: Buffer.alloc(33, 5), endorsement: new Uint8Array(0), custody: 'DEVICE',
  },
  { kind: 'messageExpired', ...lost },
  { kind: 'messageFailed', ...lost },
  { kind: 'prekeysLow', user: HERON_USER, deviceId: deviceId(3), oneTimePrekeys: 19, oneTimeKyberPrekeys: 0 },
]

for (const body of bodies) {
  t.test(`${body.kind} comes out of the store as it went in, sealed meanwhile`, (t) => {
    const write = eventWrite(sealer, HERON, HERON_USER, 5, body)
    t.match(write, { add: 'event', party: HERON, user: HERON_USER, timeMs: 5 })
    t.equal(Buffer.from(write.bodySealed).indexOf(body.kind), -1)
    const opened = openEvent(sealer, { id: 1, party: HERON, user: HERON_USER, timeMs: 5, bodySealed: write.bodySealed })
    t.strictSame(plain(opened), plain(body))
    for (const value of Object.values(opened)) t.notOk(Buffer.isBuffer(value), 'bytes are what the model says they are')
    t.end()
  })
}

t.test('what was written for one user does not open as another’s', (t) => {
  const { bodySealed } = eventWrite(sealer, HERON, HERON_USER, 5, bodies[0]!)
  t.throws(() => openEvent(sealer, { id: 1, party: HERON, user: CORE_USER, timeMs: 5, bodySealed }))
  t.end()
})
