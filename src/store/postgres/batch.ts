// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { PartyId } from '../../model/ids.ts'
import { FenceLost, isOfStatement, isRepeatable, unreachable, withoutValues } from './failures.ts'
import type { Job, WriteContext } from './job.ts'
import type { SharedEffects } from './nodes/effects.ts'
import type { OwnNode } from './nodes/index.ts'
import { sayChanged } from './nodes/outbox.ts'
import { requireFence } from './session.ts'
import type { OwnSession } from './session.ts'

/** A batch that met another node's in a deadlock is run again this often; each time the other one got through. */
const MAX_TRIES = 5

/** What decides who may talk to whom: a change is compared and written while no append, on any node, is under way. */
const DECISIONS = lockKey('decisions')

/** What became of a job, once its transaction is on disk. */
interface Settle {
  readonly job: Job
  readonly tell: () => void
}

/** How batches reach the database. */
export interface FlushOptions {
  /** The write connection, opened again where it was lost. Rejects with `UNAVAILABLE` while the database is away. */
  readonly session: () => Promise<OwnSession>
  readonly node: Pick<OwnNode, 'id' | 'lost' | 'caughtUp'>
  readonly effects: SharedEffects
}

/**
 * Runs a batch of jobs as one transaction and settles each after its commit, never before; a change only once no node acts on
 * what was before it. A batch that may or may not have been committed is answered with `UNAVAILABLE`: whoever asks again gets
 * the answer of the first time. So is one of a node that lost its place, of which nothing was written.
 */
export const createFlush = ({ session, node, effects }: FlushOptions) => async (jobs: readonly Job[]): Promise<void> => {
  let settles: readonly Settle[] = []
  let place = ''
  try {
    const open = await session()
    place = node.id()
    settles = await runWhole(open, place, effects, jobs)
  } catch (error) {
    if (error instanceof FenceLost) node.lost(place)
    // Perhaps it is on disk all the same: whoever looks again finds out.
    effects.committed()
    for (const job of jobs) job.reject(unreachable(error))
    return
  }
  const isChanged = effects.isChanged()
  effects.committed()
  const agreed = isChanged ? node.caughtUp() : undefined
  const [later, now] = [settles.filter(isLater(agreed)), settles.filter((one) => !isLater(agreed)(one))]
  for (const { tell } of now) tell()
  // Apart from the flush: messages do not wait for a node that is slow to agree.
  agreed?.then(() => { for (const { tell } of later) tell() }, (error: unknown) => { for (const { job } of later) job.reject(unreachable(error)) })
}

const isLater = (agreed: Promise<void> | undefined) => ({ job }: Settle): boolean => agreed !== undefined && job.kind.isChange

const runWhole = async (session: OwnSession, node: string, effects: SharedEffects, jobs: readonly Job[]): Promise<readonly Settle[]> => {
  let isGuarded = false
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact(session, node, effects, jobs, isGuarded)
    } catch (error) {
      const again = tries < MAX_TRIES && (isRepeatable(error) || (isOfStatement(error) && !isGuarded))
      // A connection on which anything else went wrong is not used again.
      if (!again || !(await rolledBack(session))) {
        await session.end()
        throw error
      }
      isGuarded ||= isOfStatement(error)
    }
  }
}

const transact = async (session: OwnSession, node: string, effects: SharedEffects, jobs: readonly Job[], isGuarded: boolean): Promise<readonly Settle[]> => {
  const [, fence] = await session.script(opening(node, jobs))
  requireFence(fence)
  const settles: Settle[] = []
  for (const run of runsOf(jobs)) {
    const isAlone = isGuarded || run[0]?.kind.isChange === true
    settles.push(...(isAlone ? await runGuarded(session, effects, run) : await runBare({ session, effects }, run)))
  }
  await session.script(effects.isChanged() ? `${sayChanged(node)}; COMMIT` : 'COMMIT')
  return settles
}

// Each in a statement of its own, before any data is read: what follows sees all that was committed under these locks.
const opening = (node: string, jobs: readonly Job[]): string => {
  const parties = new Set<PartyId>(jobs.flatMap(({ kind, asked }) => kind.parties(asked)))
  const shared = jobs.some(({ kind }) => kind.isChange) ? '' : '_shared'
  return [
    'BEGIN', `SELECT 1 FROM "nodes" WHERE "node" = '${node}' FOR KEY SHARE`, `SELECT pg_advisory_xact_lock${shared}(${DECISIONS})`,
    ...[...parties].map((party) => lockKey(`mail:${party}`)).sort().map((key) => `SELECT pg_advisory_xact_lock(${key})`),
  ].join('; ')
}

/** Consecutive jobs of one kind; a change is a run by itself. */
const runsOf = (jobs: readonly Job[]): readonly (readonly Job[])[] => {
  const runs: Job[][] = []
  for (const job of jobs) {
    const last = runs.at(-1)
    if (last && last[0]?.kind === job.kind && !job.kind.isChange) last.push(job)
    else runs.push([job])
  }
  return runs
}

const runBare = async (context: WriteContext, run: readonly Job[]): Promise<Settle[]> => {
  const verdicts = await run[0]?.kind.run(context, run.map(({ asked }) => asked)) ?? []
  return run.map((job, index) => ({ job, tell: () => job.resolve(verdicts[index]?.value) }))
}

// What a run wrote is taken back where it says so, or where it fails; then each of its jobs is tried by itself.
const runGuarded = async (session: OwnSession, effects: SharedEffects, run: readonly Job[]): Promise<Settle[]> => {
  const [job, ...others] = run
  if (!job) return []
  await session.script('SAVEPOINT run')
  try {
    const verdicts = await job.kind.run({ session, effects }, run.map(({ asked }) => asked))
    const isUndone = verdicts.some(({ undo }) => undo)
    await session.script(isUndone ? 'ROLLBACK TO run; RELEASE run' : 'RELEASE run')
    return run.map((one, index) => ({ job: one, tell: () => one.resolve(verdicts[index]?.value) }))
  } catch (error) {
    if (!isOfStatement(error)) throw error
    await session.script('ROLLBACK TO run; RELEASE run')
    if (others.length === 0) return [{ job, tell: () => job.reject(withoutValues(error)) }]
    const settles: Settle[] = []
    for (const one of run) settles.push(...await runGuarded(session, effects, [one]))
    return settles
  }
}

const rolledBack = async (session: OwnSession): Promise<boolean> => {
  if (!session.isOpen()) return false
  return session.script('ROLLBACK').then(() => true, () => false)
}

/** An advisory lock by name, as SQL writes a bigint. */
function lockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE().toString()
}
