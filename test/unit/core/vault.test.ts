// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { openCoreWorld } from '../../support/core-world.ts'

const NONCE = 'ab'.repeat(32)
const said = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
const CLAIMS = {
  nonce: NONCE, shape: 'split', cst: 'VAULT', versions: { drawbridge: '0.1.0', libsignal: '0.103.0', node: '26.10.0' }, cfg: 'hash', wraps: [1],
  keys: { signing: 's', agreement: 'a', statement: 't' }, core: null, delegated: true, refused: [],
}

t.test('a core is shown what each vault says of itself, with the statement to check; one that is away, or answered something else, is not ready', async (t) => {
  const statements = [said(CLAIMS), undefined, said({ ...CLAIMS, nonce: 'cd'.repeat(32) }), 'noise']
  const asked: string[] = []
  const world = await openCoreWorld(t, {
    attest: async (nonce) => {
      asked.push(Buffer.from(nonce).toString('hex'))
      return statements
    },
  })
  const { status, body } = await world.call('GET', `/vault?nonce=${NONCE}`)
  t.equal(status, 200)
  t.same(body, {
    vaults: [
      {
        place: 0, ready: true, shape: 'split', custody: 'VAULT', versions: CLAIMS.versions, keys: { signing: 's', agreement: 'a', statement: 't' }, delegated: true,
        statement: statements[0],
      },
      { place: 1, ready: false }, { place: 2, ready: false }, { place: 3, ready: false },
    ],
  })
  t.same(asked, [NONCE])
})

t.test('the nonce must be there and have 32 bytes, and a gateway without a vault says so', async (t) => {
  const world = await openCoreWorld(t, { attest: async () => { throw new GatewayError('NOT_FOUND', 'this gateway has no vault') } })
  for (const query of ['', '?nonce=ab', `?nonce=${NONCE}&more=1`]) t.match(await world.call('GET', `/vault${query}`), { status: 400, body: { code: 'MALFORMED' } }, query)
  t.match(await world.call('GET', `/vault?nonce=${NONCE}`), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await world.call('GET', `/vault?nonce=${NONCE}`, { token: null }), { status: 401 })
})
