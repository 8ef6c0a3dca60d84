// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openSession } from '../../../src/store/postgres/session.ts'
import { createFaultProxy } from '../../support/fault-proxy.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { within } from '../../support/waiting.ts'

const missing = postgresMissing()

t.test('a connection ends also where the network has fallen silent', missing === undefined ? {} : { skip: missing }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const proxy = await createFaultProxy(t, cluster.port)
  const session = await openSession(cluster.url(undefined, proxy.port))
  proxy.set({ isSilent: true })
  await within(session.end(), 'the connection is ended', 20_000)
  t.notOk(session.isOpen())
  proxy.set({})
})
