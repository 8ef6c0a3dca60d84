// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Promise: two people whose devices hold their keys, and who know no address of each other, meet by an invite at a running daemon.
import t from 'tap'
import type { AdmissionFile } from '../../src/model/credentials.ts'
import { parseInvite } from '../../src/sdk/device/index.ts'
import type { RequestView } from '../../src/sdk/device/index.ts'
import { createDaemon } from '../support/daemon.ts'
import { createTwoDevices } from '../support/two-devices.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(170_000)

t.test('Ana reads Ben’s link without asking anybody, asks by it, and Ben decides; a second use and a revoked link lead nowhere', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const [admissions, shown]: [AdmissionFile[], RequestView[]] = [[], []]
  const keep = async (admission: AdmissionFile): Promise<AdmissionFile> => {
    admissions.push(admission)
    return admission
  }
  const { ana, ben } = await createTwoDevices(t, daemon, undefined, keep, async (ana, ben) => {
    ben.on('contactRequested', (request) => { shown.push(request) })
    const revoked = await ben.createInvite({ uses: 5 })
    await ben.revokeInvite(revoked.inviteId)
    const { link, inviteId, expiresAtMs } = await ben.createInvite({ lifetimeSeconds: 3_600 })
    const [admission] = admissions
    if (!admission) throw new Error('nobody was admitted')
    t.same(parseInvite(link, admission.gateway.linkKey), { party: 'wren.example', expiresAtMs, signed: true })

    t.same(await ana.requestByInvite(revoked.link), { leftToday: 9 })
    t.same(await ana.requestByInvite(link), { leftToday: 8 })
    await eventually(() => shown.length === 1, 'Ben is shown the request')
    t.match(ben.requests(), [{ requestId: shown[0]?.requestId, inviteId, party: 'heron.example', displayName: 'ana' }])
    t.same(ana.contacts(), [], 'an invite is no yes')
    t.same(await ana.requestByInvite(link), { leftToday: 7 })
    await t.rejects(ana.requestByInvite('https://wren.example/'), { code: 'MALFORMED' })
    if (shown[0]) await ben.decide({ requestId: shown[0].requestId, decision: 'grant' })
  })
  t.equal(shown.length, 1)
  t.match(ana.device.contacts(), [{ peer: ben.user, address: '', state: 'granted' }])
  await ana.device.send({ to: ben.user, text: 'found you' })
  t.match(await ben.shown('text', 1), [{ text: 'found you', peer: ana.user }])
})
