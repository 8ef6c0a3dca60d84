// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import type { Test } from 'tap'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import type { Submission } from '../../src/model/requests.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Side } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { signal } from '../support/processes.ts'
import { eventually, repeatedly, within } from '../support/waiting.ts'

/** Longer than a lease. */
const FROZEN_MS = 13_000

t.setTimeout(240_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined
type OpenLink = typeof connectLink

/** A node, and how a party links there. */
interface LinkedNode { readonly daemon: KillableDaemon; readonly open: OpenLink }

const startNodes = async (t: Test): Promise<readonly [LinkedNode, LinkedNode]> => {
  if (!cluster) throw new Error(missing)
  const environment = { DRAWBRIDGE_STORE_URL: await cluster.createDatabase() }
  const start = async (keysOf?: KillableDaemon): Promise<LinkedNode> => {
    const daemon = await createDaemon(t, environment, keysOf === undefined ? {} : { keysFolder: keysOf.keysFolder })
    await daemon.start()
    const { linksUrl } = await daemon.admin<{ readonly linksUrl: string }>('GET', '/v1/info')
    const open: OpenLink = ({ admission, ...rest }) =>
      connectLink({ ...rest, admission: { ...admission, gateway: { ...admission.gateway, url: linksUrl } } })
    return { daemon, open }
  }
  const first = await start()
  return [first, await start(first.daemon)]
}

const submissionOf = (from: Side, to: Side, id: Submission['submissionId']): Submission => {
  const place = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const
  return {
    submissionId: id, senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
    envelopes: [{ ...place, bytes: encodeEnvelope({ ...place, ciphertext: randomBytes(300) }) }],
    commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false,
  }
}

/** Sends so many messages, each the same until it is answered, and gives what the recipient saw first, in order. */
const createTalk = (from: Side, to: Side) => {
  const shown: string[] = []
  const watch = (link: Side['link']) => link.transport().subscribe(to.user, (push) => {
    if (push.kind === 'deliver' && !shown.includes(push.submissionId)) shown.push(push.submissionId)
    return Promise.resolve()
  })
  const sent: string[] = []
  const send = async (count: number): Promise<void> => {
    for (let number = 0; number < count; number += 1) {
      const id = submissionId(randomUUID())
      const submission = submissionOf(from, to, id)
      await repeatedly(async () => {
        const { kind } = await from.link.request({ kind: 'submit', submission })
        if (kind !== 'accepted') throw new Error(kind)
      }, 'a message is accepted')
      sent.push(id)
    }
  }
  const arrived = () => eventually(() => sent.every((id) => shown.includes(id)), 'all that was sent arrives')
  return { watch, send, arrived, sent, shown }
}

t.test('what is sent at one node arrives at the other, both ways, and a node that was frozen goes on', { ...options }, async (t) => {
  const [a, b] = await startNodes(t)
  const { core, provider } = await createCouple(a.daemon, (link) => (link.keys.party === 'wren.example' ? a : b).open(link))
  const [there, back] = [createTalk(provider, core), createTalk(core, provider)]
  there.watch(core.link)
  back.watch(provider.link)
  await Promise.all([there.send(100), back.send(100)])
  await Promise.all([there.arrived(), back.arrived()])
  t.same([there.shown, back.shown], [there.sent, back.sent], 'in the order in which they were sent')

  signal([a.daemon.pid()], 'SIGSTOP')
  await there.send(20)
  await pause(FROZEN_MS)
  signal([a.daemon.pid()], 'SIGCONT')
  await Promise.all([there.send(20), back.send(20)])
  await Promise.all([there.arrived(), back.arrived()])
  t.same([there.shown, back.shown], [there.sent, back.sent], 'none lost, in their order')
  t.match(await readFile(a.daemon.logFile, 'utf8'), /DRAINED/, 'it has ended its links')
  t.notMatch(await readFile(b.daemon.logFile, 'utf8'), /DRAINED/, 'the other has not')
  await Promise.all([core.link.close(), provider.link.close()])
})

t.test('limits that are changed at one node are told on the links of both', { ...options }, async (t) => {
  const [a, b] = await startNodes(t)
  const heard = Promise.withResolvers<unknown>()
  const { core, provider } = await createCouple(a.daemon, (link) => (link.keys.party === 'wren.example' ? b : a).open({
    ...link, log: (event) => { if (event.event === 'limitsChanged') heard.resolve({ ...event, party: link.keys.party }) },
  }))
  await a.daemon.admin('POST', '/v1/parties/wren.example/limits', { set: { queuedPerPair: 3 } })
  t.match(await within(heard.promise, 'the provider hears of its limits'), { party: 'wren.example', policyVersion: 2, limits: { queuedPerPair: 3 } })
  await Promise.all([core.link.close(), provider.link.close()])
})

t.test('when a node is killed under load, its party comes to the other and finds everything', { ...options }, async (t) => {
  const [a, b] = await startNodes(t)
  const { core, provider } = await createCouple(a.daemon, (link) => (link.keys.party === 'wren.example' ? a : b).open(link))
  const there = createTalk(provider, core)
  there.watch(core.link)
  const sending = there.send(200)
  await eventually(() => there.shown.length >= 20, 'twenty messages arrive')
  await a.daemon.kill()
  await core.link.close()
  const moved = b.open({ admission: core.admission, keys: core.keys, instance: 'two', reconnect: { initialMs: 20, maxMs: 200 } })
  there.watch(moved)
  await sending
  await there.arrived()
  t.same(there.shown, there.sent, 'none lost, in their order')
  await Promise.all([moved.close(), provider.link.close()])
})
