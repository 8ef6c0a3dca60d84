// SPDX-License-Identifier: AGPL-3.0-only
// Who fetches when: leases, and turns of providers.
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import t from 'tap'
import { openFolder } from '../../../src/media/folder.ts'
import type { Objects } from '../../../src/media/keeping.ts'
import { FETCH_MS, FETCH_PAUSE_MS, FETCH_TRIES, FETCHES, FETCHES_PER_PARTY, LEASE_MARGIN_MS, LOOK_MS, MAX_PUTS } from '../../../src/media/limits.ts'
import { partyId } from '../../../src/model/ids.ts'
import { OUTGOING_LIMITS } from '../../../src/ops/outgoing/outgoing.ts'
import { openHostedWorld } from '../../support/hosted-attachments.ts'
import { eventually } from '../../support/waiting.ts'

const SIZE = 200_000
const CONTENT = randomBytes(SIZE)
const LEASE_MS = FETCH_MS + LEASE_MARGIN_MS

const giving = (socket: Socket): void => {
  socket.write(`HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: ${String(SIZE)}\r\n\r\n`)
  socket.end(CONTENT)
}

/** Objects that are only counted. */
const countedObjects = (put: Objects['put'] = async () => undefined) => {
  const kept = new Set<string>()
  const objects: Objects = {
    put: async (...of) => {
      await put(...of)
      kept.add(of[0])
    },
    read: () => { throw new Error('not read') }, remove: async (id) => { kept.delete(id) }, list: async function* () { yield [] },
  }
  return { objects, kept }
}

/** A way out whose downloads bring `content`, and end when they are told to. */
const slowly = (content: Uint8Array, last: Promise<unknown>, status = 200) => ({ download: async (_: unknown, take: (piece: Uint8Array) => Promise<void>) => {
  await take(content)
  await last
  return { status, bytes: content.length }
} })

t.test('a node that was frozen beyond its lease changes nothing of what another one does', async (t) => {
  for (const [name, late, status] of [['the file', CONTENT, 200], ['another file', randomBytes(SIZE), 200], ['no file', CONTENT, 404], ['a fault', CONTENT, 503]] as const) {
    const world = await openHostedWorld(t, giving)
    const id = world.hosted(CONTENT)
    const [{ objects, kept }, thawed, goesOn] = [countedObjects(), Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    const frozen = (await world.node({ outgoing: slowly(late, thawed.promise, status), objects })).look()
    await eventually(() => world.files().length === 1, 'it has begun')
    world.clock.advance(LEASE_MS)
    const other = (await world.node({ outgoing: slowly(CONTENT, goesOn.promise), objects })).look()
    const lease = world.clock.now() + LEASE_MS
    await eventually(() => world.due.get(id)?.at === lease, 'another one has it')
    world.clock.advance(1)
    thawed.resolve(undefined)
    await frozen
    t.same([world.memory.row(id).state, world.due.get(id)], ['pending', { at: lease, tries: 0 }], name)
    goesOn.resolve(undefined)
    await other
    t.same([world.memory.row(id).state, [...kept]], ['available', [id]], `${name}: the other one has fetched it`)
  }
})

t.test('a node that comes late takes nothing away from what another one has fetched', async (t) => {
  for (const late of [CONTENT, randomBytes(SIZE)]) {
    const world = await openHostedWorld(t, giving)
    const id = world.hosted(CONTENT)
    const [{ objects, kept }, slow] = [countedObjects(), Promise.withResolvers<undefined>()]
    const looking = (await world.node({ outgoing: slowly(late, slow.promise), objects })).look()
    await eventually(() => world.files().length === 1, 'it has begun')
    world.clock.advance(LEASE_MS)
    await (await world.node({ objects })).look()
    t.equal(world.memory.row(id).state, 'available')
    slow.resolve(undefined)
    await looking
    t.same([...kept], [id], 'what is read is still there')
  }
})

t.test('a node that was frozen begins nothing anew while what it had begun has not ended', async (t) => {
  const world = await openHostedWorld(t, giving)
  world.hosted(CONTENT)
  const ended = Promise.withResolvers<undefined>()
  let begun = 0
  const outgoing = slowly(CONTENT, ended.promise, 503)
  const node = await world.node({ outgoing: { download: (...of) => {
    begun += 1
    return outgoing.download(...of)
  } } })
  const first = node.look()
  await eventually(() => begun === 1, 'it has begun')
  world.clock.advance(LEASE_MS)
  await node.look()
  t.equal(begun, 1)
  ended.resolve(undefined)
  await first
})

t.test('a put to S3 that fails counts as a try, and one that does not end is ended with the fetch', async (t) => {
  const world = await openHostedWorld(t, giving)
  const id = world.hosted(CONTENT)
  const failing = await world.node(countedObjects(() => Promise.reject(new Error('no'))))
  await failing.look()
  t.same([world.memory.row(id).state, world.due.get(id), world.files(), world.failures.length], ['pending', { at: world.clock.now() + FETCH_PAUSE_MS, tries: 1 }, [], 1])
  world.clock.advance(FETCH_PAUSE_MS)
  const begun = Promise.withResolvers<undefined>()
  const hanging = (await world.node(countedObjects(() => {
    begun.resolve(undefined)
    return new Promise(() => undefined)
  }))).look()
  await begun.promise
  world.timers.turn(FETCH_MS)
  await hanging
  t.same([world.memory.row(id).state, world.due.get(id)?.tries, world.files()], ['pending', 2, []])
  for (let round = 2; round < FETCH_TRIES; round += 1) {
    world.clock.advance(FETCH_PAUSE_MS)
    await failing.look()
  }
  t.equal(world.memory.row(id).state, 'gone')
})

t.test('a put to S3 whose turn did not come is no try', async (t) => {
  const world = await openHostedWorld(t, giving)
  const slow = Array.from({ length: MAX_PUTS }, () => world.hosted(CONTENT, { senderParty: partyId('heron.example') }))
  let begun = 0
  const node = await world.node({ outgoing: slowly(CONTENT, Promise.resolve()), ...countedObjects(() => {
    begun += 1
    return new Promise(() => undefined)
  }) })
  const first = node.look()
  await eventually(() => begun === MAX_PUTS, 'all turns are taken')
  const waits = world.hosted(CONTENT, { senderParty: partyId('wren.example') })
  const second = node.look()
  await eventually(() => world.files().includes(waits), 'it is fetched')
  world.timers.turn(FETCH_MS)
  await Promise.all([first, second])
  t.same([...slow, waits].map((id) => world.due.get(id)?.tries), [1, 1, 1, 1, 0])
})

t.test('a host that drips holds up nobody but itself', async (t) => {
  const world = await openHostedWorld(t, (socket, path) => {
    if (path === '/slow') socket.write('HTTP/1.1 200 OK\r\n\r\na')
    else giving(socket)
  })
  const node = await world.node()
  const source = world.memory.row(world.hosted(CONTENT, { isBound: false })).source
  if (source.from !== 'host') throw new Error('hosted')
  const slow = world.hosted(CONTENT, { source: { ...source, path: '/slow' } })
  const quick = world.hosted(CONTENT)
  node.start()
  world.timers.turn(LOOK_MS)
  await eventually(() => world.memory.row(quick).state === 'available', 'what came with it is there')
  const later = world.hosted(CONTENT)
  world.timers.turn(LOOK_MS)
  await eventually(() => world.memory.row(later).state === 'available', 'what came after it is there')
  t.equal(world.memory.row(slow).state, 'pending')
})

t.test('slow hosts of one provider, however many, leave turns to others', async (t) => {
  t.ok(2 * FETCHES_PER_PARTY <= OUTGOING_LIMITS.downloads)
  const world = await openHostedWorld(t, giving)
  const [over, asked] = [Promise.withResolvers<undefined>(), [] as string[]]
  const outgoing = { download: async ({ url }: { readonly url: string }, take: (piece: Uint8Array) => Promise<void>) => {
    asked.push(new URL(url).pathname)
    await take(CONTENT)
    if (url.endsWith('/slow')) await over.promise
    return { status: 200, bytes: SIZE }
  } }
  const source = world.memory.row(world.hosted(CONTENT, { isBound: false })).source
  if (source.from !== 'host') throw new Error('hosted')
  const slow = Array.from({ length: 2 * FETCHES }, () => world.hosted(CONTENT, { source: { ...source, path: '/slow' } }))
  const quick = Array.from({ length: 3 }, () => world.hosted(CONTENT, { senderParty: partyId('wren.example') }))
  const looking = (await world.node({ outgoing })).look()
  await eventually(() => quick.every((id) => world.memory.row(id).state === 'available'), 'those of another provider have come')
  t.equal(asked.filter((path) => path === '/slow').length, FETCHES_PER_PARTY)
  over.resolve(undefined)
  await looking
  t.ok(slow.every((id) => world.memory.row(id).state === 'available'), 'the others came one after the other')
})

t.test('what is due for a suspended party, however much, takes few claims of a look', async (t) => {
  const world = await openHostedWorld(t, giving)
  const agreement = world.agreement.of!
  const heldUp = Array.from({ length: 20 * FETCHES_PER_PARTY }, () => world.hosted(CONTENT))
  const node = await world.node()
  world.agreement.of = { ...agreement, state: 'suspended' }
  await node.look()
  const claimed = heldUp.filter((id) => world.due.get(id)!.at > world.clock.now()).length
  t.ok(claimed >= 1 && claimed <= FETCHES_PER_PARTY, `${String(claimed)} were claimed`)
  t.same(world.asked, [])
  world.agreement.of = agreement
  await node.look()
  t.equal(heldUp.filter((id) => world.memory.row(id).state === 'available').length, heldUp.length - claimed, 'the next look takes up the others')
})

t.test('a node that comes late leaves nothing in its own folder, where there is S3', async (t) => {
  const world = await openHostedWorld(t, giving)
  const id = world.hosted(CONTENT)
  const [{ objects, kept }, slow] = [countedObjects(), Promise.withResolvers<undefined>()]
  const looking = (await world.node({ outgoing: slowly(CONTENT, slow.promise), objects })).look()
  await eventually(() => world.files().length === 1, 'it has begun')
  world.clock.advance(LEASE_MS)
  const elsewhere = await openFolder(t.testdir())
  await (await world.node({ objects, wrapFolder: () => elsewhere })).look()
  t.same([world.memory.row(id).state, world.files()], ['available', [id]], 'another node, with a folder of its own, has fetched it')
  slow.resolve(undefined)
  await looking
  t.same([world.files(), [...kept]], [[], [id]])
})
