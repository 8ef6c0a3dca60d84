// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an issuer list has room for hundreds of providers, and no more than that.
import t from 'tap'
import { decodeGatewayFrame, decodePartyFrame, encodePartyFrame } from '../../../src/wire/gateway/index.ts'
import { v1 } from '../../../src/wire/gateway/v1.ts'
import { refusal } from './support.ts'

const LONGEST = 131_072

t.test('an issuer list of 131,072 characters reaches the gateway, and one more character does not', async (t) => {
  const put = (length: number) => encodePartyFrame(1, { kind: 'putIssuerList', list: 'x'.repeat(length) })
  const { body } = decodePartyFrame(put(LONGEST))
  t.equal(body.kind === 'putIssuerList' && body.list.length, LONGEST)
  t.same(refusal(() => decodePartyFrame(put(LONGEST + 1))), { code: 'MALFORMED', detail: 'PutIssuerList.list' })
})

t.test('a party takes no longer and no empty issuer list from the gateway', async (t) => {
  const answer = (length: number) => v1.Frame.encode({ id: 1, issuerList: { list: 'x'.repeat(length) } }).finish()
  const { body } = decodeGatewayFrame(answer(LONGEST))
  t.equal(body.kind === 'issuerList' && body.list.length, LONGEST)
  for (const length of [0, LONGEST + 1]) {
    t.same(refusal(() => decodeGatewayFrame(answer(length))), { code: 'MALFORMED', detail: 'IssuerList.list' })
  }
})
