// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createHealth } from '../../../src/ops/health.ts'

t.test('only a daemon in service with a healthy store is ready', async (t) => {
  let healthy = true
  const health = createHealth(() => healthy)
  t.same([health.live(), health.ready()], [true, false], 'while it starts')
  health.enter('ready')
  t.same([health.live(), health.ready()], [true, true])
  health.enter('draining')
  t.same([health.live(), health.ready()], [true, false])
  health.enter('ready')
  healthy = false
  t.same([health.live(), health.ready()], [false, false], 'a store that refused a write needs a restart')
})
