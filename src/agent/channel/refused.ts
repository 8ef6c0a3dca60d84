// SPDX-License-Identifier: AGPL-3.0-only

/** Why content or a key message from the vault was not taken. */
export type ContentRefusal =
  | 'malformed' // not a compact JWE with exactly the header that it must have
  | 'other-core' // encrypted to an agreement key that is not ours
  | 'other-vault' // not signed by the vault's signing key
  | 'other-epoch' // the key message is of another epoch or direction than the content
  | 'over' // the epoch is over for too long, or has not begun
  | 'other-ends' // about other users, another provider or submission than expected
  | 'broken' // changed on its way, or sealed under another key

/** Thrown for everything that the vault did not seal for exactly this core and these ends; nothing of it may be shown. */
export class ContentRefused extends Error {
  readonly refused: ContentRefusal
  constructor(refused: ContentRefusal) {
    super(`content refused: ${refused}`)
    this.name = 'ContentRefused'
    this.refused = refused
  }
}
