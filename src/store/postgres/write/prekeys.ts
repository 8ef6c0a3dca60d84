// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId } from '../../../model/ids.ts'
import type { Admitted } from '../../../model/proofs/admitted.ts'
import type { Transactors } from '../../transactors.ts'
import { oneByOne } from '../job.ts'
import type { WriteContext } from '../job.ts'
import { deviceRow } from '../records.ts'
import type { devices } from '../schema/devices.ts'
import { statement } from '../statement.ts'
import type { RecordOf } from '../statement.ts'
import { MOVED } from './refusal.ts'
import type { Add, Refusal } from './refusal.ts'
import { stampsHold } from './versions.ts'

type Taken = Awaited<ReturnType<Transactors['takeBundles']>>
interface Stock { readonly ec: number; readonly kyber: number; readonly highestEcId: number; readonly highestKyberId: number }

const STOCK = statement<Stock>(`
  SELECT (SELECT count(*) FROM "ecPrekeys" k WHERE k."user" = d."user" AND k."deviceId" = d."deviceId") AS "ec",
    (SELECT count(*) FROM "kyberPrekeys" k WHERE k."user" = d."user" AND k."deviceId" = d."deviceId") AS "kyber", d."highestEcId", d."highestKyberId"
  FROM "devices" d WHERE d."user" = $1 AND d."deviceId" = $2`)
const ADD_EC = statement('INSERT INTO "ecPrekeys" ("user", "deviceId", "id", "publicKey") SELECT $1, $2, * FROM unnest($3::int[], $4::bytea[])')
const ADD_KYBER = statement('INSERT INTO "kyberPrekeys" ("user", "deviceId", "id", "publicKey", "signature") SELECT $1, $2, * FROM unnest($3::int[], $4::bytea[], $5::bytea[])')
const REMEMBER = statement('UPDATE "devices" SET "highestEcId" = $3, "highestKyberId" = $4 WHERE "user" = $1 AND "deviceId" = $2')

/** Publishes one-time prekeys of one device. */
export const addPrekeys = async ({ session }: WriteContext, { user, device, ec, kyber, maxEc, maxKyber }: Add<'prekeys'>): Promise<Refusal | undefined> => {
  const stock = await session.one(STOCK, [user, device])
  if (!stock) return MOVED
  if (!areNew(ec, stock.highestEcId) || !areNew(kyber, stock.highestKyberId)) return { refused: 'prekey-id' }
  if (stock.ec + ec.length > maxEc || stock.kyber + kyber.length > maxKyber) return { refused: 'prekey-stock' }
  if (ec.length > 0) await session.run(ADD_EC, [user, device, ec.map(({ id }) => id), ec.map(({ publicKey }) => buffer(publicKey))])
  if (kyber.length > 0) {
    await session.run(ADD_KYBER, [user, device, kyber.map(({ id }) => id), kyber.map(({ publicKey }) => buffer(publicKey)), kyber.map(({ signature }) => buffer(signature))])
  }
  await session.run(REMEMBER, [user, device, highest(ec, stock.highestEcId), highest(kyber, stock.highestKyberId)])
  return undefined
}

const areNew = (keys: readonly { readonly id: number }[], above: number): boolean =>
  new Set(keys.map(({ id }) => id)).size === keys.length && keys.every(({ id }) => id > above)

const highest = (keys: readonly { readonly id: number }[], least: number): number => Math.max(least, ...keys.map(({ id }) => id))

// In an array `pg` writes a plain Uint8Array as a list of numbers.
const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

interface OneTime { readonly ecId: number | null; readonly ecKey: Buffer; readonly kyberId: number | null; readonly kyberKey: Buffer; readonly kyberSignature: Buffer }
type TakenRecord = RecordOf<typeof devices> & OneTime & { readonly ec: number; readonly kyber: number }

/** The lowest one-time key of each device that no other node is just taking. */
const lowest = (table: string): string => `
  SELECT c."deviceId", k."id" FROM chosen c CROSS JOIN LATERAL (
    SELECT "id" FROM "${table}" p WHERE p."user" = $1 AND p."deviceId" = c."deviceId" ORDER BY "id" LIMIT 1 FOR UPDATE SKIP LOCKED) AS k`
// Counts see the keys as they were before; one that another node is just taking may still be among them.
const TAKE = statement<TakenRecord>(`
  WITH chosen AS MATERIALIZED (SELECT * FROM "devices" WHERE "user" = $1 AND (cardinality($2::int[]) = 0 OR "deviceId" = ANY ($2::int[]))),
  lowest_ec AS MATERIALIZED (${lowest('ecPrekeys')}), lowest_kyber AS MATERIALIZED (${lowest('kyberPrekeys')}),
  ec AS (DELETE FROM "ecPrekeys" k USING lowest_ec l WHERE k."user" = $1 AND k."deviceId" = l."deviceId" AND k."id" = l."id" RETURNING k.*),
  kyber AS (DELETE FROM "kyberPrekeys" k USING lowest_kyber l WHERE k."user" = $1 AND k."deviceId" = l."deviceId" AND k."id" = l."id" RETURNING k.*)
  SELECT chosen.*, ec."id" AS "ecId", ec."publicKey" AS "ecKey",
    kyber."id" AS "kyberId", kyber."publicKey" AS "kyberKey", kyber."signature" AS "kyberSignature",
    (SELECT count(*) FROM "ecPrekeys" k WHERE k."user" = $1 AND k."deviceId" = chosen."deviceId") - (ec."id" IS NOT NULL)::int AS "ec",
    (SELECT count(*) FROM "kyberPrekeys" k WHERE k."user" = $1 AND k."deviceId" = chosen."deviceId") - (kyber."id" IS NOT NULL)::int AS "kyber"
  FROM chosen LEFT JOIN ec ON ec."deviceId" = chosen."deviceId" LEFT JOIN kyber ON kyber."deviceId" = chosen."deviceId" ORDER BY chosen."deviceId"`)

/** Hands out bundles: the oldest one-time keys, deleted at once; when there is no Kyber one left, the last resort. */
export const takeBundles = oneByOne<{ readonly proof: Admitted; readonly devices: readonly DeviceId[] }, Taken>(async (context, { proof, devices: wanted }) => {
  if (!await stampsHold(context, proof.versions)) return { moved: true }
  const records = await context.session.all(TAKE, [proof.recipient, wanted])
  context.effects.deleted()
  return { bundles: records.map(bundle), left: records.map(({ deviceId, ec, kyber }) => ({ deviceId, ec, kyber })) }
})

const bundle = (record: TakenRecord) => {
  const { deviceId, signedPrekey, lastResortKyberPrekey } = deviceRow(record)
  const oneTimePrekey = record.ecId === null ? undefined : { id: record.ecId, publicKey: record.ecKey }
  const kyberPrekey = record.kyberId === null ? lastResortKyberPrekey : { id: record.kyberId, publicKey: record.kyberKey, signature: record.kyberSignature }
  return { deviceId, signedPrekey, kyberPrekey, oneTimePrekey }
}
