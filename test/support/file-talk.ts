// SPDX-License-Identifier: AGPL-3.0-only
// Promise: files between a core over HTTP, whose end is examples/core-attachments.mjs, and a person with a device.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'
import type { AttachmentId } from '../../src/model/attachments.ts'
import { address, deviceId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { prepareAttachment, saveAttachment, uploadAttachment } from '../../src/sdk/attachments/index.ts'
import type { TransferTicket } from '../../src/sdk/attachments/index.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { AttachmentKind, AttachmentPointer, DeviceClient, InboxEntry } from '../../src/sdk/device/index.ts'
import type { DeviceTransport } from '../../src/sdk/transport.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { CoreFeed } from './core-http.ts'
import type { CoreCall } from './core-http.ts'
import { befriend, enlistPerson, optIn } from './outside-person.ts'
import { SpeakingCore } from './speaking-core.ts'
import { seeTokens } from './tokens-seen.ts'
import { openVaultDaemon } from './vault-daemon.ts'
import { eventually } from './waiting.ts'

/** A user of the core's, and somebody at a provider. */
export interface CoreEnds { readonly ref: string; readonly provider: string; readonly peer: UserId }
/** The page of plain JavaScript. */
interface Example {
  readonly createCall: (origin: string, credential: string) => CoreCall
  readonly sendFile: (call: CoreCall, origin: string, ends: CoreEnds, path: string, shown: object) => Promise<CorePointer>
  readonly saveFile: (call: CoreCall, origin: string, ends: CoreEnds, pointer: CorePointer, path: string) => Promise<void>
}
/** A pointer as JSON. */
export type CorePointer = Readonly<Record<'id' | 'key' | 'sha256' | 'type' | 'mediaType', string>> & { readonly size: number }

/** What the page offers. */
export const { createCall, sendFile, saveFile } = await import(pathToFileURL(join(import.meta.dirname, '../../examples/core-attachments.mjs')).href) as Example

/** Ana's end: her device, and what her app asks at the gateway about files. */
export const createAna = ({ device, user, transport, tokenFor }: Pick<FileTalk, 'device' | 'user' | 'transport' | 'tokenFor'>) => {
  const ticket = async (request: Parameters<DeviceTransport['request']>[0]): Promise<TransferTicket & { readonly attachmentId: AttachmentId }> => {
    const answer = await transport.request(request)
    if (answer.kind !== 'attachmentTicket') throw new Error(`no ticket: ${JSON.stringify(answer)}`)
    return answer
  }
  const own = { user, deviceId: deviceId(1) }
  return {
    send: async (to: UserId, path: string, kind: AttachmentKind, mediaType: string, shown: object): Promise<AttachmentPointer> => {
      const prepared = await prepareAttachment(path)
      const { key, sha256, sizeBytes, sealedBytes } = prepared
      const place = await ticket({ kind: 'createUpload', senderUser: user, senderDevice: own.deviceId, recipientUser: to, consentToken: tokenFor(to), sizeBytes: sealedBytes, sha256 })
      await uploadAttachment({ prepared, ticket: place })
      const empty = { name: '', caption: '', width: 0, height: 0, durationMs: 0, thumbnail: undefined, ...shown, waveform: new Uint8Array([1, 2, 3]) }
      const pointer = { ...empty, kind, id: place.attachmentId, key, sha256, sizeBytes, mediaType }
      await device.sendAttachment({ to, attachment: pointer })
      return pointer
    },
    save: async ({ id, ...pointer }: AttachmentPointer, path: string): Promise<void> => {
      await saveAttachment(path, { pointer, ticket: await ticket({ kind: 'getAttachment', ...own, attachmentId: id }) })
      await transport.request({ kind: 'attachmentDone', ...own, attachmentId: id })
    },
  }
}

/** A daemon with a vault, Ben of a core over HTTP and Ana of a provider, who know each other; what they send lies in a folder. */
export const openFileTalk = async (t: Test) => {
  const folder = await createTempFolder('drawbridge-core-files-')
  t.teardown(() => folder.remove())
  const temporary = await folder.folder('temporary')
  const of = await openVaultDaemon(t, { DRAWBRIDGE_LOG_LEVEL: 'trace', TMPDIR: temporary })
  const { call, provider, pinned, port } = of
  const { transport, tokenFor } = seeTokens(provider.open(t).transport())
  const insider = { ref: 'ben', address: 'ben@core.example', provider: provider.party }
  const feed = new CoreFeed(call)
  const ben = await optIn(call, insider)
  const file = join(folder.path, 'ana.db')
  const person = await enlistPerson(t, provider, transport, { name: 'ana', address: address('ana@heron.example'), file })
  await befriend(call, feed, person, insider)
  await person.device.send({ to: ben, text: 'Files follow' })
  const core = new SpeakingCore(pinned.channelKeys)
  const ends: CoreEnds = { ref: 'ben', provider: provider.party, peer: person.user }
  /** Says a content of a kind to Ana; its message id. */
  const say = async (kind: string, members: Readonly<Record<string, unknown>>, attachments: readonly string[] = []): Promise<string> => {
    const { key, body } = await core.say({ ...ends, user: ben }, kind, members)
    await call('POST', '/messages', { ...body, ...(attachments.length === 0 ? {} : { attachments }) }, { 'idempotency-key': key })
    return key
  }
  /** The next content of this kind; receipts and others are passed over. */
  const hear = async (kind: string): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const { json } = await core.hear(await feed.next('message'))
      if (json['kind'] === kind) return json
    }
  }
  await hear('text')
  const origin = `http://127.0.0.1:${String(port)}`
  const path = (name: string): string => join(folder.path, name)
  const write = (name: string, bytes: Uint8Array): string => {
    writeFileSync(path(name), bytes)
    return path(name)
  }
  const reopen = async (): Promise<DeviceClient> => {
    const device = await openDevice({ file, crypto: createLibsignal(), transport, trust: createTrust({ admission: provider.admission }) })
    t.teardown(() => device.close())
    return device
  }
  return { of, call: createCall(origin, of.credential), origin, folder: folder.path, temporary, path, write, ben, ends, say, hear, device: person.device, user: person.user, transport, tokenFor, reopen }
}
/** Everything there. */
export type FileTalk = Awaited<ReturnType<typeof openFileTalk>>

/** The first entry of this kind that is wanted, once the device has it. */
export const entryOf = async (device: DeviceClient, kind: InboxEntry['kind'], is: (entry: InboxEntry) => boolean): Promise<InboxEntry> => {
  const find = () => device.inbox({ limit: 500 }).find((entry) => entry.kind === kind && is(entry))
  await eventually(() => find() !== undefined, `the device has the ${kind}`)
  return find()!
}

/** The pointer of a file as Ana's device shows it. */
export const shownTo = async (device: DeviceClient, id: string): Promise<AttachmentPointer> => {
  const entry = await entryOf(device, 'attachment', (one) => one.kind === 'attachment' && one.attachment.id === id)
  if (entry.kind !== 'attachment') throw new Error('no attachment')
  return entry.attachment
}
