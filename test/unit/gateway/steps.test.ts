// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { inOrder, leftAt } from '../../../src/gateway/steps.ts'
import type { Step } from '../../../src/gateway/steps.ts'

t.test('a step that fails, or does not end in time, is told and holds up no other', async (t) => {
  const [late, began, failed] = [new AbortController(), [] as string[], [] as string[]]
  const step = (task: string, run: () => Promise<void> = async () => {}): Step => [task, () => {
    began.push(task)
    return run()
  }]
  const never = new Promise<void>(() => {})
  const steps: readonly Step[] = [
    ...leftAt(late.signal, [step('ends'), step('fails', async () => { throw new Error('no') }), step('hangs', async () => {
      late.abort()
      await never
    }), step('is late', () => never), step('is quick')]),
    step('is waited for'),
  ]
  await inOrder((task) => { failed.push(task) }, steps)
  t.same(began, ['ends', 'fails', 'hangs', 'is late', 'is quick', 'is waited for'])
  t.same(failed, ['fails', 'hangs', 'is late'])
})
