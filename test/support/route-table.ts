// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every route that a listener of the daemon or of the core-agent has, by what it is behind. A route without a row here fails the tests that are made from this table, and so
// does a row without a route.
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'

/** What lets a request pass: the core's credential, a ticket for this very thing, or nothing, where a route tells everybody the same. */
export type Guard = 'credential' | 'ticket' | 'open'

/** The core's listener: `/core/v1`, and the bytes of attachments. */
export const coreRoutes: Readonly<Record<string, Guard>> = {
  'PUT /core/v1/issuers': 'credential',
  'GET /core/v1/users/:ref': 'credential',
  'PUT /core/v1/users/:ref': 'credential',
  'DELETE /core/v1/users/:ref': 'credential',
  'PUT /core/v1/users/:ref/providers/:party': 'credential',
  'POST /core/v1/users::bulk': 'credential',
  'POST /core/v1/users/:ref/contacts': 'credential',
  'POST /core/v1/users/:ref/contacts/:id': 'credential',
  'DELETE /core/v1/users/:ref/contacts/:id': 'credential',
  'POST /core/v1/users/:ref/invites': 'credential',
  'DELETE /core/v1/users/:ref/invites/:id': 'credential',
  'GET /core/v1/events': 'credential',
  'POST /core/v1/messages': 'credential',
  'GET /core/v1/messages/:id': 'credential',
  'POST /core/v1/reports': 'credential',
  'POST /core/v1/attachments': 'credential',
  'GET /core/v1/attachments/:id': 'credential',
  'DELETE /core/v1/attachments/:id': 'credential',
  'GET /core/v1/vault': 'credential',
  'GET /v1/attachments/:id': 'ticket',
  'HEAD /v1/attachments/:id': 'ticket',
  'PATCH /v1/attachments/:id': 'ticket',
  'OPTIONS /v1/attachments/:id': 'open',
}

/** What an operator's route is: whether a reading token has it, and whether it wants the reason of a change. */
export type AdminRoute = 'reads' | 'changes for a reason' | 'changes'

/** The operator's listener. */
export const adminRoutes: Readonly<Record<string, AdminRoute>> = {
  'GET /livez': 'reads',
  'GET /readyz': 'reads',
  'GET /metrics': 'reads',
  'GET /v1/info': 'reads',
  'GET /v1/keys': 'reads',
  'GET /v1/audit': 'reads',
  'GET /v1/audit/entries': 'reads',
  'GET /v1/audit/checkpoints': 'reads',
  'GET /v1/vaults/attestations': 'reads',
  'GET /v1/parties': 'reads',
  'GET /v1/parties/:party': 'reads',
  'GET /v1/parties/:party/limits': 'reads',
  'GET /v1/agreements': 'reads',
  'GET /v1/agreements/:party': 'reads',
  'GET /v1/mailbox': 'reads',
  'GET /v1/traces/:sender/:submission': 'reads',
  'GET /v1/core/credentials': 'reads',
  'GET /v1/core/webhook': 'reads',
  'POST /v1/parties': 'changes',
  'POST /v1/offers': 'changes for a reason',
  'POST /v1/agreements': 'changes for a reason',
  'POST /v1/agreements/:party/withdraw': 'changes for a reason',
  'POST /v1/agreements/:party/live': 'changes for a reason',
  'POST /v1/agreements/:party/report': 'changes for a reason',
  'POST /v1/agreements/:party/keys': 'changes for a reason',
  'POST /v1/agreements/:party/finish-rotation': 'changes for a reason',
  'POST /v1/parties/:party/suspend': 'changes for a reason',
  'POST /v1/parties/:party/resume': 'changes for a reason',
  'POST /v1/parties/:party/limits': 'changes for a reason',
  'POST /v1/mailbox/retry': 'changes for a reason',
  'POST /v1/mailbox/drop': 'changes for a reason',
  'GET /v1/enforcement': 'reads',
  'GET /v1/enforcement/:id': 'reads',
  'GET /v1/enforcement-suggestions': 'reads',
  'POST /v1/enforcement': 'changes for a reason',
  'POST /v1/enforcement/:id/lift': 'changes for a reason',
  'POST /v1/enforcement/:id/appeal': 'changes for a reason',
  'GET /v1/media/bucket': 'reads',
  'POST /v1/media/bucket/adopt': 'changes for a reason',
  'GET /v1/reports': 'reads',
  'GET /v1/reports/:id': 'reads',
  'GET /v1/report-counts': 'reads',
  'GET /v1/frank-keys': 'reads',
  'POST /v1/reports/:id/drop': 'changes for a reason',
  // It shows much, so that a reading token does not do.
  'POST /v1/users/export': 'changes for a reason',
  'POST /v1/users/erase': 'changes for a reason',
  'POST /v1/core/credentials': 'changes',
  'POST /v1/core/credentials/remove': 'changes for a reason',
  'POST /v1/core/webhook/replay': 'changes',
}

/** The routes that `mount` adds to a listener; those of HEAD that Fastify makes of GET are left out. */
export const routesOf = async (mount: (app: FastifyInstance) => unknown): Promise<readonly string[]> => {
  const app = Fastify({ exposeHeadRoutes: false })
  const found: string[] = []
  app.addHook('onRoute', ({ method, url }) => { for (const one of [method].flat()) found.push(`${one} ${url}`) })
  await mount(app)
  await app.ready()
  await app.close()
  return found.sort()
}
