// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceBundle } from '../../../model/answers.ts'
import type { DeviceId, UserId } from '../../../model/ids.ts'
import type { Admitted } from '../../../model/proofs/admitted.ts'
import type { EcPrekeyRow, SignedPrekeyRow } from '../../rows.ts'
import type { Transactors } from '../../transactors.ts'
import type { Verdict } from '../../committer.ts'
import { deviceRow, insertSql } from '../records.ts'
import type { RecordOf } from '../records.ts'
import { ecPrekeys, kyberPrekeys } from '../schema/devices.ts'
import type { devices as table } from '../schema/devices.ts'
import { MOVED } from './context.ts'
import type { Add, Refusal, WriteContext } from './context.ts'

type Taken = Awaited<ReturnType<Transactors['takeBundles']>>
interface Stock { readonly ec: number; readonly kyber: number; readonly highestEcId: number; readonly highestKyberId: number }

const STOCK = `
  SELECT (SELECT count(*) FROM ecPrekeys k WHERE k.user = d.user AND k.deviceId = d.deviceId) AS ec,
    (SELECT count(*) FROM kyberPrekeys k WHERE k.user = d.user AND k.deviceId = d.deviceId) AS kyber, d.highestEcId, d.highestKyberId
  FROM devices d WHERE d.user = ? AND d.deviceId = ?`

/** Publishes one-time prekeys of one device. */
export const createAddPrekeys = ({ db }: WriteContext) => {
  const stockOf = db.prepare<[UserId, DeviceId], Stock>(STOCK)
  const [addEc, addKyber] = [db.prepare(insertSql(ecPrekeys)), db.prepare(insertSql(kyberPrekeys))]
  const remember = db.prepare<[number, number, UserId, DeviceId]>('UPDATE devices SET highestEcId = ?, highestKyberId = ? WHERE user = ? AND deviceId = ?')

  return ({ user, device, ec, kyber, maxEc, maxKyber }: Add<'prekeys'>): Refusal | undefined => {
    const stock = stockOf.get(user, device)
    if (!stock) return MOVED
    if (!areNew(ec, stock.highestEcId) || !areNew(kyber, stock.highestKyberId)) return { refused: 'prekey-id' }
    if (stock.ec + ec.length > maxEc || stock.kyber + kyber.length > maxKyber) return { refused: 'prekey-stock' }
    for (const key of ec) addEc.run({ ...key, user, deviceId: device })
    for (const key of kyber) addKyber.run({ ...key, user, deviceId: device })
    remember.run(highest(ec, stock.highestEcId), highest(kyber, stock.highestKyberId), user, device)
    return undefined
  }
}

const areNew = (keys: readonly { readonly id: number }[], above: number): boolean =>
  new Set(keys.map(({ id }) => id)).size === keys.length && keys.every(({ id }) => id > above)

const highest = (keys: readonly { readonly id: number }[], least: number): number => Math.max(least, ...keys.map(({ id }) => id))

/** Hands out bundles: the oldest one-time keys, deleted at once; when there is no Kyber one left, the last resort. */
export const createTakeBundles = ({ db, versions, effects }: WriteContext) => {
  const devicesOf = db.prepare<[UserId], RecordOf<typeof table>>('SELECT * FROM devices WHERE user = ? ORDER BY deviceId')
  const stockOf = db.prepare<[UserId, DeviceId], Stock>(STOCK)
  const oneEc = createTakeOne<EcPrekeyRow>(db, 'ecPrekeys', 'id, publicKey')
  const oneKyber = createTakeOne<SignedPrekeyRow>(db, 'kyberPrekeys', 'id, publicKey, signature')

  const bundle = (user: UserId, record: RecordOf<typeof table>): DeviceBundle => {
    const { deviceId, signedPrekey, lastResortKyberPrekey } = deviceRow(record)
    const kyberPrekey = oneKyber(user, deviceId) ?? lastResortKyberPrekey
    return { deviceId, signedPrekey, kyberPrekey, oneTimePrekey: oneEc(user, deviceId) }
  }

  const left = (user: UserId, deviceId: DeviceId) => {
    const stock = stockOf.get(user, deviceId)
    return { deviceId, ec: stock?.ec ?? 0, kyber: stock?.kyber ?? 0 }
  }

  return ({ recipient, versions: stamps }: Admitted, wanted: readonly DeviceId[]): Verdict<Taken> => {
    if (!versions.hold(stamps)) return { value: { moved: true } }
    const chosen = devicesOf.all(recipient).filter(({ deviceId }) => wanted.length === 0 || wanted.includes(deviceId))
    const bundles = chosen.map((record) => bundle(recipient, record))
    effects.deleted()
    return { value: { bundles, left: chosen.map(({ deviceId }) => left(recipient, deviceId)) } }
  }
}

const createTakeOne = <Key extends { readonly id: number }>(db: WriteContext['db'], from: string, columns: string) => {
  const lowest = db.prepare<[UserId, DeviceId], Key>(`SELECT ${columns} FROM ${from} WHERE user = ? AND deviceId = ? ORDER BY id LIMIT 1`)
  const remove = db.prepare<[UserId, DeviceId, number]>(`DELETE FROM ${from} WHERE user = ? AND deviceId = ? AND id = ?`)
  return (user: UserId, device: DeviceId): Key | undefined => {
    const key = lowest.get(user, device)
    if (key) remove.run(user, device, key.id)
    return key
  }
}
