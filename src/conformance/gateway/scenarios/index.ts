// SPDX-License-Identifier: AGPL-3.0-only
import type { Scenario } from '../scenario.ts'
import { enlistment } from './enlistment.ts'
import { frames } from './frames.ts'
import { handshake } from './handshake.ts'
import { keys } from './keys.ts'

/** All of them, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = [...handshake, ...frames, ...enlistment, ...keys]
