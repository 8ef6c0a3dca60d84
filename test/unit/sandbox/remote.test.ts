// SPDX-License-Identifier: AGPL-3.0-only
import { PassThrough } from 'node:stream'
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { createRemote, serveCalls } from '../../../src/sandbox/remote.ts'

const pair = () => {
  const [there, back] = [new PassThrough(), new PassThrough()]
  const never = Promise.withResolvers<string>()
  const target = {
    add: async (a: number, b: number) => a + b,
    refuse: async (): Promise<void> => { throw new GatewayError('NOT_PERMITTED', 'said here') },
    break: async (): Promise<void> => { throw new TypeError('a bug') },
    wait: async () => never.promise,
  }
  const served = serveCalls(async () => target, there, back)
  return { remote: createRemote<typeof target>(back, there), served, there, never }
}

t.test('calls into another process run side by side and get their own answers', async (t) => {
  const { remote: { calls }, never } = pair()
  const slow = calls.wait()
  t.equal(await calls.add(1, 2), 3)
  never.resolve('late')
  t.equal(await slow, 'late')
})

t.test('a catalogued error keeps its code and detail on the way, and any other its text', async (t) => {
  const { remote: { calls } } = pair()
  await t.rejects(calls.refuse(), new GatewayError('NOT_PERMITTED', 'said here'))
  await t.rejects(calls.break(), { message: 'a bug' })
})

t.test('calls fail at once when the other process is gone', async (t) => {
  const { remote: { calls, lose } } = pair()
  const open = calls.wait()
  lose('it ended')
  await t.rejects(open, { message: 'it ended' })
  await t.rejects(calls.add(1, 2), { message: 'it ended' })
})

t.test('serving ends when the input does', async (t) => {
  const { served, there } = pair()
  there.end()
  await served
  t.pass('it ended')
})
