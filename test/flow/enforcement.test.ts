// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 150
import t from 'tap'
import { randomBytes, randomUUID } from 'node:crypto'
import type { ToldEnforcement } from '../../src/model/answers.ts'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Side } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'

t.setTimeout(140_000)

interface Step { readonly id: string; readonly appeal: string; readonly appealText?: string; readonly ending?: string }

const send = (from: Side, to: Side) => {
  const place = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const
  return from.link.request({ kind: 'submit', submission: {
    submissionId: submissionId(randomUUID()), senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
    envelopes: [{ ...place, bytes: encodeEnvelope({ ...place, ciphertext: randomBytes(100) }) }],
    commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
  } })
}

t.test('a provider hears that its user is suspended, appeals, and is heard; the other side learns nothing; all of it outlives a restart', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const told = { heron: [] as ToldEnforcement[], wren: [] as ToldEnforcement[] }
  const heard = Promise.withResolvers<undefined>()
  const { core, provider } = await createCouple(daemon, (link) => connectLink({ ...link, log: (event) => {
    if (event.event !== 'enforcementChanged') return
    told[link.keys.party === 'heron.example' ? 'heron' : 'wren'].push(event.enforcement)
    heard.resolve(undefined)
  } }))
  t.match(await send(provider, core), { kind: 'accepted' })
  const { id } = await daemon.admin<Step>('POST', '/v1/enforcement', { party: 'heron.example', user: provider.user, step: 'suspend', reason: 'sells watches', hours: 24 })
  await heard.promise
  t.match(told.heron, [{ id, user: provider.user, step: 'suspend', rule: 'operator', reason: 'sells watches', appeal: 'none' }])
  await t.rejects(send(provider, core), { code: 'USER_SUSPENDED' })
  await t.rejects(send(core, provider), { code: 'NOT_PERMITTED' })
  await t.rejects(core.link.request({ kind: 'appeal', enforcementId: id as ToldEnforcement['id'], text: 'not ours' }), { code: 'NOT_FOUND' })

  t.equal(await daemon.stop(), 0)
  await daemon.start()
  await t.rejects(send(provider, core), { code: 'USER_SUSPENDED' })
  t.match(await provider.link.request({ kind: 'listEnforcement' }), { kind: 'enforcementList', steps: [{ id, endedAt: undefined }] })
  t.match(await core.link.request({ kind: 'listEnforcement' }), { steps: [] })
  t.match(await provider.link.request({ kind: 'appeal', enforcementId: id as ToldEnforcement['id'], text: 'The account was stolen.\nIt is back.' }), { kind: 'done' })
  await t.rejects(provider.link.request({ kind: 'appeal', enforcementId: id as ToldEnforcement['id'], text: 'again' }), { code: 'APPEAL_REFUSED' })
  t.match(await daemon.admin('GET', '/v1/enforcement?appeal=open'), { steps: [{ id, appealText: 'The account was stolen.\nIt is back.' }] })
  t.match(await daemon.admin('POST', `/v1/enforcement/${id}/appeal`, { decision: 'granted', reason: 'right' }), { appeal: 'granted', ending: 'lifted', decision: 'right' })
  t.match(await send(provider, core), { kind: 'accepted' })
  t.match(await send(core, provider), { kind: 'accepted' })
  t.same(told.wren, [])
  await Promise.all([core.link.close(), provider.link.close()])
})
