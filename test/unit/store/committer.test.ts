// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createCommitter } from '../../../src/store/committer.ts'
import type { CommitterOptions, Share } from '../../../src/store/committer.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** A committer whose flushes are noted: how many shares each had and what they said. */
const noted = (changes: Partial<CommitterOptions> = {}) => {
  const flushes: ('keep' | 'undo')[][] = []
  const broken: unknown[] = []
  const flush = (shares: readonly Share[]): void => { flushes.push(shares.map((share) => share.run())) }
  const committer = createCommitter({ flush, fatal: () => false, lingerMs: 0, onBroken: (error) => broken.push(error), ...changes })
  return { committer, flushes, broken }
}

t.test('jobs of one turn share a flush, in their order, and each gets its own value', async (t) => {
  const { committer, flushes } = noted({ lingerMs: 1 })
  t.same(await Promise.all(range(5).map((value) => committer.add(() => ({ value })))), range(5))
  t.equal(flushes.length, 1)
})

t.test('nobody is answered before the flush has returned', async (t) => {
  let flushed = false
  const { committer } = noted({ flush: (shares) => { for (const share of shares) share.run(); flushed = true } })
  t.ok(await committer.add(() => ({ value: true })).then(() => flushed))
})

t.test('a flush has a bounded number of jobs, and others get a turn between two flushes', async (t) => {
  const { committer, flushes } = noted()
  let turns = 0
  const count = (): void => { turns++; if (flushes.length < 4) setImmediate(count) }
  setImmediate(count)
  await Promise.all(range(500).map((value) => committer.add(() => ({ value }))))
  t.same(flushes.map(({ length }) => length), [128, 128, 128, 116])
  t.ok(turns >= 3)
})

t.test('a full batch does not wait for the linger', async (t) => {
  const { committer } = noted({ lingerMs: 3_600_000 })
  t.equal((await Promise.all(range(128).map((value) => committer.add(() => ({ value }))))).length, 128)
})

t.test('a job that undoes or throws is taken back alone', async (t) => {
  const { committer, flushes } = noted()
  const outcomes = await Promise.allSettled([
    committer.add(() => ({ value: 'kept' })), committer.add(() => ({ value: 'why not', undo: true })),
    committer.add(() => { throw new Error('bug') }), committer.add(() => ({ value: 'kept too' })),
  ])
  t.match(outcomes, [{ value: 'kept' }, { value: 'why not' }, { status: 'rejected', reason: { message: 'bug' } }, { value: 'kept too' }])
  t.same(flushes, [['keep', 'undo', 'undo', 'keep']])
})

t.test('a fatal error in one job, or of the flush, rejects all and everything that waits', async (t) => {
  const disk = new Error('disk')
  const cases: Record<string, Partial<CommitterOptions>> = {
    job: { fatal: (error) => error === disk },
    flush: { flush: (shares) => { for (const share of shares) share.run(); throw disk } },
  }
  for (const [where, options] of Object.entries(cases)) {
    const { committer, broken } = noted(options)
    const jobs = range(300).map((value) => committer.add(() => { if (where === 'job' && value === 5) throw disk; return { value } }))
    for (const outcome of await Promise.allSettled(jobs)) if (outcome.status === 'fulfilled' || (outcome.reason as { code: string }).code !== 'UNAVAILABLE') t.fail(where)
    t.same(broken, [disk], `${where}: told once`)
    committer.fail(new Error('again'))
    t.equal(broken.length, 1)
    t.notOk(committer.healthy())
    await t.rejects(committer.add(() => ({ value: 1 })), { code: 'UNAVAILABLE' })
    await committer.close()
  }
})

t.test('bytes that wait are bounded, whatever the number of jobs', async (t) => {
  const { committer } = noted()
  const [first, second, small] = [40, 40, 1].map((mebibytes) => committer.add(() => ({ value: mebibytes }), mebibytes * 1024 * 1024))
  await t.rejects(second!, { code: 'UNAVAILABLE' })
  t.same(await Promise.all([first, small]), [40, 1])
  t.equal(await committer.add(() => ({ value: 40 }), 40 * 1024 * 1024), 40, 'and free again after the commit')
})

t.test('closing commits what waits and refuses the rest', async (t) => {
  const { committer } = noted({ lingerMs: 3_600_000 })
  const begun = range(200).map((value) => committer.add(() => ({ value })))
  const closed = committer.close()
  await t.rejects(committer.add(() => ({ value: 1 })), { code: 'UNAVAILABLE' })
  await closed
  t.same(await Promise.all(begun), range(200))
  t.ok(committer.healthy(), 'closed is not broken')
})
