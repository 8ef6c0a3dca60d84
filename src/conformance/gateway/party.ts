// SPDX-License-Identifier: AGPL-3.0-only
import { createHome } from '../../sdk/link/index.ts'
import type { AdmissionFile, Home, PartyKeys, TlsOptions } from '../../sdk/link/index.ts'

/** A party that the kit plays. */
export interface Party {
  readonly keys: PartyKeys
  readonly admission: AdmissionFile
  readonly home: Home
  /** Where the gateway under test takes links. */
  readonly url: string
  readonly tls: TlsOptions | undefined
}

/** A party from its two files; `url` takes the place of the one in the admission file. */
export const playParty = (keys: PartyKeys, admission: AdmissionFile, url: string = admission.gateway.url, tls?: TlsOptions): Party =>
  ({ keys, admission, home: createHome({ keys, gatewayId: admission.gateway.id }), url, tls })
