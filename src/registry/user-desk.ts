// SPDX-License-Identifier: AGPL-3.0-only
import type { SignedReceipt } from '../model/erasure-receipt.ts'
import type { VersionStamp } from '../model/standing.ts'
import type { OperatorsWords } from '../ops/events.ts'
import type { Write } from '../store/transactors.ts'
import { createReceipt } from './erasure-receipt.ts'
import { createFindHeld } from './held.ts'
import type { Held, Subject } from './held.ts'
import { MOVED, settle } from './optimistic.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { createUserExport } from './user-export.ts'
import type { UserExport } from './user-export.ts'

/** What is held of a person, and its end: see ADR 26. */
export interface UserDesk {
  /** All that the gateway holds about somebody, but for what is others' to know; undefined where it holds nothing. */
  export(subject: Subject, because: OperatorsWords): Promise<UserExport | undefined>
  /** Erases somebody and proves it; undefined where nothing is held. For a dry run nothing happens, and the receipt says so. */
  erase(subject: Subject, because: OperatorsWords, dryRun: boolean): Promise<SignedReceipt | undefined>
}

/** The operator's desk for people. */
export const createUserDesk = (deps: RegistryDeps, personal: Personal): UserDesk => {
  const { store, events } = deps
  const [find, exportOf, receiptOf] = [createFindHeld(store, personal), createUserExport(deps, personal), createReceipt(deps)]
  /** About whom: one enlistment is the subject, more of them stand in the details. */
  const about = ({ users }: Held) => {
    const keyed = users.map(({ user }) => deps.audit.user(user))
    return { subject: keyed.length === 1 ? keyed.join() : '', details: { enlistments: keyed.length, users: keyed.join(' ') } }
  }
  const holdingsOf = ({ users }: Held) => Promise.all(users.map(({ user }) => store.read.holdings(user)))

  return {
    export: async (subject, because) => {
      const held = await find(subject)
      if (held === undefined) return undefined
      // Told before it is given, since it cannot be taken back.
      await store.write.commit({ expect: [], writes: [{ add: 'audit', leaf: deps.audit.entry({ act: 'user.exported', ...because, ...about(held) }) }] })
      const made = await exportOf(held)
      events.userExported(held.party, because)
      return made
    },

    erase: (subject, because, dryRun) => settle(async () => {
      const held = await find(subject)
      if (held === undefined) {
        await store.inForce()
        return undefined
      }
      const holdings = await holdingsOf(held)
      if (dryRun) return receiptOf({ held, because, holdings, after: undefined })
      const outcome = await store.write.commit({ expect: stampsOf(held), writes: [...writesOf(held), { add: 'audit', leaf: deps.audit.entry({ act: 'user.erased', ...because, ...about(held) }) }] })
      if (!('committed' in outcome)) return MOVED
      for (const { party } of held.users) events.userErased(party)
      events.userErasedByOperator(held.party, because)
      return receiptOf({ held, because, holdings, after: { left: await holdingsOf(held), wiped: await store.wipe() } })
    }),
  }
}

const stampsOf = ({ person, users }: Held): readonly VersionStamp[] => [
  ...(person === undefined ? [] : [{ of: 'person', person: person.person, version: person.version } as const]),
  ...users.map(({ user, version }): VersionStamp => ({ of: 'user', user, version })),
]

const writesOf = ({ person, users }: Held): readonly Write[] => [
  ...users.map(({ user }): Write => ({ erase: 'user', user })), ...(person === undefined ? [] : [{ erase: 'person', person: person.person } as const]),
]
