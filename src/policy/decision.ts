// SPDX-License-Identifier: AGPL-3.0-only
import type { ErrorCode } from '../model/errors.ts'

/** Why not. `NOT_PERMITTED` is the one answer for everything that would tell about somebody else. */
export interface Denial { readonly denied: Extract<ErrorCode, 'NOT_PERMITTED' | 'NOT_YOURS' | 'SUSPENDED' | 'USER_SUSPENDED' | 'CUSTODY_REFUSED'> }

/** A proof, or the reason why there is none. */
export type Decision<Proof> = { readonly granted: Proof } | Denial
