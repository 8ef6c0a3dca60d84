// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { Socket } from 'node:net'
import t from 'tap'
import { gzipSync } from 'node:zlib'
import type { Folder } from '../../../src/media/folder.ts'
import { FETCH_MS, FETCH_PAUSE_MS, FETCH_TRIES, LEASE_MARGIN_MS, LOOK_MS } from '../../../src/media/limits.ts'
import type { AttachmentState } from '../../../src/model/attachments.ts'
import { GatewayError } from '../../../src/model/errors.ts'
import { createOutgoing } from '../../../src/ops/outgoing/outgoing.ts'
import { openHostedWorld } from '../../support/hosted-attachments.ts'
import type { HostedWorld } from '../../support/hosted-attachments.ts'
import { eventually } from '../../support/waiting.ts'

const SIZE = 200_000
const CONTENT = randomBytes(SIZE)
const PIECE = 65_536

/** Answers with this head and these bytes, and closes. */
const answering = (head: string, body: Uint8Array | string = '') => (socket: Socket): void => {
  socket.write(`HTTP/1.1 ${head}\r\nconnection: close\r\n\r\n`)
  socket.end(body)
}
const giving = (body: Uint8Array, ...headers: readonly string[]) => answering(['200 OK', `content-length: ${String(body.length)}`, ...headers].join('\r\n'), body)

/** Sends without end. */
const endless = (socket: Socket): void => {
  const again = (): void => { if (!socket.destroyed) socket.write(Buffer.alloc(PIECE), () => setImmediate(again)) }
  socket.write('HTTP/1.1 200 OK\r\n\r\n')
  again()
}

/** Looks, waits as long as it must, and looks again until there is nothing to look for. */
const lookOften = async ({ clock, due }: HostedWorld, { look }: { readonly look: () => Promise<void> }): Promise<void> => {
  for (let round = 0; round < 2 * FETCH_TRIES && due.size > 0; round += 1) {
    await look()
    clock.advance(FETCH_PAUSE_MS)
  }
}

t.test('what a message names is fetched without anybody asking, and nothing before', async (t) => {
  const world = await openHostedWorld(t, giving(CONTENT))
  const [named, unnamed] = [world.hosted(CONTENT), world.hosted(CONTENT, { isBound: false })]
  await (await world.node()).look()
  t.same([world.memory.row(named).state, world.memory.row(unnamed).state], ['available', 'pending'])
  t.same([world.asked, world.files()], [['/sealed/1?v=2'], [named]])
  t.ok(world.fileOf(named).equals(CONTENT))
  t.equal(world.timers.waiting(), 0, 'no deadline is left')
})

t.test('what will never come ends at once, as what it came to, and leaves no byte', async (t) => {
  const changed = Buffer.from(CONTENT)
  changed[SIZE - 1]! ^= 1
  const cases: Record<string, readonly [(socket: Socket) => void, AttachmentState]> = {
    'another digest': [giving(changed), 'corrupt'],
    'fewer bytes': [giving(CONTENT.subarray(0, SIZE - 1)), 'corrupt'],
    'no byte': [giving(new Uint8Array(0)), 'corrupt'],
    'one byte more': [giving(Buffer.concat([CONTENT, Buffer.alloc(1)])), 'tooLarge'],
    'no end': [endless, 'tooLarge'],
    'not there': [answering('404 Not Found', 'no'), 'gone'],
    'not allowed': [answering('403 Forbidden'), 'gone'],
    'a part only': [answering('206 Partial Content', CONTENT), 'gone'],
    'elsewhere': [answering('302 Found\r\nlocation: https://127.0.0.1/'), 'gone'],
    'compressed': [giving(gzipSync(CONTENT), 'content-encoding: gzip'), 'gone'],
  }
  for (const [name, [answer, state]] of Object.entries(cases)) {
    const world = await openHostedWorld(t, answer)
    const id = world.hosted(CONTENT)
    await (await world.node()).look()
    t.same([world.memory.row(id).state, world.due.size, world.asked.length, world.files()], [state, 0, 1, []], name)
  }
})

t.test('what may come later is tried again after a pause, and is gone after the last try', async (t) => {
  const cases: Record<string, (socket: Socket) => void> = {
    'broken': answering('503 Service Unavailable'), 'throttled': answering('429 Too Many Requests'), 'cut off': answering('200 OK\r\ncontent-length: 200000', 'abc'), 'no HTTP': (socket) => { socket.end('no\r\n\r\n') },
  }
  for (const [name, answer] of Object.entries(cases)) {
    const world = await openHostedWorld(t, answer)
    const id = world.hosted(CONTENT)
    const node = await world.node()
    await node.look()
    await node.look()
    t.same([world.memory.row(id).state, world.asked.length, world.due.get(id), world.files()], ['pending', 1, { at: world.clock.now() + FETCH_PAUSE_MS, tries: 1 }, []], name)
    await lookOften(world, node)
    t.same([world.memory.row(id).state, world.asked.length, world.files()], ['gone', FETCH_TRIES, []], name)
  }
})

t.test('a host that was repaired in time gives it after all', async (t) => {
  const answers = [answering('503 Service Unavailable'), answering('200 OK\r\ncontent-length: 200000', CONTENT.subarray(0, PIECE)), giving(CONTENT)]
  const world = await openHostedWorld(t, (socket) => { answers.shift()?.(socket) })
  const id = world.hosted(CONTENT)
  await lookOften(world, await world.node())
  t.equal(world.memory.row(id).state, 'available')
  t.ok(world.fileOf(id).equals(CONTENT))
})

t.test('a fetch that takes too long ends, and is tried again', async (t) => {
  const begun = Promise.withResolvers<undefined>()
  const world = await openHostedWorld(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\nabc')
    begun.resolve(undefined)
  })
  const id = world.hosted(CONTENT)
  const looking = (await world.node()).look()
  await begun.promise
  world.timers.turn(FETCH_MS)
  await looking
  t.same([world.memory.row(id).state, world.due.get(id)?.tries, world.files()], ['pending', 1, []])
})

t.test('a host that the agreement names no more, and a party that is gone, are not called', async (t) => {
  for (const change of [{ state: 'live', mediaHosts: ['media.heron.example'] }, { state: 'live', mediaHosts: [] }, undefined] as const) {
    const world = await openHostedWorld(t, giving(CONTENT))
    const id = world.hosted(CONTENT)
    world.agreement.of = change
    await (await world.node()).look()
    t.same([world.memory.row(id).state, world.asked], ['gone', []])
  }
})

t.test('a name that leads to an address that is not public is never connected to, nor asked for again', async (t) => {
  const { names } = JSON.parse(readFileSync(new URL('../../vectors/ssrf/ssrf.json', import.meta.url), 'utf8')) as { readonly names: readonly { readonly hostname: string; readonly answers: readonly string[]; readonly denied: string }[] }
  t.ok(names.length > 10)
  /** How one look ends, and why. */
  const lookAt = async (hostname: string, addresses: readonly string[]) => {
    const world = await openHostedWorld(t, giving(CONTENT))
    world.agreement.of = { state: 'live', mediaHosts: [hostname] }
    const id = world.hosted(CONTENT, { source: { from: 'host', host: hostname, path: '/' } })
    const outgoing = createOutgoing({ privateHosts: [] }, { timers: world.timers, resolve: async () => addresses.map((address) => ({ address, family: isIP(address) })) })
    const denials: unknown[] = []
    const node = await world.node({ outgoing: { download: async (...of) => {
      const answer = await outgoing.download(...of)
      denials.push('denied' in answer ? answer.denied : answer.status)
      return answer
    } } })
    await node.look()
    return { denials, state: world.memory.row(id).state }
  }
  t.ok(names.some(({ denied }) => denied === 'address') && names.some(({ denied }) => denied === 'unresolvable'))
  for (const { hostname, answers, denied } of names) {
    t.same(await lookAt(hostname, answers), { denials: [denied], state: denied === 'address' ? 'gone' : 'pending' }, `${hostname} ${answers.join(' ')}`)
  }
})

t.test('for a party that is suspended nothing is fetched, and no try is counted, until it is back', async (t) => {
  const world = await openHostedWorld(t, giving(CONTENT))
  const id = world.hosted(CONTENT)
  const node = await world.node()
  const agreement = world.agreement.of!
  world.agreement.of = { ...agreement, state: 'suspended' }
  for (let round = 0; round < 2 * FETCH_TRIES; round += 1) {
    await node.look()
    world.clock.advance(FETCH_MS + LEASE_MARGIN_MS)
  }
  t.same([world.memory.row(id).state, world.asked, world.due.get(id)?.tries], ['pending', [], 0])
  world.agreement.of = agreement
  await node.look()
  t.equal(world.memory.row(id).state, 'available')
})

t.test('a disk that is full is told to the operator, and the file comes when there is room', async (t) => {
  const world = await openHostedWorld(t, giving(CONTENT))
  const id = world.hosted(CONTENT)
  let isFull = true
  const wrapFolder = (folder: Folder): Folder => ({ ...folder, openPart: async (...of) => {
    const part = await folder.openPart(...of)
    return { ...part, append: async (pieces) => {
      await part.append(pieces)
      if (isFull) throw new GatewayError('UNAVAILABLE', 'no room')
    } }
  } })
  const node = await world.node({ wrapFolder })
  await node.look()
  t.same([world.memory.row(id).state, world.files(), world.failures.length], ['pending', [], 1])
  for (let round = 0; round < 2 * FETCH_TRIES; round += 1) {
    world.clock.advance(FETCH_PAUSE_MS)
    await node.look()
  }
  t.same([world.memory.row(id).state, world.due.get(id)?.tries], ['pending', 0], 'it is no try of the host, however long that takes')
  isFull = false
  await lookOften(world, node)
  t.equal(world.memory.row(id).state, 'available')
})

t.test('a stop ends what is under way, keeps none of it, and another node fetches it at once', async (t) => {
  const begun = Promise.withResolvers<undefined>()
  const answers = [(socket: Socket): void => { socket.write('HTTP/1.1 200 OK\r\ncontent-length: 200000\r\n\r\nabc', () => { begun.resolve(undefined) }) }, giving(CONTENT)]
  const world = await openHostedWorld(t, (socket) => { answers.shift()?.(socket) })
  const id = world.hosted(CONTENT)
  const node = await world.node()
  node.start()
  world.timers.turn(LOOK_MS)
  await begun.promise
  await node.stop()
  t.same([world.memory.row(id).state, world.files(), world.timers.waiting()], ['pending', [], 0])
  await node.look()
  t.equal(world.asked.length, 1, 'who was stopped begins nothing')
  await (await world.node()).look()
  t.equal(world.memory.row(id).state, 'available')
})

t.test('what a node left behind when it died is fetched anew after its lease, from the first byte', async (t) => {
  const world = await openHostedWorld(t, giving(CONTENT))
  const id = world.hosted(CONTENT)
  const killed = Promise.withResolvers<never>()
  const dead = await world.node({ outgoing: { download: async (_, take) => {
    await take(randomBytes(SIZE))
    return killed.promise
  } } })
  void dead.look()
  await eventually(() => world.files().length === 1 && world.fileOf(id).length === SIZE, 'it has begun')
  const other = await world.node()
  await other.look()
  t.same(world.asked, [], 'it is leased')
  world.clock.advance(FETCH_MS + LEASE_MARGIN_MS)
  await other.look()
  t.same([world.memory.row(id).state, world.files()], ['available', [id]])
  t.ok(world.fileOf(id).equals(CONTENT))
})

t.test('what ended while it was fetched leaves no byte', async (t) => {
  const world = await openHostedWorld(t, giving(CONTENT))
  const id = world.hosted(CONTENT)
  const { download } = { download: async (_: unknown, take: (piece: Uint8Array) => Promise<void>) => {
    await take(CONTENT)
    world.memory.row(id).state = 'gone'
    return { status: 200, bytes: SIZE }
  } }
  await (await world.node({ outgoing: { download } })).look()
  t.same([world.memory.row(id).state, world.files()], ['gone', []])
})

t.test('one that cannot be looked for is told, and is looked for again', async (t) => {
  const world = await openHostedWorld(t, giving(CONTENT))
  const id = world.hosted(CONTENT)
  const node = await world.node()
  Object.defineProperty(world.due, Symbol.iterator, { configurable: true, value: () => { throw new Error('broken') } })
  await node.look()
  t.equal(world.failures.length, 1)
  Reflect.deleteProperty(world.due, Symbol.iterator)
  await node.look()
  t.equal(world.memory.row(id).state, 'available')
})
