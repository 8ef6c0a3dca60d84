// SPDX-License-Identifier: AGPL-3.0-only
import { encodeHeader } from '../model/compact.ts'
import { RECEIPT_TYPE } from '../model/erasure-receipt.ts'
import type { ErasureReceipt, Remaining, SignedReceipt } from '../model/erasure-receipt.ts'
import type { OperatorsWords } from '../ops/events.ts'
import { erasedIdHash } from '../store/erasures.ts'
import { HOLDING_PLACES, placeName } from '../store/holdings.ts'
import type { Holdings } from '../store/holdings.ts'
import type { Wiped } from '../store/port.ts'
import type { Held } from './held.ts'
import { hexOf } from './personal.ts'
import type { RegistryDeps } from './ports.ts'

/** What a receipt is made of. */
export interface Erasing {
  readonly held: Held
  readonly because: OperatorsWords
  /** Of each user, before. */
  readonly holdings: readonly Holdings[]
  /** The same afterwards; undefined for a dry run. */
  readonly after: { readonly left: readonly Holdings[]; readonly wiped: Wiped } | undefined
}

/** The receipt for an erasure, signed. */
export const createReceipt = ({ gateway, now, signAsGateway }: Pick<RegistryDeps, 'gateway' | 'now' | 'signAsGateway'>) =>
  ({ held, because, holdings, after }: Erasing): SignedReceipt => {
    const { actor, reason } = because
    const receipt: ErasureReceipt = {
      drawbridge: 'erasure-receipt/1', dryRun: after === undefined, gateway: gateway.keyId, party: held.party, at: new Date(now()).toISOString(), actor, reason,
      of: held.person === undefined ? 'user' : 'person', idHashes: held.users.map(({ user }) => hexOf(erasedIdHash(user))),
      rows: { ...gone(sumOf(holdings), after === undefined ? STAYING : sumOf(after.left)), ...(held.person === undefined ? {} : { persons: 1, choices: held.choices.length }) },
      disk: after === undefined ? [] : diskOf(after.wiped), remains: after === undefined ? [] : remainsOf(sumOf(after.left)),
    }
    const signed = `${encodeHeader({ alg: 'EdDSA', kid: gateway.keyId, typ: RECEIPT_TYPE })}.${Buffer.from(JSON.stringify(receipt)).toString('base64url')}`
    return { receipt, jws: `${signed}.${Buffer.from(signAsGateway(Buffer.from(signed))).toString('base64url')}` }
  }

/** Rows of all, without those that there are none of. */
const sumOf = (all: readonly Holdings[]): Record<string, number> => {
  const sums = new Map<string, number>()
  for (const { rows, waiting } of all) {
    for (const [name, count] of [...Object.entries(rows), ['mailbox', waiting] as const]) sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return Object.fromEntries([...sums].filter(([, count]) => count > 0))
}

/** How many of the rows are no more, without those of which all are still there. */
const gone = (before: Readonly<Record<string, number>>, left: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(before).map(([name, count]) => [name, count - (left[name] ?? 0)] as const).filter(([, count]) => count > 0))

/** What a dry run does not count, since an erasure leaves it. */
const STAYING = Object.fromEntries(HOLDING_PLACES.filter(({ stays }) => stays === true).map((place) => [placeName(place), Infinity]))

const diskOf = (wiped: Wiped): string[] => {
  if (wiped.engine === 'postgres') return ['PostgreSQL: the rows are deleted; their bytes stay in the database\'s files until vacuum frees them and other rows are written there, and in its log until that is recycled.']
  return [
    'SQLite: deleted rows are overwritten in the file (secure_delete).',
    wiped.logCut ? 'The write-ahead log was written back and cut to nothing.' : 'Another process reads the database: the write-ahead log is cut as soon as that ends, and holds the deleted rows until then.',
  ]
}

const remainsOf = (left: Readonly<Record<string, number>>): Remaining[] => [
  { what: 'a SHA-256 hash of each user id, with the party', why: 'so that no other party can take the id over', until: 'for good' },
  { what: 'a keyed hash on the list of erased users', why: 'so that a restored backup erases the person again before anybody connects', until: 'for good' },
  { what: 'entries of the audit log, with a keyed hash of the user id', why: 'so that what operators and parties changed can be proved', until: 'for good' },
  { what: 'others\' blocks and denials toward the id', why: 'so that nobody is rid of them by coming back', until: 'for good' },
  { what: 'that others sent something that was not delivered: without its content, with the user id', why: 'so that it expires for its senders like any other message', until: 'its time is over, 30 days at most' },
  { what: 'reports that the person made, that each was made also where it was dropped, and reports that others made about the person', why: 'so that the operator can act on abuse, and nobody begins the day\'s reports anew by coming back; what was said in them is sealed to the moderation key', until: '90 days after they were made' },
  { what: 'requests of others that were for the person, without the address', why: 'so that the asker\'s daily quota does not tell that the person left', until: '30 days after they were made' },
  ...((left['enforcement.user'] ?? 0) > 0
    ? [{ what: 'steps of enforcement that are in force, with the user id and without what was said to them', why: 'so that nobody is rid of them by coming back', until: '90 days after they end' }] : []),
  ...(Object.keys(left).some((name) => name.startsWith('attachment'))
    ? [{ what: 'sealed files that the person sent or was sent', why: 'their bytes are deleted apart from the rows that name them', until: 'the next sweep, seconds later; that there was one is remembered for 30 days' }] : []),
  { what: 'backups made before', why: 'the gateway cannot reach them', until: 'the operator deletes them' },
  { what: 'what the person\'s provider or service, and those the person wrote to, have themselves', why: 'it is theirs', until: 'they erase it' },
]
