// SPDX-License-Identifier: AGPL-3.0-only
// Promise: two people with real devices who send each other files, in a process of its own: the endpoint, whose memory may hold what the gateway's may
// not. The argument names its configuration. It says one line when all have arrived and were compared, and stays until its input ends.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { ticketOf } from '../../bench/load/ticket-of.ts'
import type { AttachmentId } from '../../src/model/attachments.ts'
import type { AdmissionFile, ApplicationFile } from '../../src/model/credentials.ts'
import { address, deviceId, partyId, userReference } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { contactCalls, enlist } from '../../src/sandbox/party-calls.ts'
import { createPresence } from '../../src/sandbox/presence.ts'
import type { Presence } from '../../src/sandbox/presence.ts'
import { downloadAttachment, prepareAttachment, uploadAttachment } from '../../src/sdk/attachments/index.ts'
import type { DeviceClient } from '../../src/sdk/device/index.ts'
import { createHome } from '../../src/sdk/link/index.ts'
import type { PartyKeys } from '../../src/sdk/link/index.ts'
import type { DeviceTransport } from '../../src/sdk/transport.ts'
import { eventually } from './waiting.ts'

/** A file that one of the two sends. */
export interface FilingFile { readonly from: 'ana' | 'ben'; readonly path: string; readonly name: string; readonly caption: string }

/** What the process is told. */
export interface FilingConfig {
  readonly folder: string
  readonly core: { readonly keys: PartyKeys; readonly admission: AdmissionFile }
  readonly provider: { readonly keys: PartyKeys; readonly admission: AdmissionFile; readonly application: ApplicationFile }
  readonly files: readonly FilingFile[]
}

/** What it says: the keys of the files in base64, and their ids. */
export interface Filed { readonly keys: readonly string[]; readonly ids: readonly AttachmentId[] }

interface Person { readonly presence: Presence; readonly device: DeviceClient; readonly user: UserId; readonly token: () => Uint8Array }

const DEVICE = deviceId(1)
const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FilingConfig
const people = await acquaint()
// Stays where it is, as the files of a person who looks at them.
const held: unknown[] = []
const filed: { readonly key: string; readonly id: AttachmentId }[] = []
for (const file of config.files) filed.push(await send(file))
process.stdout.write(`${JSON.stringify({ keys: filed.map(({ key }) => key), ids: filed.map(({ id }) => id) } satisfies Filed)}\n`)
process.stdin.on('end', () => { process.exit(held.length > 0 ? 0 : 1) }).resume()

async function acquaint(): Promise<Readonly<Record<'ana' | 'ben', Person>>> {
  const [ben, ana] = [await open('core'), await open('provider')]
  const reference = userReference('ben')
  const where = address(`ben@${config.core.keys.party}`)
  const issuers = await homeOf('core').signIssuerList({ version: 1, parties: [{ party: partyId(config.provider.keys.party), state: 'live', keys: config.provider.application.issuerKeys.keys }] })
  await ben.presence.link().request({ kind: 'putIssuerList', list: issuers })
  await ben.presence.link().request({ kind: 'setParticipation', userReference: reference, optedIn: true, address: where, findable: true })
  await ben.presence.link().request({ kind: 'setProviderChoice', userReference: reference, provider: partyId(config.provider.keys.party), allowed: true, inbox: 'separate', label: '' })
  const users = [await enlist(ben.presence, homeOf('core'), { name: 'ben', displayName: 'Ben', forProvider: config.provider.keys.party }), await enlist(ana.presence, homeOf('provider'), { name: 'ana', displayName: 'Ana', address: `ana@${config.provider.keys.party}` })] as const
  const [ofBen, ofAna] = [contactCalls(ben.presence), contactCalls(ana.presence)]
  await ofAna.requestContact('ana', where)
  const [request] = await ofBen.requests('ben', 1)
  await ofBen.decide('ben', { requestId: request?.requestId ?? '' }, 'grant')
  await Promise.all([ofBen.granted('ben', 1), ofAna.granted('ana', 1)])
  return {
    ben: { presence: ben.presence, device: ben.presence.of('ben').device, user: users[0], token: ben.token },
    ana: { presence: ana.presence, device: ana.presence.of('ana').device, user: users[1], token: ana.token },
  }
}

function homeOf(side: 'core' | 'provider') {
  const { keys, admission } = config[side]
  return createHome({ keys, gatewayId: admission.gateway.id })
}

async function open(side: 'core' | 'provider') {
  let token = new Uint8Array()
  // A device keeps the token to itself; its server sees it pass.
  const between = (link: DeviceTransport): DeviceTransport => ({
    request: (request, signal) => link.request(request, signal), onOpen: (listener) => link.onOpen(listener),
    subscribe: (user, handler) => link.subscribe(user, (push) => {
      if (push.kind === 'event' && push.body.kind === 'contactGranted') token = Uint8Array.from(push.body.consentToken)
      return handler(push)
    }),
  })
  const presence = createPresence({ ...config[side], folder: config.folder, stateFolder: join(config.folder, side), instance: side, between })
  await presence.connect()
  return { presence, token: () => token }
}

async function send({ from, path, name, caption }: FilingFile): Promise<{ readonly key: string; readonly id: AttachmentId }> {
  const [sender, reader] = from === 'ana' ? [people.ana, people.ben] : [people.ben, people.ana]
  const prepared = await prepareAttachment(path)
  const created = ticketOf(await sender.presence.link().request({
    kind: 'createUpload', senderUser: sender.user, senderDevice: DEVICE, recipientUser: reader.user, consentToken: sender.token(), sizeBytes: prepared.sealedBytes, sha256: prepared.sha256,
  }))
  await uploadAttachment({ prepared, ticket: created })
  const { key, sha256, sizeBytes } = prepared
  await sender.device.sendAttachment({
    to: reader.user,
    attachment: { kind: 'file', id: created.attachmentId, key, sha256, sizeBytes, mediaType: 'application/octet-stream', name, caption, width: 0, height: 0, durationMs: 0, waveform: new Uint8Array(), thumbnail: undefined },
  })
  const shown = () => reader.device.inbox().flatMap((entry) => (entry.kind === 'attachment' && entry.attachment.id === created.attachmentId ? [entry.attachment] : []))
  await eventually(() => shown().length === 1, 'the file is shown')
  const [pointer] = shown()
  if (pointer === undefined) throw new Error('it is shown no more')
  const ticket = ticketOf(await reader.presence.link().request({ kind: 'getAttachment', user: reader.user, deviceId: DEVICE, attachmentId: pointer.id }))
  const pieces: Uint8Array[] = []
  for await (const piece of downloadAttachment({ pointer, ticket })) pieces.push(piece)
  const content = Buffer.concat(pieces)
  if (!content.equals(await readFile(path)) || pointer.name !== name || pointer.caption !== caption) throw new Error('what arrived is not what was sent')
  held.push(content, pointer, prepared)
  return { key: Buffer.from(key).toString('base64'), id: pointer.id }
}
