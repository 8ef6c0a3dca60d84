// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a vault and a core that pin each other, with keys of their own, and something to say between them.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { createVaultChannel } from '../../src/agent/channel/index.ts'
import type { CoreChannelKeys } from '../../src/agent/channel/index.ts'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import { partyId, submissionId, userId } from '../../src/model/ids.ts'
import { keyThumbprint } from '../../src/model/jwk.ts'
import { agreementThumbprint } from '../../src/model/agreement-key.ts'
import { parseCoreSecretFile } from '../../src/model/vault-files.ts'
import type { AgreementJwk, Private } from '../../src/model/credentials.ts'
import type { PublicJwk } from '../../src/model/credentials.ts'
import { createCoreChannel } from '../../src/vault/channel/index.ts'
import type { ChannelKeys } from '../../src/vault/channel/index.ts'

/** One end's two keys. */
export interface EndKeys {
  readonly signing: { readonly key: KeyObject; readonly jwk: Private<PublicJwk> }
  readonly agreement: { readonly key: KeyObject; readonly jwk: Private<AgreementJwk> }
}

/** Fresh keys of one end. */
export const createEndKeys = (): EndKeys => {
  const [signing, agreement] = [generateKeyPairSync('ed25519').privateKey, generateKeyPairSync('x25519').privateKey]
  const [{ x = '', d = '' }, { x: agreementX = '', d: agreementD = '' }] = [signing.export({ format: 'jwk' }), agreement.export({ format: 'jwk' })]
  const [ed, x25519] = [{ kty: 'OKP', crv: 'Ed25519', x } as const, { kty: 'OKP', crv: 'X25519', x: agreementX } as const]
  return {
    signing: { key: signing, jwk: { ...ed, kid: keyThumbprint(ed), d } },
    agreement: { key: agreement, jwk: { ...x25519, kid: agreementThumbprint(x25519), d: agreementD } },
  }
}

/** Without its private part. */
const publicOf = <Jwk extends object>({ d: _private, ...jwk }: Private<Jwk>): Omit<Private<Jwk>, 'd'> => jwk

/** What a vault with keys `own` needs to know, where the core's are `core`. */
export const vaultKeys = (own: EndKeys, core: EndKeys): ChannelKeys => ({
  signing: { kid: own.signing.jwk.kid, key: own.signing.key }, agreement: { kid: own.agreement.jwk.kid, key: own.agreement.key },
  core: { signingKey: publicOf(core.signing.jwk), agreementKey: publicOf(core.agreement.jwk) },
})

/** What a core with keys `own` needs to know, where the vault's are `vault`. */
export const coreKeys = (own: EndKeys, vault: EndKeys): CoreChannelKeys => ({
  own: parseCoreSecretFile({ drawbridge: 'core-secret/1', party: 'core.example', signingKey: own.signing.jwk, agreementKey: own.agreement.jwk }),
  vault: { signingKey: publicOf(vault.signing.jwk), agreementKey: publicOf(vault.agreement.jwk) },
})

/** Both ends. */
export const createEnds = () => {
  const [vault, core] = [createEndKeys(), createEndKeys()]
  const { own, vault: pinned } = coreKeys(core, vault)
  return {
    vault: { keys: vault, channel: createCoreChannel(vaultKeys(vault, core)), file: { drawbridge: 'vault-keys/1', ...pinned, statementKey: pinned.signingKey } },
    core: { keys: core, channel: createVaultChannel({ own, vault: pinned }), secret: own },
  }
}

/** Facts of one message. */
export const someFacts = (): CoreFacts => ({
  messageId: randomUUID(), submissionId: submissionId(randomUUID()), from: userId(randomUUID()), to: userId(randomUUID()), provider: partyId('heron.example'),
  custody: 'VAULT', number: 1,
})
