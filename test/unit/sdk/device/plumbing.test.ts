// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createAnnouncer } from '../../../../src/sdk/device/announcing.ts'
import { createEmitter } from '../../../../src/sdk/device/emitter.ts'
import { createLanes } from '../../../../src/sdk/device/lanes.ts'
import { createTasks } from '../../../../src/sdk/device/tasks.ts'

interface Events { readonly rang: number }

t.test('work of one lane runs one after another, also past a failure; lanes do not wait for each other', async (t) => {
  const lanes = createLanes()
  const order: string[] = []
  const gate = Promise.withResolvers<undefined>()
  const first = lanes.run('a', async () => { await gate.promise; order.push('first'); throw new Error('failed') })
  const second = lanes.run('a', async () => order.push('second'))
  await lanes.run('b', async () => order.push('other lane'))
  gate.resolve(undefined)
  await t.rejects(first, { message: 'failed' })
  await second
  t.strictSame(order, ['other lane', 'first', 'second'])
})

t.test('a listener that throws is reported and stops nobody; one that was taken off hears nothing', async (t) => {
  const failed: string[] = []
  const emitter = createEmitter<Events>((name) => failed.push(name))
  const heard: number[] = []
  emitter.on('rang', () => { throw new Error('mine') })
  const off = emitter.on('rang', (value) => heard.push(value))
  emitter.emit('rang', 1)
  off()
  emitter.emit('rang', 2)
  t.strictSame(heard, [1])
  t.strictSame(failed, ['rang', 'rang'])
})

t.test('what is told inside a transaction is told after it, and never when it is undone', async (t) => {
  const heard: string[] = []
  const emitter = createEmitter<Events>(() => t.fail('nobody throws'))
  emitter.on('rang', (value) => heard.push(String(value)))
  const announcer = createAnnouncer<Events>((work) => {
    const result = work()
    heard.push('commit')
    return result
  }, emitter)
  announcer.commit(() => {
    announcer.emit('rang', 1)
    announcer.commit(() => { announcer.emit('rang', 2) })
  })
  t.throws(() => announcer.commit(() => { announcer.emit('rang', 3); throw new Error('undone') }), { message: 'undone' })
  announcer.emit('rang', 4)
  t.strictSame(heard, ['commit', 'commit', '1', '2', '4'])
})

t.test('a task that is asked for again while it runs runs once more, and idle waits for all of it', async (t) => {
  const failures: unknown[] = []
  const tasks = createTasks((error) => failures.push(error))
  const gate = Promise.withResolvers<undefined>()
  let runs = 0
  const work = async (): Promise<void> => {
    runs += 1
    await gate.promise
    if (runs === 1) throw new Error('first')
  }
  tasks.start('work', work)
  await Promise.resolve()
  await Promise.resolve()
  for (let count = 0; count < 3; count += 1) tasks.start('work', work)
  gate.resolve(undefined)
  await tasks.idle()
  t.equal(runs, 2)
  t.match(failures, [{ message: 'first' }])
})
