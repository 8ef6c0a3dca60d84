// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { Client } from 'undici'
import { createAdmin } from '../../../src/admin/index.ts'
import type { AdminDeps, AdminOptions, AdmittedParty, PartyDesk } from '../../../src/admin/index.ts'
import { GatewayError } from '../../../src/model/errors.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import type { PublicJwk } from '../../../src/model/credentials.ts'
import { openCoreCredentials } from '../../../src/ops/core-credentials.ts'
import { createPartyKeys } from '../../../src/sdk/link/party-keys.ts'

/** A folder whose path is short enough for a socket in it. */
export const shortFolder = (t: Test): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dba-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** A desk in memory with the rules of the registry's. */
const memoryDesk = (gatewayKey: PublicJwk): PartyDesk => {
  const rows = new Map<string, AdmittedParty>()
  const change = async (party: string, changes: Partial<AdmittedParty>): Promise<AdmittedParty> => {
    const row = rows.get(party)
    if (row === undefined) throw new GatewayError('NOT_FOUND', 'no such party')
    const next = { ...row, ...changes }
    rows.set(party, next)
    return next
  }
  const coreRow = () => [...rows.values()].find(({ role }) => role === 'core')
  return {
    add: async (application, bindingMode) => {
      if (application.role === 'core' && coreRow() !== undefined) throw new GatewayError('CONFLICT', 'there is a core already')
      if (application.role === 'provider' && coreRow() === undefined) throw new GatewayError('CONFLICT', 'add the core first')
      rows.set(application.party, {
        ...application, state: 'live', stateReason: '', bindingMode, addedAt: 0, limits: defaultLimits, policyVersion: 1, wakeUrl: application.wakeUrl ?? '', mediaHosts: application.mediaHosts ?? [],
        linkKeys: application.linkKeys.keys.map(({ kid }) => ({ keyId: kid })), issuerKeys: application.issuerKeys.keys.map(({ kid }) => ({ keyId: kid })),
      })
      return {
        drawbridge: 'admission/1', party: application.party, role: application.role, bindingMode,
        gateway: { id: gatewayKey.kid as never, url: 'ws://127.0.0.1:1/v1/link', linkKey: gatewayKey, frankKey: gatewayKey },
        core: { party: coreRow()?.party ?? application.party, issuerKeys: application.issuerKeys },
      }
    },
    list: async () => [...rows.values()],
    find: async (party) => rows.get(party),
    suspend: (party, { reason }) => change(party, { state: 'suspended', stateReason: reason }),
    resume: (party, { reason }) => change(party, { state: 'live', stateReason: reason }),
    setLimits: (party, changes) => change(party, { limits: { ...defaultLimits, ...changes }, policyVersion: 2 }),
  }
}

const none = async () => ({ changed: 0, next: undefined })
const emptyMailbox: AdminDeps['mailbox'] = { list: async () => [], countParked: async () => 0, trace: async () => [], retry: none, drop: none }

const emptyReports: AdminDeps['reports'] = {
  list: async () => [], counts: async () => [], countOf: async () => ({ reporters: 0, users: 0 }),
  find: async () => { throw new GatewayError('NOT_FOUND', 'no such report') }, drop: async () => { throw new GatewayError('NOT_FOUND', 'no such report') },
}
const noAgreement = () => Promise.reject(new GatewayError('NOT_FOUND', 'no such provider'))
const noAgreements: AdminDeps['agreements'] = {
  list: async () => [], find: noAgreement, request: noAgreement, withdraw: noAgreement, attachReport: noAgreement, goLive: noAgreement, rotate: noAgreement, finishRotation: noAgreement,
}
const noStep = () => Promise.reject(new GatewayError('NOT_FOUND', 'no such step'))
/** An audit log that takes everything and shows nothing. */
const quietAudit: AdminDeps['audit'] = { tell: async () => undefined, state: async () => ({ size: 0, signed: 0, key: '' }), entries: async () => [], checkpoints: async () => [] }

/** A running admin API and what it reported. */
export const startAdmin = async (t: Test, options: Partial<AdminOptions> = {}, deps: Partial<AdminDeps> = {}) => {
  const socket = join(shortFolder(t), 'admin.sock')
  const seen: string[] = []
  const { application } = await createPartyKeys({ party: 'gateway.example', role: 'core', displayName: 'Gateway' })
  const gatewayKey = application.linkKeys.keys[0]!
  const admin = createAdmin({ socket, tcp: undefined, ...options }, {
    desk: memoryDesk(gatewayKey),
    agreements: noAgreements, offers: { build: noAgreement },
    mailbox: emptyMailbox,
    users: { export: async () => undefined, erase: async () => undefined },
    enforcement: { list: async () => [], suggestions: async () => [], show: noStep, apply: noStep, lift: noStep, decide: noStep },
    untaken: { list: async () => [], replay: async () => 0 },
    reports: emptyReports, frankKeys: [{ epoch: 1, key: gatewayKey }],
    webhookState: () => 'off',
    audit: quietAudit, bucket: undefined,
    credentials: openCoreCredentials(join(shortFolder(t), 'core-credentials.json')),
    now: () => 0,
    keysInUse: async () => ({ wrapping: 2, keys: [{ key: 1, users: 3 }, { key: 2, users: 5 }] }), attest: async () => [],
    health: { live: () => true, ready: () => true },
    status: () => ({ version: '1.2.3', source: 'https://source.example', phase: 'ready', startedAt: 0, linksUrl: 'ws://127.0.0.1:1/v1/link', coreUrl: null, gatewayId: gatewayKey.kid, openLinks: 2, events: { 'link.opened': 3 } }),
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: '{}' }),
    defaultBindingMode: 'plain-loopback',
    events: {
      adminRefused: (code) => seen.push(`refused ${code}`), adminFailed: (id, error) => seen.push(`failed ${id} ${error instanceof Error ? error.message : ''}`),
      credentialAdded: (actor) => seen.push(`added by ${actor}`), credentialRemoved: (actor) => seen.push(`removed by ${actor}`),
    },
    correlationId: () => randomUUID(),
    ...deps,
  })
  await admin.start()
  t.teardown(() => admin.stop())
  return { admin, socket: options.socket ?? socket, seen }
}

/** One request over the socket, or over TCP when a port is given. */
export const call = async (
  at: { socket: string } | { port: number }, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; type: string; body: Record<string, unknown> }> => {
  const client = 'socket' in at ? new Client('http://localhost', { socketPath: at.socket }) : new Client(`http://127.0.0.1:${at.port}`)
  try {
    const raw = typeof body === 'string'
    const response = await client.request({
      method, path, body: body === undefined ? null : raw ? body : JSON.stringify(body),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    })
    const text = await response.body.text()
    return { status: response.statusCode, type: String(response.headers['content-type']), body: JSON.parse(text) as Record<string, unknown> }
  } finally {
    await client.close()
  }
}

/** An application file, fresh keys each time. */
export const application = async (party: string, role: 'provider' | 'core' = 'provider') =>
  (await createPartyKeys({ party, role, displayName: party.split('.')[0] ?? '' })).application
