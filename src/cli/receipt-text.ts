// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static } from 'typebox'

/** A receipt as the daemon answers it; see `ErasureReceipt`. */
export const Receipt = Type.Object({
  drawbridge: Type.Literal('erasure-receipt/1'), dryRun: Type.Boolean(), gateway: Type.String(), party: Type.String(), at: Type.String(), actor: Type.String(), reason: Type.String(),
  of: Type.Enum(['person', 'user']), idHashes: Type.Array(Type.String()), rows: Type.Record(Type.String(), Type.Integer()), disk: Type.Array(Type.String()),
  remains: Type.Array(Type.Object({ what: Type.String(), why: Type.String(), until: Type.String() })),
})

/** A receipt for people, to be printed. */
export const printedReceipt = (receipt: Static<typeof Receipt>): string => [
  receipt.dryRun ? 'Nothing was erased. This would be:' : 'Receipt for an erasure',
  '',
  `  when     ${receipt.at}`,
  `  who      ${receipt.of === 'person' ? 'a user of the core' : 'a user'} of ${receipt.party}`,
  `  why      ${receipt.reason}`,
  `  gateway  ${receipt.gateway}`,
  ...receipt.idHashes.map((hash) => `  id hash  ${hash}  (SHA-256 of the user id)`),
  '', 'Rows, by table:',
  ...Object.entries(receipt.rows).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
  ...(receipt.disk.length === 0 ? [] : ['', 'On disk:', ...receipt.disk.map((line) => `  ${line}`)]),
  ...(receipt.remains.length === 0 ? [] : ['', 'What remains:', ...receipt.remains.flatMap(({ what, why, until }) => [`  - ${what}`, `    ${why}; ${until}`])]),
].join('\n')
