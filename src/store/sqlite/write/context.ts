// SPDX-License-Identifier: AGPL-3.0-only
import type { ChangeOutcome, Write } from '../../transactors.ts'
import type { Connection } from '../connection.ts'
import type { Effects } from '../../effects.ts'
import type { Versions } from './versions.ts'

/** What every writer works with. */
export interface WriteContext {
  readonly db: Connection
  readonly versions: Versions
  readonly effects: Effects
}

/** Why a write, and the change that it belongs to, does not happen. */
export type Refusal = Exclude<ChangeOutcome, { readonly committed: true }>

/** A row that the write is about is not there (any more): whoever decided it must read again. */
export const MOVED: Refusal = Object.freeze({ moved: true })

/** The write of one kind. */
export type Put<Kind extends Extract<Write, { readonly put: unknown }>['put']> = Extract<Write, { readonly put: Kind }>
/** The addition of one kind. */
export type Add<Kind extends Extract<Write, { readonly add: unknown }>['add']> = Extract<Write, { readonly add: Kind }>
/** The end of something. */
export type End = Extract<Write, { readonly end: unknown }>
