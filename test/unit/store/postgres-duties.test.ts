// SPDX-License-Identifier: AGPL-3.0-only
import pg from 'pg'
import t from 'tap'
import { Duties } from '../../../src/store/postgres/nodes/duties.ts'
import type { Membership } from '../../../src/store/postgres/nodes/membership.ts'
import type { Session } from '../../../src/store/postgres/session.ts'
import { eventually } from '../../support/waiting.ts'

/** Leases as the database has them; the first `failures` statements that give some back meet a deadlock. */
const createLeases = (failures: number) => {
  const held = new Set<string>()
  let left = failures
  const session: Session = {
    one: async () => undefined,
    all: async (_statement, [, duties] = []) => (duties as string[]).filter((duty) => !held.has(duty)).map((duty) => {
      held.add(duty)
      return { duty } as never
    }),
    run: async (_statement, [, duties] = []) => {
      if (left > 0) {
        left -= 1
        throw Object.assign(new pg.DatabaseError('deadlock detected', 0, 'error'), { code: '40P01' })
      }
      for (const duty of duties as string[]) held.delete(duty)
      return 1
    },
  }
  const member: Membership = { node: 'a', session, mayAct: () => true, isAlone: () => true, end: () => undefined, leave: async () => undefined }
  return { held, member }
}

t.test('a duty that could not be given back for a deadlock is given back after all', async (t) => {
  const { held, member } = createLeases(1)
  let freed = 0
  const duties = new Duties(() => { freed += 1 })
  duties.joined(member)
  const told: boolean[] = []
  const release = duties.want('expire', (now) => { told.push(now) })
  await eventually(() => told.at(-1) === true, 'the duty is held')
  release()
  await eventually(() => held.size === 0, 'the lease is given back')
  t.equal(freed, 1)
  let again = false
  duties.want('expire', (now) => { again = now })
  await eventually(() => again, 'the duty is held again')
  t.same([...held], ['expire'])
})

t.test('a duty that is wanted again while it could not be given back is held on', async (t) => {
  const { held, member } = createLeases(1)
  const duties = new Duties(() => undefined)
  duties.joined(member)
  let has = false
  const release = duties.want('expire', (now) => { has = now })
  await eventually(() => has, 'the duty is held')
  release()
  let again = false
  duties.want('expire', (now) => { again = now })
  await eventually(() => again, 'the duty is held again')
  t.same([...held], ['expire'])
})
