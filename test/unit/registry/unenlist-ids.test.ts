// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { answerBytes, openRegistryWorld } from '../../support/registry-world.ts'
import { createSubscriber, enlistOutside, enlistRequest } from '../../support/subscribers.ts'
import { tapStore } from '../../support/tapped-store.ts'
import type { Tap } from '../../support/tapped-store.ts'

t.test('to other parties an id stays taken after its user left, in the same words; its home may use it again', async (t) => {
  const world = await openRegistryWorld(t)
  const { registry, heron, egret } = world
  const ada = await enlistOutside(world, heron)
  const squatter = createSubscriber(egret, { user: ada.user })
  const attempt = async () => answerBytes(registry.enlistments.enlist(egret.caller, await enlistRequest(squatter)))
  const there = await attempt()
  await registry.enlistments.unenlist(heron.caller, { kind: 'unenlist', userId: ada.user })
  t.equal(await attempt(), there)
  await t.rejects(registry.enlistments.enlist(egret.caller, await enlistRequest(squatter)), { code: 'ALREADY_ENLISTED' })
  t.equal(await world.store.read.user(ada.user), undefined)
  t.match(await registry.enlistments.enlist(heron.caller, await enlistRequest(ada)), { kind: 'enlisted' })
})

t.test('an id that comes and goes at another party during an enlistment is taken', async (t) => {
  const tap: Tap = { before: () => undefined }
  const world = await openRegistryWorld(t, { wrapStore: (store) => tapStore(store, tap) })
  const { registry, heron, egret } = world
  const late = await enlistRequest(createSubscriber(egret))
  const first = await enlistRequest(createSubscriber(heron, { user: late.enlistment.userId }))
  const comeAndGo = async () => {
    await registry.enlistments.enlist(heron.caller, first)
    await registry.enlistments.unenlist(heron.caller, { kind: 'unenlist', userId: late.enlistment.userId })
  }
  tap.before = (call) => {
    if (call !== 'commit') return undefined
    tap.before = () => undefined
    return comeAndGo()
  }
  await t.rejects(registry.enlistments.enlist(egret.caller, late), { code: 'ALREADY_ENLISTED' })
})
