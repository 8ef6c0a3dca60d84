// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { hash, randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startAgent } from '../../src/agent/index.ts'
import { createAna, openFileTalk, shownTo } from '../support/file-talk.ts'
import type { CorePointer } from '../support/file-talk.ts'

t.setTimeout(230_000)

const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex')

t.test('a core that knows JSON only sends and reads files through its agent', { timeout: 220_000 }, async (t) => {
  const world = await openFileTalk(t)
  const { of, origin, ben, ends, path, write } = world
  const ana = createAna(world)
  const folder = path('agent')
  const faults: unknown[] = []
  const agent = await startAgent({
    moderationKey: undefined, keys: of.pinned.channelKeys, origin, credential: of.credential, folder, listen: { host: '127.0.0.1', port: 0 }, beyondLoopback: undefined,
    now: () => Date.now(), correlationId: () => randomUUID(), failed: (_id, error) => { faults.push(error) },
  })
  t.teardown(() => agent.stop())
  const authorization = `Bearer ${readFileSync(agent.tokenFile, 'utf8').trim()}`
  const ask = (method: string, where: string, body?: object, headers: Readonly<Record<string, string>> = {}) => fetch(agent.url + where, {
    method, ...(body === undefined ? {} : { body: JSON.stringify(body) }), headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  })
  const send = (bytes: Uint8Array<ArrayBuffer>, shown: Readonly<Record<string, string>>) =>
    fetch(`${agent.url}/attachments?${new URLSearchParams({ ...ends, ...shown }).toString()}`, { method: 'POST', body: bytes, headers: { authorization } })
  const read = (attachment: object, headers: Readonly<Record<string, string>> = {}) => ask('POST', '/attachments:read', { ref: 'ben', provider: ends.provider, attachment }, headers)

  await t.test('to a device', async (t) => {
    for (const size of [0, 1, 65_536, 1_500_001]) {
      const bytes = new Uint8Array(randomBytes(size))
      const answer = await send(bytes, { type: 'image', mediaType: 'image/png', name: 'a b.png', caption: 'Größe', width: '30', height: '20' })
      const attachment = await answer.json() as CorePointer
      t.match([answer.status, attachment], [200, { type: 'image', mediaType: 'image/png', name: 'a b.png', caption: 'Größe', width: 30, height: 20, size }])
      const said = await ask('POST', '/messages', { ...ends, content: { kind: 'attachment', attachment } }, { 'idempotency-key': randomUUID() })
      t.equal(said.status, 202, 'the agent names to the gateway what the content points to')
      const at = path(`at-ana-${String(size)}`)
      await ana.save(await shownTo(world.device, attachment.id), at)
      t.equal(digestOf(readFileSync(at)), digestOf(bytes))
    }
    t.strictSame(readdirSync(join(folder, 'uploads')), [], 'and keeps nothing of it')
  })

  await t.test('from a device, whole and in parts', async (t) => {
    const bytes = randomBytes(700_001)
    await ana.send(ben, write('film', bytes), 'video', 'video/mp4', {})
    const attachment = await heardBy((after) => ask('GET', `/events?after=${String(after)}&wait=20`))
    const whole = await read(attachment)
    t.match([whole.status, whole.headers.get('content-length'), whole.headers.get('content-type')], [200, '700001', 'application/octet-stream'])
    t.equal(digestOf(new Uint8Array(await whole.arrayBuffer())), digestOf(bytes))
    for (const [range, from, end] of [['bytes=0-0', 0, 1], ['bytes=65530-131080', 65_530, 131_081], ['bytes=700000-', 700_000, 700_001], ['bytes=-5', 699_996, 700_001], ['bytes=699999-900000', 699_999, 700_001]] as const) {
      const part = await read(attachment, { range })
      t.match([part.status, part.headers.get('content-range')], [206, `bytes ${String(from)}-${String(end - 1)}/700001`])
      t.ok(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from, end)), range)
    }
    t.equal((await read(attachment, { range: 'bytes=9-5' })).status, 200, 'a range that ends before it begins is none')
    const beyond = await read(attachment, { range: 'bytes=700001-' })
    t.match([beyond.status, beyond.headers.get('content-range')], [416, 'bytes */700001'])

    const forged = await read({ ...attachment, key: randomBytes(32).toString('base64url') })
    t.match([forged.status, await forged.json()], [422, { code: 'ATTACHMENT_CORRUPT' }])
    const another = await read({ ...attachment, sha256: randomBytes(32).toString('base64url') })
    await t.rejects(another.arrayBuffer(), 'what is not the file that was named never comes to its end')

    const whose = `?ref=ben&provider=${ends.provider}`
    t.equal((await ask('DELETE', `/attachments/${attachment.id}${whose}`)).status, 200)
    const gone = await read(attachment)
    t.match([gone.status, await gone.json()], [404, { code: 'ATTACHMENT_REFUSED', detail: 'it is gone' }])
    t.match(await (await ask('GET', `/attachments/${attachment.id}${whose}`)).json(), { state: 'gone' }, 'and says why when it is asked')
  })

  await t.test('what cannot be sent is refused before the gateway hears of it', async (t) => {
    const file = new Uint8Array(10)
    const refusal = async (answer: Promise<Response>) => (await (await answer).json() as { readonly code?: string }).code
    t.equal(await refusal(send(file, { type: 'picture', mediaType: 'image/png' })), 'MALFORMED')
    t.equal(await refusal(send(file, { type: 'image', mediaType: 'png' })), 'MALFORMED')
    t.equal(await refusal(send(file, { type: 'image', mediaType: 'image/png', width: 'wide' })), 'MALFORMED')
    t.equal(await refusal(send(file, { type: 'image', mediaType: 'image/png', peer: randomUUID() })), 'NOT_PERMITTED', 'by the gateway, which knows who may')
    const query = new URLSearchParams({ ...ends, type: 'file', mediaType: 'text/plain' }).toString()
    const endless = fetch(`${agent.url}/attachments?${query}`, { method: 'POST', headers: { authorization }, duplex: 'half', body: ReadableStream.from([file]) })
    t.equal(await refusal(endless), 'MALFORMED', 'without a length')
    t.equal((await fetch(`${agent.url}/attachments?${query}`, { method: 'POST', body: file })).status, 401)
    t.equal(await refusal(read({ id: 'nothing' })), 'MALFORMED')
  })

  t.strictSame(faults, [])
})

/** The pointer of the first file that comes as an event. */
const heardBy = async (poll: (after: number) => Promise<Response>): Promise<CorePointer> => {
  for (let after = 0; ;) {
    const { events, next } = await (await poll(after)).json() as { readonly events: readonly { readonly content?: { readonly kind: string; readonly attachment?: CorePointer } }[]; readonly next: number }
    const found = events.find(({ content }) => content?.kind === 'attachment')?.content?.attachment
    if (found !== undefined) return found
    after = next
  }
}
