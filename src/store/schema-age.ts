// SPDX-License-Identifier: AGPL-3.0-only

/** How the schema of a store stands to this program's: `none` where nothing was made yet. */
export type SchemaAge = 'none' | 'older' | 'current' | 'newer'

/** Compares the newest migration that a store had (0 for none) with the newest that this program knows. */
export const schemaAge = (applied: number, known: number): SchemaAge =>
  (applied === 0 ? 'none' : applied < known ? 'older' : applied > known ? 'newer' : 'current')
