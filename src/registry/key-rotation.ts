// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementRecord, RotationNote } from '../model/agreements.ts'
import type { ApplicationFile, PublicJwk } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import type { KeyId, PartyId } from '../model/ids.ts'
import { keyId } from '../model/ids.ts'
import type { AgreementState } from '../model/values.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { PartyKey, PartyRow } from '../store/rows.ts'
import { nextRow, recordOf } from './agreement-records.ts'
import type { AgreementView } from './agreement-view.ts'
import { verifySuccession } from './credentials.ts'
import { MOVED, settle } from './optimistic.ts'
import type { RegistryDeps } from './ports.ts'

/** A party's keys, changed one after the other: the new beside the old, seen to work, the old taken out. */
export interface KeyRotations {
  /**
   * Lets in the keys of a new application file beside those that hold: by the word of the key before, in the file, or `compared` by the operator. `CONFLICT` without either, and while another change is
   * under way; `MALFORMED` without a new link key, and for a word that does not hold.
   */
  rotate(application: ApplicationFile, how: OperatorsWords & { readonly compared: boolean }): Promise<AgreementView>
  /** Takes the old keys out. `CONFLICT` where no change is under way, and unless a link was opened with the new key, or `unseen`. */
  finishRotation(party: PartyId, how: OperatorsWords & { readonly unseen: boolean }): Promise<AgreementView>
  /** A link of the party was opened with this key; noted while it tests and while its keys change. */
  linked(party: { readonly party: PartyId; readonly state: AgreementState; readonly linkKeys: readonly unknown[] }, key: KeyId): Promise<void>
}

/** Both rows after a step, and what the log tells of it. */
interface Change { readonly row: PartyRow; readonly record: AgreementRecord; readonly details: Readonly<Record<string, string | number>> }

/** Changes of keys, over the store. */
export const createKeyRotations = (deps: RegistryDeps, find: (party: PartyId) => Promise<AgreementView>): KeyRotations => {
  const { store, now, events } = deps

  /** Both rows in one transaction, decided anew where either moved. */
  const change = async (party: PartyId, because: OperatorsWords, decide: (row: PartyRow, record: AgreementRecord) => Change | Promise<Change>): Promise<AgreementView> => {
    await settle(async () => {
      const [found, stored] = await Promise.all([store.read.party(party), store.read.agreement(party)])
      if (found?.role !== 'provider') throw new GatewayError('NOT_FOUND', 'no such provider is admitted')
      const { row: { version: _, ...row }, record, details } = await decide(found, recordOf(stored, found))
      const outcome = await store.write.commit({
        expect: [{ of: 'party', party, version: found.version }],
        writes: [
          { put: 'party', row }, { put: 'agreement', row: nextRow(party, stored, record) },
          { add: 'audit', leaf: deps.audit.entry({ act: 'party.keys-changed', actor: because.actor, reason: because.reason, correlation: because.correlation, subject: `party:${party}`, details }) },
        ],
      })
      return 'committed' in outcome ? outcome : MOVED
    })
    events.agreementMoved(party, 'party.keys-changed', because.actor)
    return find(party)
  }

  return {
    rotate: (application, { compared, ...because }) => change(application.party, because, async (row, record) => {
      if (row.linkKeys.length > 1 || row.issuerKeys.length > 1) throw new GatewayError('CONFLICT', 'a change of keys is under way; finish it first with: drawbridge provider rotate PARTY --finish')
      const vouchedBy = await verifySuccession(application, row, { since: record.rotation?.begunAt ?? 0, now: now() }) ? 'old-key' : 'operator'
      const [linkKeys, issuerKeys] = [withNew(row.linkKeys, application.linkKeys.keys), withNew(row.issuerKeys, application.issuerKeys.keys)]
      const newest = linkKeys.at(-1)
      if (newest === undefined || linkKeys.length === row.linkKeys.length) throw new GatewayError('MALFORMED', 'the file has no link key but those that hold already; the provider makes one with: drawbridge provider init --party … --out NEW-FOLDER')
      if (linkKeys.length > MOST_KEYS || issuerKeys.length > MOST_KEYS) throw new GatewayError('MALFORMED', 'the file brings more than one new key of a kind; two hold side by side at most')
      if (vouchedBy === 'operator' && !compared) throw new GatewayError('CONFLICT', `the old key did not sign for the new one: compare ${newest.keyId} with the provider over another way than the file came, then say --compared`)
      return { row: { ...row, linkKeys, issuerKeys }, record: { ...record, rotation: { begunAt: now(), newKey: newest.keyId, vouchedBy } }, details: { added: idsOf([...linkKeys, ...issuerKeys], [...row.linkKeys, ...row.issuerKeys]), vouchedBy } }
    }),
    finishRotation: (party, { unseen, ...because }) => change(party, because, (row, record) => {
      if (row.linkKeys.length < MOST_KEYS && row.issuerKeys.length < MOST_KEYS) throw new GatewayError('CONFLICT', 'no change of keys is under way')
      // Without a second link key nobody can be shut out: a second issuer key came with the application.
      const rotation = row.linkKeys.length < MOST_KEYS ? undefined : record.rotation
      const isUnseen = rotation !== undefined && rotation.seenAt === undefined
      if (isUnseen && !unseen) throw new GatewayError('CONFLICT', 'no link was opened with the new key yet, so the provider might be shut out; --unseen takes the old key out all the same')
      const [linkKeys, issuerKeys] = [row.linkKeys.slice(-1), row.issuerKeys.slice(-1)]
      const removed = idsOf([...row.linkKeys, ...row.issuerKeys], [...linkKeys, ...issuerKeys])
      return { row: { ...row, linkKeys, issuerKeys }, record: rotation === undefined ? record : { ...record, rotation: { ...rotation, finishedAt: now() } }, details: { removed, unseen: isUnseen ? 1 : 0 } }
    }),
    linked: async ({ party, state, linkKeys }, key) => {
      // Links of everybody else cost no read.
      if (state !== 'testing' && linkKeys.length < MOST_KEYS) return
      await settle(async (): Promise<undefined | typeof MOVED> => {
        const [stored, row] = await Promise.all([store.read.agreement(party), store.read.party(party)])
        if (row === undefined) return undefined
        const record = recordOf(stored, row)
        const seen = seenWith(record.rotation, key, now())
        if (record.linkedAt !== undefined && seen === undefined) return undefined
        const next: AgreementRecord = { ...record, linkedAt: record.linkedAt ?? now(), ...(seen === undefined ? {} : { rotation: seen }) }
        const outcome = await store.write.commit({ expect: [], writes: [{ put: 'agreement', row: nextRow(party, stored, next) }] })
        return 'committed' in outcome ? undefined : MOVED
      })
    },
  }
}

/** The change of keys with its new key seen for the first time; undefined for any other link. */
const seenWith = (rotation: RotationNote | undefined, key: KeyId, now: number): RotationNote | undefined =>
  (rotation?.newKey === key && rotation.seenAt === undefined && rotation.finishedAt === undefined ? { ...rotation, seenAt: now } : undefined)

/** Ids of the keys that are in the one and not in the other, link keys first. */
const idsOf = (these: readonly PartyKey[], butNot: readonly PartyKey[]): string =>
  these.filter(({ keyId: id }) => !butNot.some((other) => other.keyId === id)).map(({ keyId: id }) => id).join(' ')

/** A key that holds and one that follows it. */
const MOST_KEYS = 2

/** The keys that hold, and after them those of the file that are new. */
const withNew = (present: readonly PartyKey[], offered: readonly PublicJwk[]): readonly PartyKey[] => [
  ...present,
  ...offered.filter(({ kid }) => !present.some((key) => key.keyId === kid)).map(({ kid, kty, crv, x, y }) => ({ keyId: keyId(kid), jwk: { kty, crv, x, ...(y === undefined ? {} : { y }) } })),
]
