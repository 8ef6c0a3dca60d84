// SPDX-License-Identifier: AGPL-3.0-only
// Sees: content on its way between vault and core, in the clear and sealed.
// Promises: the core alone opens what is sealed here; what is opened here was sealed by the core, for exactly these ends and under the header it came with.
// Never: says what was wrong with something refused.
import { compactHeader, compactParts, encodeHeader } from '../../model/compact.ts'
import { MAX_CORE_JSON_BYTES, MAX_CORE_MESSAGE_CHARACTERS, messageHeader, opensAt, readMessageHeader } from '../../model/core-messages.ts'
import type { CoreMessageHeader, CoreMessageKind } from '../../model/core-messages.ts'
import type { ContentFromCore, CoreChannel } from '../core-channel.ts'
import type { VaultAnswers } from '../protocol/calls.ts'
import { refusing, VaultRefused } from '../refusal.ts'
import { reveal, Secret } from '../sealing/secret.ts'
import { createCoreEpochs } from './core-epochs.ts'
import type { CoreEpochs } from './core-epochs.ts'
import { createOwnEpochs } from './epochs.ts'
import type { ChannelKeys } from './epochs.ts'
import { openParts, sealParts } from './jwe.ts'

export type { ChannelKeys } from './epochs.ts'

/** The channel, and the key message without which the core cannot open what it sealed. */
export interface OpenCoreChannel extends CoreChannel {
  /** The key message of the epoch in force at `now` (ms). */
  epoch(now: number): VaultAnswers['epoch']
}

/** The channel between a vault and its core. Its first epoch begins when something is first sealed. */
export const createCoreChannel = (keys: ChannelKeys): OpenCoreChannel => {
  const own = createOwnEpochs(keys)
  const theirs = createCoreEpochs(keys)
  return Object.freeze({
    sealForCore: (facts, { json, proof }, now) => {
      if (json.length > MAX_CORE_JSON_BYTES || proof.length > MAX_CORE_JSON_BYTES) throw new RangeError('content is larger than any may be')
      const { header: { epoch }, key } = own.at(now)
      const sealed = (kind: CoreMessageKind, bytes: Uint8Array<ArrayBuffer>): string => {
        own.count()
        return sealParts(key, encodeHeader(messageHeader({ direction: 'to-core', epoch, facts }, kind)), new Secret(bytes))
      }
      return { content: sealed('content', json), proof: sealed('proof', proof), epoch }
    },
    openFromCore: async (content, epochKey, expected, now) => refusing('content-refused', () => openMessage(theirs, content, epochKey, expected, now)),
    epoch: (now) => {
      const { header, keyMessage } = own.at(now)
      return { epoch: header.epoch, keyMessage }
    },
  } satisfies OpenCoreChannel)
}

type Expected = Parameters<CoreChannel['openFromCore']>[2]

const openMessage = (epochs: CoreEpochs, content: string, epochKey: string, expected: Expected, now: number): ContentFromCore => {
  const parts = compactParts(content, 5, MAX_CORE_MESSAGE_CHARACTERS)
  const claims = parts?.[0] && compactHeader(parts[0])
  const header = claims && readMessageHeader(claims)
  if (parts === undefined || header === undefined || !isAbout(header, expected)) throw refused()
  const epoch = epochs.require(epochKey)
  if (epoch.header.epoch !== header.epoch || !opensAt(epoch.header, now, expected.again)) throw refused()
  return { facts: header.facts, json: reveal(openParts(epoch.key, content, parts)) }
}

const isAbout = ({ direction, facts }: CoreMessageHeader, { from, to, provider }: Expected): boolean =>
  direction === 'from-core' && facts.from === from && facts.to === to && facts.provider === provider

const refused = (): VaultRefused => new VaultRefused('content-refused')
