// SPDX-License-Identifier: Apache-2.0
import { createCalls } from './calls.ts'
import type { DeviceClient } from './client.ts'
import { assemble } from './parts.ts'
import type { DeviceOptions } from './parts.ts'

/**
 * Opens a user's device. What was under way when it was closed, or crashed, goes on: stored bytes are sent again, never
 * encrypted again. Throws `FILE_IN_USE`, `FILE_REFUSED`.
 */
export const openDevice = async (options: DeviceOptions): Promise<DeviceClient> => createCalls(assemble(options), options.transport)
