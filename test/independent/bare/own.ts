// SPDX-License-Identifier: AGPL-3.0-only
// What a person is: a user with one device, its keys, and what its home signs for it (docs/protocol.md section 3).
import { createHash, randomUUID } from 'node:crypto'
import { deviceId, userId } from '../../../src/model/ids.ts'
import type { Bytes, LocalEnd, PrekeyRecords, SignalCrypto, SignedPublicPrekey } from '../../../src/model/signal-crypto.ts'
import { utf8 } from '../bytes.ts'
import { userBytes } from '../messages.ts'
import { encodeFields } from '../protobuf.ts'
import type { Field } from '../protobuf.ts'
import type { Admission, Keys } from './link.ts'
import { signJws, transcript } from './signed.ts'

/** Oneself. */
export interface Own {
  /** The 16 bytes of the user id. */
  readonly user: Bytes
  readonly local: LocalEnd
  readonly signedPrekey: SignedPublicPrekey
  readonly kyberPrekey: SignedPublicPrekey
  /** `Enlist`, for this home and gateway: good for five minutes. */
  readonly enlistment: readonly Field[]
  /** `PutPrekeys`. */
  readonly oneTimePrekeys: readonly Field[]
  /** Private halves; a one-time prekey that was used is to be dropped. */
  readonly prekeys: PrekeyRecords & { drop(id: number): void }
}

const [DEVICE, LIST_VERSION] = [deviceId(1), 1]
const [PERSON, CUSTODY_DEVICE] = [1, 1]
/** Of the one signed and the one last-resort prekey, which are all that there are. */
const PREKEY_ID = 1
const ONE_TIME_PREKEYS = 50
const TOKEN_SECONDS = 300

/** Somebody new. */
export const createOwn = (crypto: SignalCrypto, keys: Keys, admission: Admission): Own => {
  const identity = crypto.createIdentity()
  const local: LocalEnd = { address: { user: userId(randomUUID()), device: DEVICE }, identity, registrationId: crypto.createRegistrationId() }
  const [signed, kyber] = [crypto.createSignedPrekey(identity, PREKEY_ID, Date.now()), crypto.createKyberPrekey(identity, PREKEY_ID, Date.now())]
  const oneTime = Array.from({ length: ONE_TIME_PREKEYS }, (_, index) => crypto.createOneTimePrekey(index + 1))
  const records = new Map(oneTime.map(({ published, record }) => [published.id, record]))
  const published = { user: userBytes(local.address.user), local, signedPrekey: signed.published, kyberPrekey: kyber.published }
  return {
    ...published, enlistment: enlistmentOf(crypto, published, keys, admission),
    oneTimePrekeys: [[1, published.user], [2, DEVICE], ...oneTime.map(({ published: { id, publicKey } }): Field => [3, encodeFields([[1, id], [2, publicKey]])])],
    prekeys: {
      signed: (id) => (id === PREKEY_ID ? signed.record : undefined), kyber: (id) => (id === PREKEY_ID ? kyber.record : undefined),
      oneTime: (id) => records.get(id), drop: (id) => { records.delete(id) },
    },
  }
}

type Published = Pick<Own, 'user' | 'local' | 'signedPrekey' | 'kyberPrekey'>

const enlistmentOf = (crypto: SignalCrypto, { user, local, signedPrekey, kyberPrekey }: Published, keys: Keys, admission: Admission): readonly Field[] => {
  const { identity, registrationId } = local
  const address = `responder@${keys.party}`
  const list = encodeFields([[1, user], [2, LIST_VERSION], [3, encodeFields([[1, DEVICE], [2, registrationId]])]])
  const enlistment = encodeFields([
    [1, user], [2, utf8('responder')], [4, utf8(address)], [5, utf8('Responder')], [6, PERSON], [7, CUSTODY_DEVICE], [8, identity.publicKey], [9, utf8(statementOf(local, keys))],
    [10, encodeFields([[1, list], [2, crypto.sign(identity, transcript('drawbridge.v1 devices', list))]])],
    [11, encodeFields([[1, DEVICE], [2, prekeyFields(signedPrekey)], [3, prekeyFields(kyberPrekey)]])], [12, utf8(tokenOf(local, keys, admission, address))],
  ])
  return [[1, enlistment], [2, crypto.sign(identity, transcript('drawbridge.v1 enlistment', enlistment))]]
}

const claimsOf = ({ address: { user } }: LocalEnd, { party }: Keys, iat: number) => ({ iss: party, sub: user, iat, cst: 'DEVICE' })

const statementOf = (local: LocalEnd, keys: Keys): string => signJws(keys.issuerKey, 'drawbridge-identity+jwt', {
  ...claimsOf(local, keys, seconds()), idk: Buffer.from(local.identity.publicKey).toString('base64url'), dlv: LIST_VERSION,
})

const tokenOf = (local: LocalEnd, keys: Keys, { gateway }: Admission, address: string): string => {
  const iat = seconds()
  const idk = createHash('sha256').update(local.identity.publicKey).digest('base64url')
  return signJws(keys.issuerKey, 'drawbridge-enlist+jwt', { ...claimsOf(local, keys, iat), aud: gateway.id, exp: iat + TOKEN_SECONDS, jti: randomUUID(), adr: address, cnf: { idk } })
}

const prekeyFields = ({ id, publicKey, signature }: SignedPublicPrekey): Bytes => encodeFields([[1, id], [2, publicKey], [3, signature]])

const seconds = (): number => Math.floor(Date.now() / 1_000)
