// SPDX-License-Identifier: AGPL-3.0-only
import type { Duty } from '../../nodes.ts'
import { isRepeatable } from '../failures.ts'
import { statement } from '../statement.ts'
import type { Membership } from './membership.ts'

const GIVE = statement('DELETE FROM "leases" WHERE "node" = $1 AND "duty" = ANY($2::text[])')
const TAKE = statement<{ readonly duty: Duty }>(
  'INSERT INTO "leases" ("duty", "node") SELECT duty, $1 FROM unnest($2::text[]) AS duty ON CONFLICT DO NOTHING RETURNING "duty"')

interface Want {
  isTold: boolean
  readonly changed: (held: boolean) => void
}

interface Wanted {
  /** Those in this process that want it; a lease belongs to the node. */
  readonly wants: Set<Want>
  /** As the database has it. */
  isHeld: boolean
}

/** The duties that a node wants and holds. */
export class Duties {
  readonly #duties = new Map<Duty, Wanted>()
  readonly #freed: () => void
  #member: Membership | undefined
  #isDue = false
  #isRunning = false

  /** `freed` is called after a lease was given back. */
  constructor(freed: () => void) {
    this.#freed = freed
  }

  /** See `Nodes.want`. */
  want(duty: Duty, changed: (held: boolean) => void): () => void {
    const wanted = this.#duties.get(duty) ?? { wants: new Set(), isHeld: false }
    const want: Want = { isTold: false, changed }
    this.#duties.set(duty, wanted)
    wanted.wants.add(want)
    this.look()
    return () => {
      if (wanted.wants.delete(want) && wanted.wants.size === 0) this.look()
    }
  }

  /** All that are wanted. */
  wanted(): Duty[] {
    return [...this.#duties].flatMap(([duty, { wants }]) => (wants.size > 0 ? [duty] : []))
  }

  /** The node has a place, and may hold duties from now on. */
  joined(member: Membership): void {
    this.#member = member
    this.look()
  }

  /** The place is lost, and all duties with it. */
  lost(): void {
    this.#member = undefined
    for (const [duty, wanted] of this.#duties) {
      wanted.isHeld = false
      if (wanted.wants.size === 0) this.#duties.delete(duty)
      for (const want of wanted.wants) tell(want, false)
    }
  }

  /** Gives back what nobody wants any more and tries for what is wanted. */
  look(): void {
    this.#isDue = true
    if (this.#isRunning) return
    this.#isRunning = true
    queueMicrotask(() => void this.#run())
  }

  async #run(): Promise<void> {
    while (this.#isDue && this.#member) {
      this.#isDue = false
      const member = this.#member
      await this.#reconcile(member).catch((error: unknown) => {
        // The place may be gone, or the connection: what is held is not known any more.
        if (isRepeatable(error)) this.#isDue = true
        else member.end()
      })
    }
    this.#isRunning = false
  }

  async #reconcile(member: Membership): Promise<void> {
    const given = this.#select(({ wants, isHeld }) => wants.size === 0 && isHeld)
    if (given.length > 0) {
      // Whoever wants one of them anew meanwhile has to take it again.
      for (const duty of given) this.#set(duty, false)
      await this.#give(member, given)
      this.#freed()
    }
    for (const [duty, { wants, isHeld }] of this.#duties) if (wants.size === 0 && !isHeld) this.#duties.delete(duty)
    this.#tellHeld(member)
    const missing = this.#select(({ wants, isHeld }) => wants.size > 0 && !isHeld)
    if (missing.length === 0) return
    const taken = await member.session.all(TAKE, [member.node, missing])
    if (this.#member !== member) return
    for (const { duty } of taken) this.#set(duty, true)
    this.#tellHeld(member)
  }

  async #give(member: Membership, given: readonly Duty[]): Promise<void> {
    try {
      await member.session.run(GIVE, [member.node, given])
    } catch (error) {
      // They are this node's as before: forgotten here, nobody could ever take them while it lives.
      if (this.#member === member) for (const duty of given) this.#set(duty, true)
      throw error
    }
  }

  /** In one order on all nodes, so that they never wait for each other in a circle. */
  #select(which: (wanted: Wanted) => boolean): Duty[] {
    return [...this.#duties].flatMap(([duty, wanted]) => (which(wanted) ? [duty] : [])).sort()
  }

  #set(duty: Duty, isHeld: boolean): void {
    const wanted = this.#duties.get(duty)
    if (wanted) wanted.isHeld = isHeld
    // It was given up while it was being taken.
    if (isHeld && (!wanted || wanted.wants.size === 0)) this.#isDue = true
  }

  #tellHeld(member: Membership): void {
    if (!member.mayAct()) return
    for (const { wants, isHeld } of this.#duties.values()) if (isHeld) for (const want of wants) tell(want, true)
  }
}

const tell = (want: Want, held: boolean): void => {
  if (want.isTold === held) return
  want.isTold = held
  want.changed(held)
}
