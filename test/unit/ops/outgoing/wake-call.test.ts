// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { importJWK, jwtVerify } from 'jose'
import { partyId } from '../../../../src/model/ids.ts'
import { mintKeyMaterial } from '../../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../../src/ops/keys.ts'
import { createOutgoing } from '../../../../src/ops/outgoing/outgoing.ts'
import { createWakeCall } from '../../../../src/ops/outgoing/wake-call.ts'
import { createDeadlines } from '../../../support/outgoing-world.ts'

const heron = partyId('heron.example')
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const never = new AbortController().signal

interface Received { readonly method: string | undefined; readonly url: string | undefined; readonly headers: IncomingHttpHeaders; readonly body: string }

t.test('a party receives one signed sentence that names no user and no number', async (t) => {
  const received: Received[] = []
  const statuses = [204, 200, 404, 500, 302]
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      received.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() })
      response.writeHead(statuses.shift() ?? 204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const { link } = createServiceKeys(mintKeyMaterial())
  const outgoing = createOutgoing({ privateHosts: [`127.0.0.1:${port}`] }, createDeadlines())
  const call = createWakeCall({ outgoing, key: link, clock: { now: () => NOW }, randomBytes })
  const url = `http://127.0.0.1:${port}/hooks/wake?from=gateway`
  const outcomes = []
  for (let index = 0; index < 5; index += 1) outcomes.push(await call(heron, url, never))
  t.same(outcomes, [undefined, undefined, 'refused', 'refused', 'redirect'])

  t.match(received[0], { method: 'POST', url: '/hooks/wake?from=gateway', headers: { 'content-type': 'application/jwt' } })
  const key = await importJWK({ ...link.jwk }, 'EdDSA')
  const verified = async ({ body }: Received) => jwtVerify(body, key, {
    audience: 'heron.example', issuer: link.keyId, typ: 'drawbridge-wake+jwt', algorithms: ['EdDSA'], currentDate: new Date(NOW), requiredClaims: ['exp', 'jti'],
  })
  const { payload, protectedHeader } = await verified(received[0]!)
  t.same(protectedHeader, { alg: 'EdDSA', typ: 'drawbridge-wake+jwt', kid: link.keyId })
  const second = Math.floor(NOW / 1000)
  t.match(payload, { iss: link.keyId, aud: 'heron.example', iat: second, exp: second + 60, jti: /^[A-Za-z0-9_-]{22}$/ })
  t.same(Object.keys(payload).sort(), ['aud', 'exp', 'iat', 'iss', 'jti'], 'and it says nothing else')
  const ids = await Promise.all(received.map(async (one) => (await verified(one)).payload.jti))
  t.equal(new Set(ids).size, ids.length, 'each has an id of its own')
  const other = createServiceKeys(mintKeyMaterial()).link
  await t.rejects(jwtVerify(received[0]!.body, await importJWK({ ...other.jwk }, 'EdDSA')), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' })
})

t.test('a wake-up goes nowhere that the connector does not go', async (t) => {
  const { link } = createServiceKeys(mintKeyMaterial())
  const call = createWakeCall({ outgoing: createOutgoing({ privateHosts: [] }, createDeadlines()), key: link, clock: { now: () => NOW }, randomBytes })
  for (const [url, reason] of [['https://127.1/', 'address'], ['http://heron.example/', 'scheme'], ['no url', 'malformed']] as const) {
    t.equal(await call(heron, url, never), reason)
  }
  t.equal(await call(heron, 'https://heron.example/', AbortSignal.abort()), 'aborted')
})
