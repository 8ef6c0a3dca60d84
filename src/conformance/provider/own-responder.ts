// SPDX-License-Identifier: AGPL-3.0-only
import { createLibsignal } from '../../signal/private/index.ts'
import { startResponder } from './responder.ts'
import type { ResponderOptions } from './responder.ts'

/** The responder of this program's own SDK, with libsignal. */
export const startOwnResponder = (options: Omit<ResponderOptions, 'crypto'>): { close(): Promise<void> } => startResponder({ ...options, crypto: createLibsignal() })
