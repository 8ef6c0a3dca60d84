// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareAttachment, saveAttachment, uploadAttachment } from '../sdk/attachments/index.ts'
import type { TransferTicket } from '../sdk/attachments/index.ts'
import type { HttpEnd } from './http-end.ts'
import { filesOf, writeSample } from './marked-sample.ts'
import type { SampleShown } from './marked-sample.ts'
import type { HttpFiles } from './party-contract.ts'

/** A pointer as the JSON of a core's content has it, as far as it is looked at here. */
interface Pointer { readonly id: string; readonly key: string; readonly sha256: string; readonly type: string; readonly mediaType: string; readonly size: number }

/** What the gateway says of an attachment. */
interface Place { readonly id: string; readonly state: string; readonly transfer?: { readonly path: string; readonly authorization: string } }

/** Files of users whose keys a vault holds: sealed and opened by the core itself. */
export const httpFileCalls = (end: HttpEnd, folder: string): HttpFiles => {
  const ticketOf = async ({ state, transfer }: Place): Promise<TransferTicket> => {
    if (transfer === undefined) throw new Error(`there is no way to the file: ${state}`)
    return { url: await end.addressOf(transfer.path), ticket: Buffer.from(transfer.authorization.replace(/^Drawbridge /, ''), 'base64url') }
  }
  return {
    sendSampleOverHttp: async (name, provider, ends, kind, seed, atLeastBytes) => {
      const { path, shown, sent } = await writeSample(folder, name, { kind, seed, atLeastBytes })
      const prepared = await prepareAttachment(path)
      const place = await end.call<Place>('POST', '/attachments', { ref: name, provider, peer: ends.to, size: prepared.sealedBytes, sha256: base64url(prepared.sha256) })
      await uploadAttachment({ prepared, ticket: await ticketOf(place) })
      const attachment = { ...shownAsJson(shown), id: place.id, key: base64url(prepared.key), sha256: base64url(prepared.sha256), size: prepared.sizeBytes }
      await end.say({ ...ends, name, provider }, { kind: 'attachment', attachment }, [place.id])
      return sent
    },
    saveFileOverHttp: async (name, provider) => {
      const { id, key, sha256, type, mediaType, size } = (await end.hear('attachment')).content['attachment'] as Pointer
      const at = `/attachments/${id}?ref=${name}&provider=${provider}`
      const path = join(await filesOf(folder, name), `received-${id}`)
      await saveAttachment(path, { pointer: { key: bytesOf(key), sha256: bytesOf(sha256), sizeBytes: size }, ticket: await ticketOf(await end.call<Place>('GET', at)) })
      await end.call('DELETE', at)
      const bytes = await readFile(path)
      return { kind: type, path, mediaType, sizeBytes: bytes.length, sha256: hash('sha256', bytes) }
    },
  }
}

/** Without what is not known, as the schema has it. */
const shownAsJson = ({ kind, mediaType, name, width, height, durationMs, waveform }: SampleShown): object => ({
  type: kind, mediaType, ...(name === '' ? {} : { name }), ...(width === 0 ? {} : { width, height }), ...(durationMs === 0 ? {} : { durationMs }), ...(waveform.length === 0 ? {} : { waveform: base64url(waveform) }),
})

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))
