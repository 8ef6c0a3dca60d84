// SPDX-License-Identifier: AGPL-3.0-only
// Promise: vault functions without secrets, for tests of what stands around a vault: `attest` repeats the nonce unsigned.
import type { VaultFunctions } from '../../src/vault/serve.ts'

/** Says for which nonce it was asked, as a statement does. */
export const plainAttest: NonNullable<VaultFunctions['attest']> = async ({ nonce }) =>
  ({ statement: `e30.${Buffer.from(JSON.stringify({ nonce: Buffer.from(nonce).toString('hex') })).toString('base64url')}.` })
