// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What rests in the gateway's database, measured there and not told by anybody. */
export interface GatewayView {
  /** Agreements and the public keys in them. */
  parties(): { readonly count: number; readonly publicKeys: number }
  /** Enlisted users and their devices' public keys. */
  users(): { readonly count: number; readonly publicKeys: number }
  /** Core users who took part once, and bytes of the keyed hashes and sealed fields that stand for who they are. */
  people(): { readonly count: number; readonly optedIn: number; readonly hashBytes: number; readonly sealedBytes: number }
  /** Requests for contact and, of the newest, the bytes of the address's keyed hash and sealed text. */
  requests(): { readonly count: number; readonly hashBytes: number; readonly sealedBytes: number }
  /** Stances of one user to another that are in force, and the hashed tokens among them. */
  consents(): { readonly granted: number; readonly blocked: number; readonly tokenHashes: number }
  /** Messages that were ever accepted. */
  accepted(): number
  /** What a vault keeps here: bytes that it sealed, and one-time keys among them. */
  vault(): { readonly sealedBytes: number; readonly oneTimeKeys: number }
  /** Bytes of sealed files that came, whether or not they are still here, and devices that wait for one. */
  attachments(): { readonly bytes: number; readonly awaited: number }
  /** Envelopes that wait to be fetched, and bytes of ciphertext in them. */
  waiting(): { readonly count: number; readonly bytes: number }
}

/** Waiting for a writer to let go for a moment. */
const BUSY_MS = 2_000

/** Looks into the database of a running gateway, the way somebody would who got hold of its disk: read only, no keys. */
export const createGatewayView = (dataFolder: string): GatewayView => {
  const row = (sql: string): Readonly<Record<string, number>> => {
    const database = new DatabaseSync(join(dataFolder, 'drawbridge.db'), { readOnly: true, timeout: BUSY_MS })
    try {
      return Object.fromEntries(Object.entries(database.prepare(sql).get() ?? {}).map(([name, value]) => [name, Number(value)]))
    } finally {
      database.close()
    }
  }
  const number = (sql: string): number => Object.values(row(sql))[0] ?? 0

  return {
    parties: () => ({
      count: number('SELECT count(*) FROM parties'),
      publicKeys: number('SELECT coalesce(sum(json_array_length(linkKeys) + json_array_length(issuerKeys)), 0) FROM parties'),
    }),
    users: () => ({
      count: number('SELECT count(*) FROM users'),
      publicKeys: number(`SELECT (SELECT count(*) FROM users) + (SELECT 2 * count(*) FROM devices)
        + (SELECT count(*) FROM ecPrekeys) + (SELECT count(*) FROM kyberPrekeys)`),
    }),
    people: () => {
      const found = row(`SELECT count(*) AS people, coalesce(sum(optedIn), 0) AS optedIn,
        coalesce(sum(length(referenceIndex) + coalesce(length(addressIndex), 0)), 0) AS hashes,
        coalesce(sum(length(referenceSealed) + coalesce(length(addressSealed), 0)), 0) AS sealed FROM persons`)
      return { count: found['people'] ?? 0, optedIn: found['optedIn'] ?? 0, hashBytes: found['hashes'] ?? 0, sealedBytes: found['sealed'] ?? 0 }
    },
    requests: () => {
      const newest = row('SELECT length(targetIndex) AS hash, length(targetSealed) AS sealed FROM requests ORDER BY createdAt DESC, rowid DESC LIMIT 1')
      return { count: number('SELECT count(*) FROM requests'), hashBytes: newest['hash'] ?? 0, sealedBytes: newest['sealed'] ?? 0 }
    },
    consents: () => {
      const found = row("SELECT coalesce(sum(state = 'granted'), 0) AS granted, coalesce(sum(state = 'blocked'), 0) AS blocked, count(tokenHash) AS tokens FROM consents")
      return { granted: found['granted'] ?? 0, blocked: found['blocked'] ?? 0, tokenHashes: found['tokens'] ?? 0 }
    },
    accepted: () => number('SELECT count(*) FROM submissions'),
    attachments: () => ({
      bytes: number('SELECT coalesce(sum(sizeBytes), 0) FROM attachments'),
      awaited: number('SELECT count(*) FROM attachmentDevices WHERE isDone = 0'),
    }),
    vault: () => ({
      sealedBytes: number('SELECT coalesce(sum(length(wrappedKey) + length(state)), 0) + (SELECT coalesce(sum(length(bytes)), 0) FROM vaultPrekeys) FROM vaultAccounts'),
      oneTimeKeys: number('SELECT count(*) FROM vaultPrekeys'),
    }),
    waiting: () => {
      const found = row('SELECT count(*) AS envelopes, coalesce(sum(length(envelope)), 0) AS bytes FROM mailbox')
      return { count: found['envelopes'] ?? 0, bytes: found['bytes'] ?? 0 }
    },
  }
}
