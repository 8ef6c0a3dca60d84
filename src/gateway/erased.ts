// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../config/index.ts'
import { keepErasures } from '../ops/erasures.ts'
import type { ErasureDeps, ErasureKeeping } from '../ops/erasures.ts'
import type { ServiceKeys } from '../ops/keys.ts'
import { systemTimers } from '../ops/timers.ts'
import type { Store } from '../store/port.ts'

/** The store with its list of erased users, which it fits when this resolves; gives the store back where it does not. */
export const withErasedList = async (
  { privacy }: Pick<Config, 'privacy'>, { blindIndex }: Pick<ServiceKeys, 'blindIndex'>, store: Store, { audit, events }: Pick<ErasureDeps, 'audit' | 'events'>,
): Promise<ErasureKeeping> => {
  try {
    return await keepErasures({ store, audit, path: privacy.erasedList, blindIndex, timers: systemTimers, events })
  } catch (error) {
    await store.close()
    throw error
  }
}
