// SPDX-License-Identifier: AGPL-3.0-only
// An independent client of the protocol: what it sends arrives, also through a bad network.
import { randomBytes } from 'node:crypto'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { Upload } from 'tus-js-client'
import { MEDIA_PATH } from '../../../src/media/index.ts'
import { createMediaWorld } from '../../support/media-world.ts'
import { within } from '../../support/waiting.ts'

const CUTS = 10
const SIZE = 6_000_000

/** A way to a port that breaks down each time that so many bytes have passed, so many times. */
const brittleWay = async (t: Test, port: number, bytesEach: number, cuts: number) => {
  let [left, passed] = [cuts, 0]
  const sockets = new Set<Socket>()
  const way = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from)
      from.on('error', () => undefined).on('close', () => { to.destroy() })
    }
    far.pipe(near)
    near.on('data', (data: Buffer) => {
      passed += data.length
      if (passed > bytesEach && left > 0) {
        left -= 1
        passed = 0
        near.destroy()
        far.destroy()
      } else if (!far.write(data)) {
        near.pause()
        far.once('drain', () => near.resume())
      }
    })
  })
  await new Promise<void>((resolve) => { way.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    way.close()
  })
  return { port: (way.address() as AddressInfo).port, cutsLeft: () => left }
}

const upload = (content: Buffer, url: string, authorization: string, offsets: number[] = []): Promise<void> => new Promise((resolve, reject) => {
  new Upload(content, {
    uploadUrl: url, headers: { Authorization: authorization }, retryDelays: Array<number>(4 * CUTS).fill(10), chunkSize: SIZE / 2,
    onBeforeRequest: (request) => { if (request.getMethod() === 'PATCH') offsets.push(Number(request.getHeader('Upload-Offset'))) },
    onSuccess: () => { resolve() }, onError: reject,
  }).start()
})

t.test('tus-js-client uploads without a word of ours', async (t) => {
  const { store, port } = await createMediaWorld(t)
  const content = randomBytes(SIZE)
  const id = store.add(content)
  await within(upload(content, `http://127.0.0.1:${String(port)}${MEDIA_PATH}/${id}`, store.ticketFor(id)), 'it is uploaded')
  t.equal(store.row(id).state, 'available')
})

t.test('cut ten times, it goes on each time from what was kept', async (t) => {
  const { store, port, ask } = await createMediaWorld(t)
  const content = randomBytes(SIZE)
  const id = store.add(content)
  const way = await brittleWay(t, port, SIZE / CUTS / 2, CUTS)
  const offsets: number[] = []
  await within(upload(content, `http://127.0.0.1:${String(way.port)}${MEDIA_PATH}/${id}`, store.ticketFor(id), offsets), 'it is uploaded')
  t.equal(way.cutsLeft(), 0)
  t.ok(offsets.length > CUTS)
  t.same(offsets, offsets.toSorted((one, other) => one - other), 'no cut takes anything back')
  t.ok((offsets.at(-1) ?? 0) >= SIZE / CUTS, 'and what came before each is kept')
  t.equal(store.row(id).state, 'available')
  const { body } = await ask('GET', id, { authorization: store.ticketFor(id, { direction: 'download' }) })
  t.ok(body.equals(content))
})
