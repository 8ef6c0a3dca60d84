// SPDX-License-Identifier: AGPL-3.0-only

/** Where the daemon is in its life. */
export type Phase = 'starting' | 'ready' | 'draining' | 'stopped'

/** Tells whether the daemon lives and whether it may be sent work. */
export interface Health {
  readonly phase: Phase
  enter(phase: Phase): void
  /** False when only a restart helps. */
  live(): boolean
  /** True when links and requests are taken. */
  ready(): boolean
}

/** Health of a daemon whose store is healthy while `storeHealthy` says so. */
export const createHealth = (storeHealthy: () => boolean): Health => {
  let phase: Phase = 'starting'
  return {
    get phase() { return phase },
    enter: (next) => { phase = next },
    live: storeHealthy,
    ready: () => phase === 'ready' && storeHealthy(),
  }
}
