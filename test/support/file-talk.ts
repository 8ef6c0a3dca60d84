// SPDX-License-Identifier: AGPL-3.0-only
// Promise: files between a core over HTTP, whose end is examples/core-attachments.mjs, and a person with a device.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'
import { address } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { prepareAttachment, saveFile as saveAsDevice, sealAgain, sendFile as sendAsDevice } from '../../src/sdk/attachments/index.ts'
import type { FileDevice, PreparedAttachment } from '../../src/sdk/attachments/index.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { AttachmentKind, AttachmentPointer, DeviceClient, InboxEntry } from '../../src/sdk/device/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { CoreFeed } from './core-http.ts'
import type { CoreCall } from './core-http.ts'
import { createMediaHost } from './media-host.ts'
import type { MediaHost } from './media-host.ts'
import { befriend, enlistPerson, optIn } from './outside-person.ts'
import { SpeakingCore } from './speaking-core.ts'
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
export type CorePointer = Readonly<Record<'id' | 'key' | 'sha256' | 'type' | 'mediaType', string>> & { readonly size: number; readonly waveform?: string }

/** What the page offers. */
export const { createCall, sendFile, saveFile } = await import(pathToFileURL(join(import.meta.dirname, '../../examples/core-attachments.mjs')).href) as Example

/** What a pointer shows as JSON has it: the waveform in base64url. */
export type Shown = Readonly<Record<string, unknown>> & { readonly waveform?: string }

/** Ana's end: her device, by the calls that the SDK has for files. */
export const createAna = ({ device }: Pick<FileTalk, 'device'>) => ({
  send: async (to: UserId, source: string, kind: AttachmentKind, mediaType: string, { waveform = '', ...shown }: Shown): Promise<AttachmentPointer> => {
    const sent: AttachmentPointer[] = []
    const seen: FileDevice = { ...device, sendAttachment: (draft) => {
      sent.push(draft.attachment)
      return device.sendAttachment(draft)
    } }
    await sendAsDevice(seen, { to, source, kind, mediaType, ...shown, waveform: new Uint8Array(Buffer.from(waveform, 'base64url')) })
    const [pointer] = sent
    if (pointer === undefined) throw new Error('no message went')
    return pointer
  },
  /** Has her provider host it. */
  host: async (to: UserId, source: string, host: MediaHost): Promise<PreparedAttachment & { readonly id: string }> => {
    const prepared = await prepareAttachment(source)
    const { key, sha256, sizeBytes } = prepared
    const path = host.put(Buffer.concat(await Array.fromAsync(sealAgain(prepared, 0))))
    const { attachmentId: id } = await device.offerHosted({ to, host: host.host, path, sizeBytes: prepared.sealedBytes, sha256 })
    const shown = { kind: 'file', mediaType: 'application/octet-stream', name: '', caption: '', width: 0, height: 0, durationMs: 0, waveform: new Uint8Array(0), thumbnail: undefined } as const
    await device.sendAttachment({ to, attachment: { ...shown, id, key, sha256, sizeBytes } })
    return { ...prepared, id }
  },
  save: (pointer: AttachmentPointer, path: string): Promise<void> => saveAsDevice(device, pointer, path),
})

/** A daemon with a vault, Ben of a core over HTTP and Ana of a provider with a host of its own, who know each other; what they send lies in a folder. */
export const openFileTalk = async (t: Test) => {
  const host = await createMediaHost(t)
  const folder = await createTempFolder('drawbridge-core-files-')
  t.teardown(() => folder.remove())
  const temporary = await folder.folder('temporary')
  const of = await openVaultDaemon(t, { ...host.environment, DRAWBRIDGE_LOG_LEVEL: 'trace', TMPDIR: temporary }, [host.host])
  const { call, provider, pinned, port } = of
  const transport = provider.open(t).transport()
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
  return { of, host, call: createCall(origin, of.credential), origin, folder: folder.path, temporary, path, write, ben, ends, say, hear, device: person.device, user: person.user, reopen }
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
