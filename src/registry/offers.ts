// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { encodeHeader } from '../model/compact.ts'
import { GatewayError } from '../model/errors.ts'
import { OFFER_TYPE } from '../model/offer.ts'
import { openOffer } from '../model/open-offer.ts'
import type { Offer, OfferChange, OfferTerms } from '../model/offer.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { PartyRow } from '../store/rows.ts'
import { MOVED, settle } from './optimistic.ts'
import type { RegistryDeps } from './ports.ts'

/** The newest offer; `isNew` where this call made it. */
export interface BuiltOffer { readonly jws: string; readonly number: number; readonly isNew: boolean }

/** The operator's reference offer, in numbered versions. */
export interface Offers {
  /** Signs what holds now as the next version; the one before where nothing has changed. `CONFLICT` without a core. */
  build(because: OperatorsWords): Promise<BuiltOffer>
}

type OfferDeps = Pick<RegistryDeps, 'store' | 'audit' | 'gateway' | 'signAsGateway' | 'now'>

/** Offers, made of what `terms` says for the core as it is. */
export const createOffers = (deps: OfferDeps, terms: (core: PartyRow) => OfferTerms): Offers => {
  const { store, now } = deps
  return {
    build: (because) => settle(async () => {
      const [core, last] = [await store.read.core(), await store.read.lastOffer()]
      if (core === undefined) throw new GatewayError('CONFLICT', 'there is no core yet, so there is nothing to offer; add it first with: drawbridge core add FILE')
      const before = last && openOffer(last.jws)?.offer
      const changes = before === undefined ? [] : changesOf(before.terms, terms(core))
      if (last !== undefined && before !== undefined && changes.length === 0) return { jws: last.jws, number: last.number, isNew: false }
      const offer: Offer = {
        drawbridge: 'offer/1', number: (last?.number ?? 0) + 1, builtAt: new Date(now()).toISOString(),
        previous: last === undefined ? null : { number: last.number, sha256: digestOf(last.jws) }, changes, terms: terms(core),
      }
      const jws = signed(deps, offer)
      const outcome = await store.write.commit({
        expect: [],
        writes: [{ put: 'offer', row: { number: offer.number, jws } }, { add: 'audit', leaf: deps.audit.entry({ act: 'offer.built', ...because, subject: `offer:${String(offer.number)}`, details: { sha256: digestOf(jws) } }) }],
      })
      return 'committed' in outcome ? { jws, number: offer.number, isNew: true } : MOVED
    }),
  }
}

const signed = ({ gateway, signAsGateway }: OfferDeps, offer: Offer): string => {
  const text = `${encodeHeader({ alg: 'EdDSA', kid: gateway.keyId, typ: OFFER_TYPE, jwk: gateway.linkKey })}.${Buffer.from(JSON.stringify(offer)).toString('base64url')}`
  return `${text}.${Buffer.from(signAsGateway(Buffer.from(text))).toString('base64url')}`
}

const digestOf = (jws: string): string => createHash('sha256').update(jws).digest('hex')

/** Every value that is otherwise, by its place, in the order of the places. */
const changesOf = (before: OfferTerms, after: OfferTerms): readonly OfferChange[] => {
  const [old, fresh] = [new Map(valuesOf(before)), new Map(valuesOf(after))]
  return [...new Set([...old.keys(), ...fresh.keys()])].sort()
    .map((what) => ({ what, before: old.get(what) ?? '', after: fresh.get(what) ?? '' }))
    .filter((change) => change.before !== change.after)
}

/** Values as JSON text by their place; a list is one value. */
const valuesOf = (value: unknown, place = ''): readonly (readonly [place: string, text: string])[] => (typeof value !== 'object' || value === null || Array.isArray(value)
  ? [[place, JSON.stringify(value)]]
  : Object.entries(value).flatMap(([name, one]) => valuesOf(one, place === '' ? name : `${place}.${name}`)))
