// SPDX-License-Identifier: AGPL-3.0-only
// What a patched gateway does to the calls of its vault and to the events of its core. It runs inside of that gateway and knows what a gateway
// knows: `LIES` names a file of the test that says which lie is told now, and the public keys of vault and core.
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeSync } from 'node:fs'
import process from 'node:process'
import { createVaultChannel } from '../../src/agent/channel/index.ts'
import { createEd25519, createX25519 } from '../../src/cli/fresh-keys.ts'
import { compactHeader, compactParts } from '../../src/model/compact.ts'
import { MAX_CORE_MESSAGE_CHARACTERS, readMessageHeader } from '../../src/model/core-messages.ts'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import { userId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import type { CoreSecretFile, VaultKeysFile } from '../../src/model/vault-files.ts'
import { createCoreChannel } from '../../src/vault/channel/index.ts'
import type { ByteWriter } from '../../src/vault/protocol/bytes.ts'
import type { VaultCall } from '../../src/vault/protocol/calls.ts'

/** What can be lied about: three to the vault when something is sealed, one when something is opened, and three to the core. */
export type Lie = 'none' | 'forged' | 'swapped' | 'replayed' | 'own-core-key' | 'forged-event' | 'swapped-event' | 'replayed-event'

/** What the file says. */
export interface Script {
  readonly lie: Lie
  readonly vault: VaultKeysFile
  readonly core: Pick<CoreSecretFile, 'party'> & { readonly signingKey: VaultKeysFile['signingKey']; readonly agreementKey: VaultKeysFile['agreementKey'] }
  /** Whom the gateway likes better than whoever is meant. */
  readonly other: UserId
}

interface Sealed { readonly content: string; readonly epochKey: string }

const script = (): Script => JSON.parse(readFileSync(process.env['LIES'] ?? '', 'utf8')) as Script
const first = new Map<'to-core' | 'from-core', Sealed>()

/** The first that came by in this direction. */
const earlier = (direction: 'to-core' | 'from-core', sealed: Sealed): Sealed => {
  const known = first.get(direction) ?? sealed
  first.set(direction, known)
  return known
}

const factsOf = (content: string): CoreFacts => {
  const [header] = compactParts(content, 5, MAX_CORE_MESSAGE_CHARACTERS) ?? []
  const claims = header && compactHeader(header)
  const read = claims && readMessageHeader(claims)
  if (read === undefined) throw new Error('no such header')
  return read.facts
}

const JSON_OF_LIE = Buffer.from(JSON.stringify({ kind: 'text', text: 'the gateway speaks' }))

/** A call as the gateway would like it: `forged` content under keys of its own by the core's name, or `replayed` content. */
export const lieToVault = async (call: VaultCall): Promise<VaultCall> => {
  if (call.call !== 'seal') return call
  const { lie, vault, core } = script()
  const { content, epochKey } = call
  if (lie === 'replayed') return { ...call, ...earlier('from-core', { content, epochKey }) }
  if (lie !== 'forged') return call
  const own: CoreSecretFile = { drawbridge: 'core-secret/1', party: core.party, signingKey: { ...createEd25519(), kid: core.signingKey.kid }, agreementKey: createX25519() }
  return { ...call, ...await createVaultChannel({ own, vault }).seal(factsOf(content), JSON_OF_LIE, Date.now()) }
}

/** Something behind a call: the vault shall seal what it opens to this key. */
export const lieInFrame = (to: ByteWriter, call: VaultCall): void => {
  if (call.call === 'open' && script().lie === 'own-core-key') to.text(JSON.stringify(createX25519()))
}

/** Whom a message of the core's goes to. */
export const lieAboutPeer = (peer: string): string => {
  const { lie, other } = script()
  return lie === 'swapped' ? other : peer
}

/** What the core is told of a message that the vault opened. */
export const lieToCore = ({ content, epochKey }: Sealed): Sealed & { readonly peer?: string } => {
  const { lie, other } = script()
  if (lie === 'swapped-event') return { content, epochKey, peer: userId(other) }
  if (lie === 'replayed-event') return earlier('to-core', { content, epochKey })
  return lie === 'forged-event' ? forgedEvent(factsOf(content)) : { content, epochKey }
}

/** By the vault's name. */
const forgedEvent = (facts: CoreFacts): Sealed => {
  const { vault, core } = script()
  const own = (kid: string, key: 'ed25519' | 'x25519') => ({ kid, key: key === 'ed25519' ? generateKeyPairSync('ed25519').privateKey : generateKeyPairSync('x25519').privateKey })
  const channel = createCoreChannel({ signing: own(vault.signingKey.kid, 'ed25519'), agreement: own(vault.agreementKey.kid, 'x25519'), core })
  const { content } = channel.sealForCore(facts, { json: new Uint8Array(JSON_OF_LIE), proof: new Uint8Array(JSON_OF_LIE) }, Date.now())
  return { content, epochKey: channel.epoch(Date.now()).keyMessage }
}

/** Writes down what the vault refused, for the test to read. */
export const hearRefusal = (call: VaultCall['call'], refused: string): void => { writeSync(2, `the vault refused ${call}: ${refused}\n`) }
