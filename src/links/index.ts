// SPDX-License-Identifier: AGPL-3.0-only
import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { FastifyInstance } from 'fastify'
import type { PartyId } from '../model/ids.ts'
import type { AgreementLimits } from '../model/values.ts'
import { Connections } from './connections.ts'
import { mountListener } from './listener.ts'
import type { LinksDeps, LinksOptions } from './ports.ts'

export type { LinkEnding, LinkEvents, LinkIdentity, RequestFailure } from './events.ts'
export type { Handlers, RequestKind } from './handlers.ts'
export { LINK_PATH, SUBPROTOCOL } from './listener.ts'
export type { GatewayKey, LinkKey, LinkParty, LinksDeps, LinksOptions } from './ports.ts'

/** The daemon's face to providers and to a core that links. */
export interface Links {
  /** Mounts `GET /v1/link`; once. Closing the server ends all links. */
  register<S extends HttpServer | HttpsServer>(fastify: FastifyInstance<S>): Promise<void>
  /**
   * Takes no new links, says GoAway to the open ones, lets requests under way finish and closes. Resolves when every
   * connection is gone: within ten seconds, or at once when the signal is aborted.
   */
  drain(signal?: AbortSignal): Promise<void>
  /**
   * Ends all links of a party with `SUSPENDED`, also those being opened, on every node; resolves within a second, when they
   * are gone. Rejects with `UNAVAILABLE` when it cannot be known of another node.
   */
  closeParty(party: PartyId, reason: string): Promise<void>
  /** Ends every link, also those being opened, and takes new ones: parties come back and are looked at anew. */
  endAll(): void
  /** Tells the open links of a party, on every node, its new limits; who opens a link reads them in `Ready`. */
  announceLimits(party: PartyId, policyVersion: number, limits: AgreementLimits): void
  /** Open links. */
  count(): number
}

/** Serves links on whatever server it is registered at. Throws `TypeError` for a proxy that is no address or range. */
export const createLinks = (options: LinksOptions, deps: LinksDeps): Links => {
  const connections = new Connections(options, deps)
  return {
    register: (fastify) => mountListener(fastify, connections),
    drain: (signal) => connections.drain(signal),
    closeParty: (party, reason) => connections.closeParty(party, reason),
    endAll: () => { connections.endAll() },
    announceLimits: (party, policyVersion, limits) => { deps.nodes.tell({ signal: 'limits-changed', party, policyVersion, limits }) },
    count: () => connections.count(),
  }
}
