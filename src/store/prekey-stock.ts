// SPDX-License-Identifier: AGPL-3.0-only

/** How many devices of a party's users there are, and how many of them have no one-time EC or no one-time Kyber key left: whoever begins with one gets its last-resort key. */
export interface PrekeyStock {
  readonly party: string
  readonly devices: number
  readonly bare: number
}

/** For either database; the party with most bare devices first. Reads each device once: for a command beside the daemon, not for the daemon. */
export const PREKEY_STOCK = `
  SELECT u."party" AS "party", count(*) AS "devices", sum(CASE
    WHEN EXISTS (SELECT 1 FROM "ecPrekeys" e WHERE e."user" = d."user" AND e."deviceId" = d."deviceId")
      AND EXISTS (SELECT 1 FROM "kyberPrekeys" k WHERE k."user" = d."user" AND k."deviceId" = d."deviceId") THEN 0 ELSE 1 END) AS "bare"
  FROM "devices" d JOIN "users" u ON u."user" = d."user" GROUP BY u."party" ORDER BY 3 DESC, 1`
