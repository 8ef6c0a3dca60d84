// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { globSync } from 'node:fs'
import t from 'tap'
import type { LinkEvent } from '../../src/sdk/link/index.ts'
import { createCouple } from '../support/couple.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { createTalk, SOON, startNodes } from '../support/two-nodes.ts'
import { within } from '../support/waiting.ts'

const MINUTE_MS = 60_000

t.setTimeout(240_000)
const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')
const missing = postgresMissing() ?? (library === undefined ? 'libfaketime is not installed' : undefined)

t.test('of two links the newer one gets the pushes, at whichever of two nodes whose clocks differ by a minute', missing === undefined ? {} : { skip: missing }, async (t) => {
  const behind = { LD_PRELOAD: library ?? '', FAKETIME: '-60s', DONT_FAKE_MONOTONIC: '1' }
  const [right, slow] = await startNodes(t, await createPostgresCluster(t), { ofSecond: behind })
  const { core, provider } = await createCouple(right.daemon, right.open)
  const talk = createTalk(provider, core)
  let { link } = core
  const aheadMs: number[] = []
  const log = (event: LinkEvent): void => { if (event.event === 'clockSkew') aheadMs.push(event.gatewayAheadMs) }
  for (const node of [slow, right, slow]) {
    const newer = node.open({ admission: core.admission, keys: core.keys, instance: 'one', reconnect: SOON, log })
    t.same(await within(link.closed, 'the older link ends'), { why: 'replaced' })
    talk.watch(newer)
    await talk.send(5)
    await talk.arrived()
    t.equal(newer.state, 'open')
    link = newer
  }
  t.same(talk.shown, talk.sent, 'each once, in their order')
  t.ok(aheadMs.length === 2 && aheadMs.every((ms) => ms < -MINUTE_MS / 2), 'the second node was behind')
  await Promise.all([link.close(), provider.link.close()])
})
