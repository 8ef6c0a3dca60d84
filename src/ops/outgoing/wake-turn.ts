// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../model/ids.ts'
import type { Duty, Nodes } from '../../store/nodes.ts'

/**
 * A node's turn to call a party, of which there is one at a time among all nodes: sought, it comes when no other node calls the
 * party or rests after a call, and then when no node has the duty to deliver to it, that is, a link of it.
 */
export class WakeTurn {
  readonly #nodes: Pick<Nodes, 'want'>
  readonly #wake: Duty
  readonly #deliver: Duty
  readonly #changed: () => void
  readonly #held = new Set<Duty>()
  readonly #giveBack = new Map<Duty, () => void>()
  /** Nobody delivered to the party when it came. */
  #isFree = false

  /** `changed` is called when it has come, and when it is lost. */
  constructor(nodes: Pick<Nodes, 'want'>, party: PartyId, changed: () => void) {
    this.#nodes = nodes
    this.#wake = `wake:${party}`
    this.#deliver = `deliver:${party}`
    this.#changed = changed
  }

  /** Whether it has come. */
  get isHere(): boolean {
    return this.#held.has(this.#wake) && (this.#held.has(this.#deliver) || this.#isFree)
  }

  /** Waits for it. Where another node calls, nobody is kept from delivering meanwhile. */
  seek(): void {
    this.#want(this.#wake, (held) => {
      if (held) this.#want(this.#deliver)
      else this.begin()
    })
    if (this.#held.has(this.#wake)) this.#want(this.#deliver)
  }

  /** The call has to wait: the turn stays, and keeps nobody from delivering meanwhile. */
  wait(): void {
    this.#isFree = this.isHere
    this.#end(this.#deliver)
  }

  /** Whoever answers the call is to get what waits at once; other nodes still do not call. */
  begin(): void {
    this.#isFree = false
    this.#end(this.#deliver)
  }

  /** Other nodes may call. */
  end(): void {
    this.begin()
    this.#end(this.#wake)
  }

  #want(duty: Duty, changed: (held: boolean) => void = () => undefined): void {
    if (this.#giveBack.has(duty)) return
    this.#giveBack.set(duty, this.#nodes.want(duty, (held) => {
      if (held) this.#held.add(duty)
      else this.#held.delete(duty)
      changed(held)
      this.#changed()
    }))
  }

  #end(duty: Duty): void {
    this.#giveBack.get(duty)?.()
    this.#giveBack.delete(duty)
    this.#held.delete(duty)
  }
}
