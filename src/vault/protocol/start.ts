// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing; says how a vault and its launcher speak before any call.
// Promises: what the launcher and the vault must agree on stands here once.
// Never: carries the secret: that comes on a descriptor of its own.

/** Descriptors that a vault inherits. Words of the start go over standard input and output. */
export const FD = { words: 0, said: 1, calls: 3, answers: 4, secret: 5 } as const

/** What the vault says, a line each: it has loaded; it serves; it refuses, and why. */
export const SAYS = { loaded: 'loaded', ready: 'ready', refused: 'refused' } as const
/** What the launcher says once the limits are set. */
export const LIMITED = 'limited\n'

/** What a vault ends with; anything else is a crash. */
export const VaultExit = {
  /** The pipe or the launcher ended. */
  DONE: 0,
  /** Something succeeded that its shape forbids. */
  SELF_TEST: 82,
  /** The start secret cannot be taken. */
  SECRET: 83,
  /** What came over the pipe cannot be read. */
  PIPE: 84,
  /** A bug. */
  FAULT: 85,
  /** The gateway at the other end of the pipe is of another version of the program. */
  VERSION: 86,
} as const

/** What the launcher tells the vault of its place, as JSON in its one argument. */
export interface VaultPlace {
  readonly shape: 'embedded' | 'split'
  /** A native add-on that is there to be loaded. */
  readonly addOn: string
  /** Process ids of gateways on this machine. `embedded` does not forbid to signal them: a child of the same user always can. */
  readonly gateways: readonly number[]
}
