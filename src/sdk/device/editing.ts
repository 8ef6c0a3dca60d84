// SPDX-License-Identifier: Apache-2.0

/** Milliseconds after which a message cannot be edited any more: what was read and answered a day ago stays what it was. */
export const EDIT_MS = 24 * 3_600_000
