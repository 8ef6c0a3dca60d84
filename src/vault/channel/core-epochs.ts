// SPDX-License-Identifier: AGPL-3.0-only
// Sees: keys of the core's epochs, while messages under them come.
// Promises: a key message is opened once and then known; what has not been used longest is wiped first.
// Never: keeps more than a bounded number; remembers one that it refused.
import { wipe } from '../sealing/secret.ts'
import { openEpoch } from './epochs.ts'
import type { ChannelKeys, Epoch } from './epochs.ts'

/** Each server of a core may have an epoch of its own, and resends name older ones. */
const MAX_KNOWN = 64

/** The core's epochs by their key messages. */
export interface CoreEpochs {
  /** Refuses as `content-refused`. The key stays the keeper's. */
  require(keyMessage: string): Epoch
}

/** Epochs of the core, opened when they are first named. */
export const createCoreEpochs = (keys: ChannelKeys): CoreEpochs => {
  // In the order of their last use.
  const known = new Map<string, Epoch>()
  return {
    require: (keyMessage) => {
      const epoch = known.get(keyMessage) ?? openEpoch(keys, keyMessage)
      known.delete(keyMessage)
      known.set(keyMessage, epoch)
      const [oldest] = known
      if (known.size > MAX_KNOWN && oldest !== undefined) {
        known.delete(oldest[0])
        wipe(oldest[1].key)
      }
      return epoch
    },
  }
}
