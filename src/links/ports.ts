// SPDX-License-Identifier: AGPL-3.0-only
import type { KeyId, PartyId } from '../model/ids.ts'
import type { AgreementLimits, AgreementState, BindingMode, Role } from '../model/values.ts'
import type { Deliverer, Nodes } from '../relay/ports.ts'
import type { LinkEvents } from './events.ts'
import type { Handlers } from './handlers.ts'

/** An Ed25519 key that opens links for a party. */
export interface LinkKey {
  readonly keyId: KeyId
  readonly jwk: { readonly kty: string; readonly crv: string; readonly x: string }
}

/** What a link needs to know about a party; a row of the store has it. */
export interface LinkParty {
  readonly party: PartyId
  readonly role: Role
  readonly state: AgreementState
  /** Told to the party itself only. */
  readonly stateReason: string
  readonly bindingMode: BindingMode
  readonly limits: AgreementLimits
  readonly policyVersion: number
  /** Live keys; a revoked one is not among them. */
  readonly linkKeys: readonly LinkKey[]
}

/** The key that proves the gateway on every link. */
export interface GatewayKey {
  readonly keyId: KeyId
  /** 32 bytes. */
  readonly publicKeyRaw: Uint8Array
  /** Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
}

/** How the links behave. */
export interface LinksOptions {
  /** Addresses or CIDR ranges of the proxies in front; binding mode `proxy` is accepted from these only. */
  readonly proxies: readonly string[]
  /** What the gateway offers, such as `msg.text/1`. */
  readonly capabilities: readonly string[]
  /** Name and version told in Hello; at most 64 characters. */
  readonly software: string
}

/** Everything the links stand on. */
export interface LinksDeps {
  findParty(party: PartyId): Promise<LinkParty | undefined>
  /** A link of the party is about to open with this key of it. */
  partyLinked(party: LinkParty, key: KeyId): Promise<void>
  readonly gatewayKey: GatewayKey
  readonly handlers: Handlers
  readonly deliverer: Deliverer
  /** The other running gateways of this store. */
  readonly nodes: Pick<Nodes, 'tell' | 'tellAndWait' | 'nextNumber' | 'listen'>
  readonly events: LinkEvents
  /** Wall time in ms, told in Hello. */
  now(): number
  randomBytes(size: number): Uint8Array
  /** A new id that a party can name to the operator. */
  correlationId(): string
  readonly timers: Timers
}

/** Where waiting comes from; injected, so that tests own it. */
export interface Timers {
  /** Calls `run` once after the time; returns what cancels it. */
  after(milliseconds: number, run: () => void): () => void
}
