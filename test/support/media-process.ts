// SPDX-License-Identifier: AGPL-3.0-only
// Promise: takes what comes on standard input onto the disk as an upload, and says each offset on standard output once it would be recorded.
// Arguments: folder, id, size, offset.
import { openFolder } from '../../src/media/folder.ts'
import { Intake } from '../../src/media/intake.ts'
import { attachmentId } from '../../src/model/attachments.ts'

const [, , folder = '', id = '', size = '', offset = ''] = process.argv
const part = await (await openFolder(folder)).openPart(attachmentId(id), Number(offset))
const intake = new Intake({
  source: process.stdin, part, offset: Number(offset), size: Number(size), mayHold: () => Infinity, came: () => undefined, saw: () => undefined, tooMuch: () => undefined,
  flushed: async (to) => { process.stdout.write(`${String(to)}\n`) },
})
await intake.done()
