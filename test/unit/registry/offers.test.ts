// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { generateKeyPairSync, hash, sign } from 'node:crypto'
import t from 'tap'
import { openOffer } from '../../../src/model/open-offer.ts'
import { createOffers } from '../../../src/registry/offers.ts'
import { offerTerms } from '../../support/offer-terms.ts'
import { openRegistryWorld, openTestStore } from '../../support/registry-world.ts'

const because = { actor: 'socket', reason: 'OPS-3' }

t.test('an offer gets its next number only where something has changed, and says what', async (t) => {
  const { deps, serviceKeys } = await openRegistryWorld(t)
  const gateway = { ...offerTerms().gateway, id: serviceKeys.link.keyId as string }
  let terms = offerTerms({ gateway })
  const offers = createOffers(deps, () => terms)
  const first = await offers.build(because)
  t.match(openOffer(first.jws), { offer: { number: 1, previous: null, changes: [], terms }, key: { kid: serviceKeys.link.keyId } })
  t.same(await offers.build(because), { ...first, isNew: false })

  terms = offerTerms({ gateway, limits: { queuedPerPair: { value: 500, meaning: 'messages' }, extra: { value: 1, meaning: 'new' } }, policy: [] })
  const second = await offers.build(because)
  t.match(openOffer(second.jws)?.offer, {
    number: 2, previous: { number: 1, sha256: createHash('sha256').update(first.jws).digest('hex') },
    changes: [{ what: 'limits.extra.meaning', before: '', after: '"new"' }, { what: 'limits.extra.value', before: '', after: '1' }, { what: 'limits.queuedPerPair.value', before: '1000', after: '500' }, { what: 'policy', after: '[]' }],
  })
  const both = await Promise.all([1, 2].map(() => createOffers(deps, () => offerTerms({ gateway })).build(because)))
  t.same(both.map(({ number }) => number), [3, 3], 'two at once make one')
})

t.test('without a core there is nothing to offer', async (t) => {
  const { deps } = await openRegistryWorld(t)
  await t.rejects(createOffers({ ...deps, store: await openTestStore(t) }, () => offerTerms()).build(because), { code: 'CONFLICT', detail: /core add/ })
})

t.test('what is no offer of the key that it names does not open', async (t) => {
  const { deps, serviceKeys } = await openRegistryWorld(t)
  const offers = createOffers(deps, () => offerTerms({ gateway: { ...offerTerms().gateway, id: serviceKeys.link.keyId } }))
  const { jws } = await offers.build(because)
  const [head = '', payload = '', signature = ''] = jws.split('.')
  const forged = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('1000', '9000')).toString('base64url')
  for (const bad of [`${head}.${forged}.${signature}`, `${head}.${payload}`, jws.slice(0, -4), '', `${jws}.x`]) t.equal(openOffer(bad), undefined)
  t.equal(openOffer((await createOffers({ ...deps, store: await filled(deps.store) }, () => offerTerms()).build(because)).jws), undefined, 'nor one that says it is another gateway\'s')
})

t.test('whoever signs with a key of its own what is made otherwise, or would be read as something else, has made no offer', async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { kty, crv, x } = publicKey.export({ format: 'jwk' })
  const kid = hash('sha256', JSON.stringify({ crv, kty, x }), 'base64url')
  const encoded = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const signed = (payload: unknown): string => {
    const text = `${encoded({ alg: 'EdDSA', typ: 'drawbridge-offer+jws', kid, jwk: { kty, crv, x, kid } })}.${encoded(payload)}`
    return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
  }
  const terms = offerTerms({ gateway: { ...offerTerms().gateway, id: kid } })
  const good = { drawbridge: 'offer/1', number: 1, builtAt: '2026-11-28T00:00:00.000Z', previous: null, changes: [], terms }
  t.match(openOffer(signed(good)), { offer: { number: 1 } })
  const bad = [
    '', '{', 'null', '[]', {}, { ...good, terms: {} }, { ...good, number: '1' }, { ...good, changes: [{}] }, { ...good, previous: {} }, { ...good, drawbridge: 'offer/2' },
    { ...good, builtAt: '\u001b[2J' }, { ...good, terms: { ...terms, sizes: [] } }, { ...good, terms: { ...terms, limits: { '\u202e': { value: 1, meaning: '' } } } },
    { ...good, terms: { ...terms, operator: { ...terms.operator, contactUrl: 7 } } },
  ]
  for (const payload of bad) t.equal(openOffer(signed(payload)), undefined, JSON.stringify(payload).slice(0, 60))
})

/** The same store as one that has no offer yet. */
const filled = async (store: Parameters<typeof createOffers>[0]['store']) => ({ ...store, read: { ...store.read, lastOffer: async () => ({ number: 7, jws: 'x' }) } })
