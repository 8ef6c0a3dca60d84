// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { unavailable } from '../../committer.ts'
import { systemTimers } from '../../timers.ts'
import { requireDurable } from '../durable.ts'
import { openSession } from '../session.ts'
import type { OwnSession, Session } from '../session.ts'
import { statement } from '../statement.ts'
import { decodeNote } from './notes.ts'
import type { SignedNote } from './notes.ts'
import type { NodeTimes } from './times.ts'

/** Where notes are heard; each database has channels of its own. */
export const CHANNEL = 'drawbridge'

const JOIN = statement(`INSERT INTO "nodes" ("node", "expiresAt") VALUES ($1, clock_timestamp() + $2 * interval '1 ms')`)
const LEAVE = statement('DELETE FROM "nodes" WHERE "node" = $1')

/**
 * Says that this node lives, and deletes others whose time is over, leases and all: what they still write is refused from
 * then on. One with a batch under way is left until that has ended.
 */
const BEAT = statement<{ readonly mine: number; readonly dead: number; readonly others: number }>(`
  WITH mine AS (UPDATE "nodes" SET "expiresAt" = now() + $2 * interval '1 ms' WHERE "node" = $1 RETURNING 1),
  dead AS (DELETE FROM "nodes" WHERE "node" IN (
    SELECT "node" FROM "nodes" WHERE "expiresAt" < now() AND "node" <> $1 FOR UPDATE SKIP LOCKED) RETURNING 1)
  SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM dead) AS dead, (SELECT count(*) FROM "nodes" WHERE "node" <> $1) AS others`)

/** A node's place among the others, from when it joined until it is lost: then a new one is needed, under another id. */
export interface Membership {
  readonly node: string
  /** On the connection that the place hangs on; statements take their turn. */
  readonly session: Session
  /** False from shortly before others may take its place, even when nothing was heard since. */
  mayAct(): boolean
  /** True while no other node is known. */
  isAlone(): boolean
  /** Gives the place up now. */
  end(): void
  /** Tells the database as well, so that others need not wait. */
  leave(): Promise<void>
}

/** What a place needs. */
export interface MembershipOptions {
  readonly url: string
  readonly times: NodeTimes
  /** The id of an earlier place of this node, which ends with this one. */
  readonly earlier: string | undefined
  /** Called for each note of another node, and of each change, from before `join` has answered. */
  readonly heard: (note: SignedNote) => void
  /** After each sign of life; `freed` when another node's place was taken away. */
  readonly beaten: (freed: boolean) => void
  /** Called once when the place is lost, perhaps before `join` has answered. */
  readonly ended: () => void
}

/**
 * Takes a place: listens first, so that whoever finds this node among the living is heard by it. The place ends with its
 * connection, since a node that does not hear must not act. Throws `UNAVAILABLE`.
 */
export const join = async (options: MembershipOptions): Promise<Membership> => {
  const session = await openSession(options.url)
  try {
    await requireDurable(session)
    const node = randomUUID()
    let heardAnother = (): void => {}
    session.client.on('notification', ({ payload }) => {
      const note = decodeNote(payload)
      if (note === undefined || (note.from === node && note.note !== 'changed')) return
      if (note.from !== node) heardAnother()
      options.heard(note)
    })
    await session.script(`SET application_name = '${CHANNEL} node'; LISTEN ${CHANNEL}`)
    if (options.earlier !== undefined) await session.run(LEAVE, [options.earlier])
    const begunAt = performance.now()
    await session.run(JOIN, [node, options.times.leaseMs])
    const place = new Place(node, session, options, begunAt)
    heardAnother = () => { place.hear() }
    await place.beat()
    if (!place.mayAct()) throw unavailable('the database answers too late')
    return place
  } catch (error) {
    await session.end()
    throw error
  }
}

class Place implements Membership {
  readonly node: string
  readonly session: Session
  readonly #connection: OwnSession
  readonly #options: MembershipOptions
  #deadline: number
  #others = 0
  #isEnded = false
  #endWatch = (): void => {}
  #endBeat = (): void => {}

  constructor(node: string, connection: OwnSession, options: MembershipOptions, begunAt: number) {
    this.node = node
    this.session = inTurn(connection)
    this.#connection = connection
    this.#options = options
    this.#deadline = 0
    this.#live(begunAt)
    connection.client.on('end', () => { this.end() })
    connection.client.on('error', () => { this.end() })
  }

  mayAct(): boolean {
    return !this.#isEnded && performance.now() < this.#deadline
  }

  isAlone(): boolean {
    return this.#others === 0
  }

  /** Another node said something, so there is one. */
  hear(): void {
    this.#others ||= 1
  }

  async beat(): Promise<void> {
    const begunAt = performance.now()
    try {
      const found = await this.session.one(BEAT, [this.node, this.#options.times.leaseMs])
      if (this.#isEnded) return
      if (found?.mine !== 1) {
        this.end()
        return
      }
      this.#others = found.others
      this.#live(begunAt)
      this.#endBeat = systemTimers.after(this.#options.times.heartbeatMs, () => void this.beat())
      this.#options.beaten(found.dead > 0)
    } catch {
      this.end()
    }
  }

  end(): void {
    if (this.#isEnded) return
    this.#stop()
    void this.#connection.end()
    // Apart, so that nobody hears of the end in the middle of what he does.
    queueMicrotask(this.#options.ended)
  }

  async leave(): Promise<void> {
    if (this.#isEnded) return
    this.#stop()
    await this.session.run(LEAVE, [this.node]).catch(() => undefined)
    await this.#connection.end()
  }

  #stop(): void {
    this.#isEnded = true
    this.#endWatch()
    this.#endBeat()
  }

  /** The database counts from later than this, so it ends later. */
  #live(begunAt: number): void {
    this.#deadline = begunAt + this.#options.times.leaseMs - this.#options.times.marginMs
    this.#endWatch()
    this.#endWatch = systemTimers.after(this.#deadline - performance.now(), () => { this.end() })
  }
}

/** A connection runs one statement at a time. */
const inTurn = (connection: OwnSession): Session => {
  let last: Promise<unknown> = Promise.resolve()
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
  return {
    all: (statement, values) => turn(() => connection.all(statement, values)),
    one: (statement, values) => turn(() => connection.one(statement, values)),
    run: (statement, values) => turn(() => connection.run(statement, values)),
  }
}
