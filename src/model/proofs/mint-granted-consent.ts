// SPDX-License-Identifier: Apache-2.0
import type { GrantedConsent } from './granted-consent.ts'

/** Makes the proof; only `policy` may call this, after its check. */
export const mintGrantedConsent = (fields: Pick<GrantedConsent, 'asker' | 'granter' | 'versions'>): GrantedConsent =>
  Object.freeze({ ...fields }) as GrantedConsent
