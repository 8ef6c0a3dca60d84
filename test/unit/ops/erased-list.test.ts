// SPDX-License-Identifier: AGPL-3.0-only
import { createHmac, randomBytes } from 'node:crypto'
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createErasedList, lastInErasedList, openErasedList } from '../../../src/ops/erased-list.ts'

const indexUnder = (key: string) => (domain: string, text: string): Uint8Array => createHmac('sha256', key).update(`${domain}\n${text}`).digest()
const index = indexUnder('ours')
const [ana, ben, cyd] = [randomBytes(32), randomBytes(32), randomBytes(32)]

t.test('who is added stands there after a restart, above the number that they were erased under, and nobody else does', async (t) => {
  const path = join(t.testdir({}), 'kept/erased.list')
  t.equal(openErasedList(path, index), undefined)
  t.equal(lastInErasedList(path), undefined)
  const list = createErasedList(path, index)
  t.equal(list.last(), 0)
  await list.append([{ number: 3, kind: 'user', hash: ana }, { number: 4, kind: 'person', hash: ben }])
  await list.append([{ number: 4, kind: 'person', hash: cyd }, { number: 9, kind: 'user', hash: cyd }])
  t.equal(lastInErasedList(path), 9)
  for (const one of [list, openErasedList(path, index)!]) {
    t.equal(one.last(), 9)
    const [all, later] = [one.above(0), one.above(3)]
    t.same([all('user', ana), all('person', ben), all('user', cyd)], [true, true, true])
    t.same([later('user', ana), later('person', ben)], [false, true])
    t.same([all('person', ana), all('user', ben), all('person', cyd)], [false, false, false], 'a number that is there already is not taken anew')
  }
  t.equal(statSync(path).mode & 0o777, 0o600)
  const text = readFileSync(path, 'latin1')
  for (const hash of [ana, ben, cyd]) t.notOk(['hex', 'base64', 'base64url', 'latin1'].some((encoding) => text.includes(hash.toString(encoding as BufferEncoding))), 'not even the hash is in it')
})

t.test('a line that a crash cut short is looked past, the next begins anew, and nothing is taken off a file that others write too', async (t) => {
  const path = join(t.testdir({}), 'erased.list')
  await createErasedList(path, index).append([{ number: 1, kind: 'user', hash: ana }])
  appendFileSync(path, '2 user abc')
  const list = openErasedList(path, index)!
  t.equal(list.last(), 1)
  appendFileSync(path, '2 us')
  const other = openErasedList(path, index)!
  const before = readFileSync(path, 'utf8')
  await list.append([{ number: 2, kind: 'user', hash: ben }])
  await other.append([{ number: 2, kind: 'user', hash: ben }, { number: 3, kind: 'user', hash: cyd }])
  t.ok(readFileSync(path, 'utf8').startsWith(before))
  for (const one of [list, other, openErasedList(path, index)!]) t.same([one.above(1)('user', ben), one.last() >= 2], [true, true])
  t.equal(lastInErasedList(path), 3)
})

t.test('a list of other keys, or one that was changed, is refused', async (t) => {
  const path = join(t.testdir({}), 'erased.list')
  await createErasedList(path, index).append([{ number: 1, kind: 'user', hash: ana }, { number: 2, kind: 'user', hash: ben }])
  const refused = (why: RegExp) => ({ code: 'ERASED_LIST_UNFIT', detail: why })
  t.throws(() => openErasedList(path, indexUnder('theirs')), refused(/of other keys/))
  const good = readFileSync(path, 'utf8')
  const [head = '', one = ''] = good.split('\n')
  for (const bad of [`${head}\n${one}x\n`, `${head}\n0 ${one.slice(2)}\n`, `${head}\n\n${one}\n`]) {
    writeFileSync(path, bad)
    t.throws(() => openErasedList(path, index), refused(/is damaged/))
    t.throws(() => lastInErasedList(path), refused(/is damaged/))
  }
  for (const bad of ['', '{}\n', one]) {
    writeFileSync(path, bad)
    t.throws(() => openErasedList(path, index), refused(/is no list/))
  }
  writeFileSync(path, good, { mode: 0o600 })
  t.equal(openErasedList(path, index)?.last(), 2)
})

t.test('a place that cannot be written is named with what to set', async (t) => {
  const folder = t.testdir({ file: '' })
  t.throws(() => createErasedList(join(folder, 'file/erased.list'), index), { code: 'CONFIG_INVALID', detail: /privacy\.erasedList: .* cannot be written/ })
})

t.test('of two processes that begin a list at the same moment both have it', async (t) => {
  const path = join(t.testdir({}), 'erased.list')
  await createErasedList(path, index).append([{ number: 1, kind: 'user', hash: ana }])
  t.equal(createErasedList(path, index).last(), 1)
  t.ok(openErasedList(path, index)!.above(0)('user', ana))
  t.same(readdirSync(join(path, '..')), ['erased.list'], 'and nothing lies beside it')
})

t.test('two processes that share a file lose nothing of each other', async (t) => {
  const path = join(t.testdir({}), 'erased.list')
  const [one, other] = [createErasedList(path, index), openErasedList(path, index)!]
  await one.append([{ number: 1, kind: 'user', hash: ana }])
  await other.append([{ number: 1, kind: 'user', hash: ana }, { number: 2, kind: 'user', hash: ben }])
  await one.append([{ number: 2, kind: 'user', hash: ben }, { number: 3, kind: 'user', hash: cyd }])
  t.equal(readFileSync(path, 'utf8').trimEnd().split('\n').length, 4)
  const again = openErasedList(path, index)!.above(0)
  t.ok([ana, ben, cyd].every((hash) => again('user', hash)))
})

/** A disk below the page cache: it has what a flush wrote that did not fail, and never gets what one lost that did. */
const diskUnder = (path: string) => {
  let [onDisk, failing] = [readFileSync(path), false]
  const put = async (_: string, at: number | 'end', bytes: Uint8Array): Promise<void> => {
    const whole = readFileSync(path)
    const start = at === 'end' ? whole.length : at
    writeFileSync(path, Buffer.concat([whole.subarray(0, start), bytes, whole.subarray(start + bytes.length)]))
    if (failing) throw new Error('EIO')
    onDisk = Buffer.concat([onDisk.subarray(0, start), Buffer.alloc(Math.max(0, start - onDisk.length)), bytes, onDisk.subarray(start + bytes.length)])
  }
  /** What a power cut leaves, in another place. */
  const afterPowerCut = (): string => {
    writeFileSync(`${path}.cut`, onDisk, { mode: 0o600 })
    return `${path}.cut`
  }
  return { put, afterPowerCut, fail: (fails: boolean) => { failing = fails } }
}

for (const [title, again] of [['the next try', undefined], ['a restart', openErasedList], ['another process', openErasedList]] as const) {
  t.test(`a line whose flush failed is on no disk until ${title} has written it anew`, async (t) => {
    const path = join(t.testdir({}), 'erased.list')
    await createErasedList(path, index).append([{ number: 1, kind: 'user', hash: ana }])
    const disk = diskUnder(path)
    const list = openErasedList(path, index, disk.put)!
    const other = title === 'another process' ? openErasedList(path, index, disk.put)! : undefined
    await list.settle()
    await other?.settle()
    disk.fail(true)
    const rows = [{ number: 2, kind: 'user', hash: ben } as const]
    for (let times = 0; times < 3; times += 1) await t.rejects(list.append(times === 0 ? rows : []), /EIO/, 'nor is it taken for written when it is looked for')
    const next = other ?? again?.(path, index, disk.put) ?? list
    await t.rejects(next.settle(), /EIO/)
    t.notOk(openErasedList(disk.afterPowerCut(), index)!.above(0)('user', ben))
    disk.fail(false)
    await next.settle()
    await next.append(rows)
    t.equal(next.last(), 2)
    const isErased = openErasedList(disk.afterPowerCut(), index)!.above(0)
    t.ok(isErased('user', ana) && isErased('user', ben))
  })
}
