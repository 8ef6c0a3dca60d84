// SPDX-License-Identifier: Apache-2.0
import { isSafeDisplayText } from './display-text.ts'
import type { Offer } from './offer.ts'

/** Longer than any sentence of an offer. */
const MAX_TEXT_CHARACTERS = 4_096

const AMOUNT = { value: 0, meaning: '' }
const PREVIOUS = { number: 0, sha256: '' }
/** An example of each member; of a list, of its items. What may be null, and what has names of its own, is below. */
const EXAMPLE = {
  drawbridge: '', number: 0, builtAt: '', changes: [{ what: '', before: '', after: '' }],
  terms: {
    operator: { party: '', displayName: '', issuerKeyIds: [''] }, gateway: { id: '', url: '', frankKeyId: '', bindingMode: '', software: '', source: '' },
    protocol: { versions: [''], capabilities: [''] }, protocolLimits: [''], requires: { report: false, rotation: false, reportDays: 0 }, policy: [''], timeline: { months: 0, counting: '' },
  },
}

/** Whether something is made as an offer is, and each text in it can be shown beside the gateway's own words. */
export const isOffer = (value: unknown): value is Offer => {
  if (!isLike(EXAMPLE, value)) return false
  const { drawbridge, previous, terms: { operator: { contactUrl }, sizes, limits } } = value as Omit<Offer, 'drawbridge'> & { readonly drawbridge: string }
  return drawbridge === 'offer/1' && (previous === null || isLike(PREVIOUS, previous)) && (contactUrl === null || isLike('', contactUrl))
    && [sizes, limits].every((amounts: unknown) => isRecord(amounts) && Object.keys(amounts).every((name) => isLike('', name)) && isLike([AMOUNT], Object.values(amounts)))
}

const isLike = (example: unknown, value: unknown): boolean => {
  if (Array.isArray(example)) return Array.isArray(value) && value.every((item) => isLike(example[0], item))
  if (isRecord(example)) return isRecord(value) && Object.entries(example).every(([name, member]) => isLike(member, value[name]))
  return typeof value === typeof example && (typeof value !== 'string' || isSafeDisplayText(value, MAX_TEXT_CHARACTERS))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
