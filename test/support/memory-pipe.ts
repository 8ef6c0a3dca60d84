// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the two ends of a pipe within this process; what one sends the other receives, in the order sent.
import { PassThrough } from 'node:stream'
import type { VaultPipe } from '../../src/vault/protocol/client.ts'

/** Both ends. */
export const createMemoryPipe = (): { readonly daemon: VaultPipe; readonly vault: VaultPipe } => {
  const [down, up] = [new PassThrough(), new PassThrough()]
  const end = (out: PassThrough, into: PassThrough): VaultPipe => ({
    send: (bytes) => { if (!out.writableEnded) out.write(bytes) },
    received: into,
    end: () => { out.end() },
  })
  return { daemon: end(down, up), vault: end(up, down) }
}
