// SPDX-License-Identifier: AGPL-3.0-only
import { PassThrough, Readable } from 'node:stream'
import t from 'tap'
import type { Part } from '../../../src/media/folder.ts'
import { Intake } from '../../../src/media/intake.ts'
import { FLUSH_BYTES, MAX_WRITE_BYTES } from '../../../src/media/limits.ts'

const PIECE = 65_536

/** A part in memory whose steps a test may hold or break. */
const createPart = (changes: Partial<Part> = {}) => {
  const state = { written: 0, flushed: 0 }
  const part: Part = {
    append: async (pieces) => { state.written += pieces.reduce((sum, { length }) => sum + length, 0) },
    flush: async () => { state.flushed = state.written },
    close: async () => {},
    ...changes,
  }
  return { part, state }
}

const intakeOf = (source: Readable, part: Part, size: number, said: number[] = []): Intake => new Intake({
  source, part, offset: 0, size, mayHold: () => Infinity, came: () => undefined, saw: () => undefined, tooMuch: () => undefined, flushed: async (offset) => { said.push(offset) },
})

/** So many bytes, in pieces as sockets give them. */
const bytes = (size: number): Readable => Readable.from((function* () {
  for (let at = 0; at < size; at += PIECE) yield Buffer.alloc(Math.min(PIECE, size - at))
})(), { objectMode: false })

t.test('an offset is said only for what was flushed', async (t) => {
  const { part, state } = createPart()
  const said: number[] = []
  const size = 3 * FLUSH_BYTES + 7
  const source = bytes(size)
  const intake = new Intake({
    source, part, offset: 0, size, mayHold: () => Infinity, came: () => undefined, saw: () => undefined, tooMuch: () => undefined,
    flushed: async (offset) => {
      t.ok(offset <= state.flushed)
      said.push(offset)
    },
  })
  t.equal(await intake.done(), 'whole')
  t.ok(said.length >= 2)
  t.equal(said.at(-1), size)
  t.same(said, said.toSorted((a, b) => a - b))
})

t.test('after a flush that failed nothing is said any more, though the next flush says that all is well', async (t) => {
  let flushes = 0
  const { part } = createPart({ flush: async () => {
    flushes += 1
    if (flushes === 1) throw new Error('EIO')
  } })
  const said: number[] = []
  await t.rejects(intakeOf(bytes(3 * FLUSH_BYTES), part, 3 * FLUSH_BYTES, said).done(), /EIO/)
  t.same(said, [])
})

t.test('a write that failed ends it, and nothing of it is said', async (t) => {
  const { part } = createPart({ append: () => Promise.reject(new Error('ENOSPC')) })
  const said: number[] = []
  await t.rejects(intakeOf(bytes(4 * MAX_WRITE_BYTES), part, 4 * MAX_WRITE_BYTES, said).done(), /ENOSPC/)
  t.same(said, [])
})

t.test('a disk that is slow stops the sender, and little waits in memory', async (t) => {
  const hold = Promise.withResolvers<undefined>()
  let asked = 0
  const { part } = createPart({ append: async () => {
    asked += 1
    await hold.promise
  } })
  let given = 0
  const size = 64 * MAX_WRITE_BYTES
  const stopped = Promise.withResolvers<undefined>()
  const source = Readable.from((function* () {
    for (; given < size; given += PIECE) yield Buffer.alloc(PIECE)
  })(), { objectMode: false, highWaterMark: PIECE })
  source.once('pause', () => { stopped.resolve(undefined) })
  const intake = intakeOf(source, part, size)
  await stopped.promise
  t.ok(intake.isBehind())
  t.equal(asked, 1)
  t.ok(given <= 2 * MAX_WRITE_BYTES + 4 * PIECE, `${String(given)} bytes were taken`)
  hold.resolve(undefined)
  t.equal(await intake.done(), 'whole')
})

t.test('a source that is cut before or after it begins is told from one that ended', async (t) => {
  const gone = new PassThrough()
  gone.destroy()
  t.equal(await intakeOf(gone, createPart().part, 10).done(), 'cut')
  const said: number[] = []
  const cut = new PassThrough()
  const intake = intakeOf(cut, createPart().part, 10, said)
  cut.once('data', () => { cut.destroy(new Error('reset')) })
  cut.write('12345')
  t.equal(await intake.done(), 'cut')
  t.same(said, [5])
})
