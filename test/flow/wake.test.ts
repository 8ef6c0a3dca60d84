// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { EventEmitter, on, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { importJWK, jwtVerify } from 'jose'
import t from 'tap'
import type { Test } from 'tap'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Couple } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'

/** What a provider runs to be woken: hands out the body of each call. */
const createReceiver = async (t: Test) => {
  const bodies = new EventEmitter()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      response.writeHead(204).end()
      bodies.emit('body', Buffer.concat(parts).toString())
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  let calls = 0
  bodies.on('body', () => { calls += 1 })
  const all = on(bodies, 'body')
  return {
    place: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    calls: () => calls,
    next: async () => ((await all.next()).value as string[])[0] ?? '',
  }
}

const device = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const

const messageOf = ({ core, provider }: Couple, text: string, urgent: boolean): Submission => ({
  submissionId: submissionId(randomUUID()), senderUser: core.user, senderDevice: deviceId(1), recipientUser: provider.user, consentToken: core.token,
  envelopes: [{ ...device, bytes: encodeEnvelope({ ...device, ciphertext: Buffer.from(text) }) }],
  commitment: randomBytes(32), messageClass: 'normal', urgent, ttlSeconds: 0, partial: false, attachments: [],
})

t.test('a provider that closed its link is woken by what is urgent, connects, and gets everything', async (t) => {
  const receiver = await createReceiver(t)
  const daemon = await createDaemon(t, { DRAWBRIDGE_OUTGOING_PRIVATE_HOSTS: receiver.place })
  await daemon.start()
  const couple = await createCouple(daemon, connectLink, `http://${receiver.place}/wake`)
  const { core, provider } = couple
  await provider.link.close()
  const submit = async (text: string, urgent: boolean) => { t.match(await core.link.request({ kind: 'submit', submission: messageOf(couple, text, urgent) }), { kind: 'accepted' }) }
  await submit('no hurry', false)
  await submit('hurry', true)
  await submit('hurry more', true)

  const { id, linkKey } = provider.admission.gateway
  const { payload } = await jwtVerify(await receiver.next(), await importJWK({ ...linkKey }, 'EdDSA'), {
    typ: 'drawbridge-wake+jwt', issuer: id, audience: 'heron.example', maxTokenAge: 60, requiredClaims: ['exp', 'jti'],
  })
  t.same(Object.keys(payload).sort(), ['aud', 'exp', 'iat', 'iss', 'jti'])

  const again = connectLink({ admission: provider.admission, keys: provider.keys, instance: 'one' })
  const texts: string[] = []
  const got = Promise.withResolvers<undefined>()
  again.transport().subscribe(provider.user, async (push) => {
    if (push.kind === 'deliver') texts.push(Buffer.from(decodeEnvelope(push.envelope).ciphertext).toString())
    if (texts.length === 3) got.resolve(undefined)
  })
  await got.promise
  t.same(texts, ['no hurry', 'hurry', 'hurry more'])
  await Promise.all([core.link.close(), again.close()])
  t.equal(receiver.calls(), 1, 'one call for both')
  t.equal(await daemon.stop(), 0)
})
