// SPDX-License-Identifier: AGPL-3.0-only
// The core's end of the channel to its vault.
import { CompactEncrypt, compactDecrypt } from 'jose'
import { compactHeader, compactParts } from '../../model/compact.ts'
import {
  MAX_CORE_JSON_BYTES, MAX_CORE_MESSAGE_CHARACTERS, MAX_EPOCH_MESSAGES, MAX_EPOCH_SECONDS, messageHeader, opensAt, readMessageHeader,
} from '../../model/core-messages.ts'
import type { CoreFacts, CoreMessageHeader, CoreMessageKind } from '../../model/core-messages.ts'
import { GatewayError } from '../../model/errors.ts'
import { decodeProof } from '../../wire/content/index.ts'
import type { ContentProof } from '../../wire/content/index.ts'
import { createCoreEpoch, openVaultEpoch, otherwise } from './epochs.ts'
import type { CoreChannelKeys, CoreEpoch, OwnCoreEpoch } from './epochs.ts'
import { ContentRefused } from './refused.ts'

export type { CoreChannelKeys } from './epochs.ts'
export { ContentRefused } from './refused.ts'
export type { ContentRefusal } from './refused.ts'

/** What the core hands to the gateway with `POST /messages`. */
export interface SealedForVault {
  /** Compact JWE. */
  readonly content: string
  /** The key message of its epoch. */
  readonly epochKey: string
}

/** What came beside content that the gateway vouched for. */
export interface SealedProof {
  /** Compact JWE. */
  readonly proof: string
  /** The content's. */
  readonly epochKey: string
}

/** What a peer said. */
export interface OpenedFromVault {
  readonly facts: CoreFacts
  /** JSON of docs/schema/content-v1.json, `toCore`, in UTF-8. */
  readonly json: Uint8Array
}

/** The core's end: what the vault sealed is opened, and what the core says is sealed to it. */
export interface VaultChannel {
  /** Seals JSON (`fromCore` of the schema) under the epoch in force at `now` (ms). Throws `MALFORMED` above 64 KiB. */
  seal(facts: CoreFacts, json: Uint8Array, now: number): Promise<SealedForVault>
  /** Opens what came in an event, with the key message beside it. Throws `ContentRefused` unless the vault sealed it for this core and about what is `expected`. */
  open(sealed: SealedForVault, expected: Partial<CoreFacts>, now: number): Promise<OpenedFromVault>
  /** Opens what proves to others that this was said. Throws as `open` does; whether it fits the message's commitment is not looked at. */
  openProof(sealed: SealedProof, expected: Partial<CoreFacts>, now: number): Promise<ContentProof>
}

/** Key messages of the vault's that are kept open: a vault has one a day and one for each start. */
const MAX_KNOWN = 16

/** The core's end under these keys. */
export const createVaultChannel = (keys: CoreChannelKeys): VaultChannel => {
  const ownAt = createOwnEpochs(keys)
  const known = new Map<string, Promise<CoreEpoch>>()
  const epochOf = (keyMessage: string): Promise<CoreEpoch> => {
    const epoch = known.get(keyMessage) ?? openVaultEpoch(keys, keyMessage)
    known.delete(keyMessage)
    known.set(keyMessage, epoch)
    const [oldest] = known.keys()
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest)
    epoch.catch(() => { known.delete(keyMessage) })
    return epoch
  }
  const open = createOpen(epochOf)
  return Object.freeze({
    seal: async (facts, json, now) => {
      if (json.length > MAX_CORE_JSON_BYTES) throw new GatewayError('MALFORMED', 'content')
      const { header: { epoch }, key, keyMessage } = await ownAt(now)
      const header = messageHeader({ direction: 'from-core', epoch, facts })
      const content = await new CompactEncrypt(json).setProtectedHeader(header).encrypt(key)
      return { content, epochKey: keyMessage }
    },
    open: ({ content, epochKey }, expected, now) => open('content', content, epochKey, expected, now),
    openProof: async ({ proof, epochKey }, expected, now) => readProof((await open('proof', proof, epochKey, expected, now)).json),
  } satisfies VaultChannel)
}

const createOpen = (epochOf: (keyMessage: string) => Promise<CoreEpoch>) =>
  async (kind: CoreMessageKind, sealed: string, epochKey: string, expected: Partial<CoreFacts>, now: number): Promise<OpenedFromVault> => {
    const { direction, epoch, facts } = readHeader(sealed, kind)
    const { header, key } = await epochOf(epochKey)
    if (direction !== 'to-core' || header.epoch !== epoch) throw new ContentRefused('other-epoch')
    if (!opensAt(header, now, true)) throw new ContentRefused('over')
    const members = Object.keys(expected) as (keyof CoreFacts)[]
    if (members.some((member) => expected[member] !== facts[member])) throw new ContentRefused('other-ends')
    const { plaintext } = await otherwise('broken', compactDecrypt(sealed, key, { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] }))
    return { facts, json: plaintext }
  }

const readProof = (json: Uint8Array): ContentProof => {
  try {
    return decodeProof(json)
  } catch (error) {
    throw error instanceof GatewayError ? new ContentRefused('malformed') : error
  }
}

const readHeader = (sealed: string, kind: CoreMessageKind): CoreMessageHeader => {
  const [first] = compactParts(sealed, 5, MAX_CORE_MESSAGE_CHARACTERS) ?? []
  const claims = first && compactHeader(first)
  const header = claims && readMessageHeader(claims, kind)
  if (header === undefined) throw new ContentRefused('malformed')
  return header
}

/** The core's epoch in force: a new one after a day, after too many messages, and where the clock was set back. Calls that come together share it. */
const createOwnEpochs = (keys: CoreChannelKeys): ((now: number) => Promise<OwnCoreEpoch>) => {
  let current: Promise<OwnCoreEpoch> | undefined
  let [from, until, sealed] = [0, 0, 0]
  return (now) => {
    if (current === undefined || now < from || now >= until || sealed >= MAX_EPOCH_MESSAGES) {
      [from, until, sealed] = [now, now + EPOCH_MS, 0]
      current = createCoreEpoch(keys, now)
    }
    sealed += 1
    return current
  }
}

/** A second less than what the key message says, which begins with a whole second. */
const EPOCH_MS = (MAX_EPOCH_SECONDS - 1) * 1_000
