// SPDX-License-Identifier: AGPL-3.0-only
// Promise: sends and saves files by the SDK in a process of its own, which holds nothing else; the device is at the other end of its channel. Says after each by how much the
// most memory that it ever had is more than what it had before.
import process from 'node:process'
import type { AttachmentPointer } from '../../src/sdk/device/index.ts'
import { saveFile, sendFile } from '../../src/sdk/attachments/index.ts'
import type { FileDevice, FileDraft } from '../../src/sdk/attachments/index.ts'

/** What the process is told to do. */
export type FileTask =
  | { readonly task: 'send'; readonly draft: FileDraft & { readonly source: string } }
  | { readonly task: 'save'; readonly pointer: AttachmentPointer; readonly path: string }

/** What it asks of the device, and what it says at the end of a task. */
export type FileWord =
  | { readonly id: number; readonly call: keyof FileDevice; readonly argument: unknown }
  | { readonly grewBytes: number }
  | { readonly failed: string }

/** What the device answers. */
export interface FileReply { readonly id: number; readonly value: unknown }

const say = (word: FileWord): void => { process.send?.(word) }
const open = new Map<number, (value: unknown) => void>()

const asking = (call: keyof FileDevice) => (argument: unknown): Promise<never> => new Promise((resolve) => {
  const id = open.size + 1
  open.set(id, resolve as (value: unknown) => void)
  say({ id, call, argument })
})
const device: FileDevice = { createUpload: asking('createUpload'), attachment: asking('attachment'), attachmentDone: asking('attachmentDone'), sendAttachment: asking('sendAttachment') }

const run = async (order: FileTask): Promise<void> => {
  const before = process.memoryUsage.rss()
  if (order.task === 'send') await sendFile(device, order.draft)
  else await saveFile(device, order.pointer, order.path)
  say({ grewBytes: Math.max(0, process.resourceUsage().maxRSS * 1_024 - before) })
}

process.on('message', (message: FileTask | FileReply) => {
  if ('task' in message) run(message).catch((error: unknown) => { say({ failed: String(error) }) })
  else open.get(message.id)?.(message.value)
})
