// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import type { ErrorCode } from '../../../src/model/errors.ts'
import { toldObjects, toldUploads } from '../../../src/media/told.ts'
import type { MediaEvents } from '../../../src/media/ports.ts'
import type { Standing, Uploads } from '../../../src/media/uploads.ts'

const listen = () => {
  const told: string[] = []
  const events: MediaEvents = { bytesPassed: () => undefined, uploadEnded: (party, ending) => { told.push(`${party} ${ending}`) }, objectsFailed: (call) => { told.push(call) } }
  return { told, events }
}

t.test('each call to the store of objects that fails is told, and what is not there is no failure', async (t) => {
  const { told, events } = listen()
  const failing = (code: ErrorCode) => {
    const fail = async (): Promise<never> => { throw new GatewayError(code) }
    const items = async function* (): AsyncGenerator<never> { yield await fail() }
    return toldObjects({ put: fail, remove: fail, read: items, list: items }, events)
  }
  const useAll = async (objects: ReturnType<typeof failing>, code: ErrorCode) => {
    const uses: readonly (() => Promise<unknown>)[] = [() => objects.put('a' as never, 1, objects), () => objects.remove('a' as never), () => Array.fromAsync(objects.read('a' as never, 0, 1)), () => Array.fromAsync(objects.list(1))]
    for (const use of uses) await t.rejects(async () => { await use() }, { code })
  }
  await useAll(failing('UNAVAILABLE'), 'UNAVAILABLE')
  t.strictSame(told.splice(0), ['put', 'remove', 'read', 'list'])
  await useAll(failing('ATTACHMENT_REFUSED'), 'ATTACHMENT_REFUSED')
  t.strictSame(told, [])
})

t.test('how an upload’s part ended is told: finished once, broken off by its code, and nothing where it goes on', async (t) => {
  const { told, events } = listen()
  const uploads = (receive: () => Promise<Standing>) => toldUploads({ receive, standing: async () => undefined } satisfies Uploads, events)
  const ticket = { party: 'heron.example' } as never
  const sent = (offset: number) => ({ offset, length: undefined, source: undefined as never })
  await uploads(async () => ({ offset: 5, size: 10 })).receive(ticket, sent(0))
  t.strictSame(told, [])
  await uploads(async () => ({ offset: 10, size: 10 })).receive(ticket, sent(5))
  await uploads(async () => ({ offset: 10, size: 10 })).receive(ticket, sent(10))
  await t.rejects(uploads(async () => { throw new GatewayError('ATTACHMENT_CORRUPT') }).receive(ticket, sent(0)))
  await t.rejects(uploads(async () => { throw new Error('disk') }).receive(ticket, sent(0)))
  t.strictSame(told, ['heron.example finished', 'heron.example ATTACHMENT_CORRUPT', 'heron.example INTERNAL'])
})
