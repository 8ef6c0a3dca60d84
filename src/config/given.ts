// SPDX-License-Identifier: AGPL-3.0-only
import type { ConfigProblem } from './problem.ts'

/** A value that a source gives to a key, and where it stands. */
export interface GivenValue { readonly value: unknown; readonly where: string }

/** What one source gives, by dotted key; each value fits its key's schema. */
export interface GivenValues { readonly values: ReadonlyMap<string, GivenValue>; readonly problems: readonly ConfigProblem[] }
