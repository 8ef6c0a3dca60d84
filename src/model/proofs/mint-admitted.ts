// SPDX-License-Identifier: Apache-2.0
import type { Admitted } from './admitted.ts'

/** Makes the proof; only `policy` may call this, after its check. */
export const mintAdmitted = (fields: Pick<Admitted, 'action' | 'sender' | 'recipient' | 'versions'>): Admitted =>
  Object.freeze({ ...fields }) as Admitted
