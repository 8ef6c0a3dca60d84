// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import type { Answer } from '../../../src/model/answers.ts'
import { answerBytes, openRegistryWorld } from '../../support/registry-world.ts'
import type { RegistryWorld } from '../../support/registry-world.ts'
import { encodeGatewayFrame } from '../../../src/wire/gateway/index.ts'
import { tapStore } from '../../support/tapped-store.ts'
import type { StoreCall } from '../../support/tapped-store.ts'
import { openPair, unwilling, wrongTokens } from '../../support/unwilling.ts'
import type { Attempt } from '../../support/unwilling.ts'

t.setTimeout(110_000)

const NOT_PERMITTED = Buffer.from(encodeGatewayFrame(7, { kind: 'error', code: 'NOT_PERMITTED', detail: '', correlationId: '', retryAfterSeconds: 0 })).toString('hex')

type Act = (world: RegistryWorld, attempt: Attempt) => Promise<Answer>

const getBundles = (demandedCustody?: 'DEVICE' | 'VAULT'): Act => ({ registry }, { sender, recipient, token }) => registry.prekeys.get(sender.home.caller, {
  kind: 'getBundles', senderUser: sender.user, recipientUser: recipient.user, consentToken: token, demandedCustody, deviceIds: [],
})

const reissue: Act = ({ registry }, { sender, recipient }) =>
  registry.grants.reissue(sender.home.caller, { kind: 'reissueToken', user: sender.user, peerUser: recipient.user })

/** What came back, and what the store was asked meanwhile. */
const measure = async (t: Test, act: Act, prepare: (typeof unwilling)[string]) => {
  const calls: StoreCall[] = []
  const world = await openRegistryWorld(t, { wrapStore: (store) => tapStore(store, { before: (call) => {
    calls.push(call)
    return undefined
  } }) })
  const attempt = await prepare(world, await openPair(world))
  await world.registry.surfacing.idle()
  calls.length = 0
  return { bytes: await answerBytes(act(world, attempt)), calls }
}

const acts: Readonly<Record<string, { readonly act: Act; readonly cases: typeof unwilling }>> = {
  'taking keys': { act: getBundles(), cases: { ...unwilling, ...wrongTokens } },
  'taking keys in the right custody': { act: getBundles('DEVICE'), cases: { ...unwilling, ...wrongTokens } },
  'taking keys in another custody': { act: getBundles('VAULT'), cases: { ...unwilling, ...wrongTokens } },
  'asking for a new token': { act: reissue, cases: unwilling },
}

for (const [title, { act, cases }] of Object.entries(acts)) {
  t.test(`${title} is refused in the same bytes after the same look-ups, whatever the reason`, async (t) => {
    let first: readonly StoreCall[] | undefined
    for (const [reason, prepare] of Object.entries(cases)) {
      const { bytes, calls } = await measure(t, act, prepare)
      t.equal(bytes, NOT_PERMITTED, reason)
      t.strictSame(calls, first ??= calls, reason)
    }
  })
}

t.test('a custody that is not there is told only to who may take keys', async (t) => {
  const world = await openRegistryWorld(t)
  const { ada, bo, token } = await openPair(world)
  await t.rejects(getBundles('VAULT')(world, { sender: ada, recipient: bo, token }), { code: 'CUSTODY_REFUSED' })
  t.match(await getBundles('DEVICE')(world, { sender: ada, recipient: bo, token }), { kind: 'bundles' })
})

t.test('the pair’s own limit is spent alike on anybody, and answered alike', async (t) => {
  const answers = new Map<string, readonly string[]>()
  for (const [reason, prepare] of Object.entries({ ...unwilling, open: async (_: RegistryWorld, pair: Awaited<ReturnType<typeof openPair>>) => ({ sender: pair.ada, recipient: pair.bo, token: pair.token }) })) {
    const world = await openRegistryWorld(t)
    const attempt = await prepare(world, await openPair(world))
    const six = await Promise.all([1, 2, 3, 4, 5, 6].map(() => answerBytes(getBundles()(world, attempt))))
    if (reason !== 'open') t.strictSame(new Set(six), new Set([NOT_PERMITTED]))
    const seventh = await answerBytes(getBundles()(world, attempt))
    world.clock.advance(599_001)
    const early = await answerBytes(getBundles()(world, attempt))
    world.clock.advance(999)
    const refilled = await answerBytes(getBundles()(world, attempt))
    t.notOk([seventh, early].includes(refilled), `${reason}: one comes back after its time`)
    answers.set(reason, [seventh, early])
  }
  const [first, ...others] = answers
  for (const [reason, bytes] of others) t.strictSame(bytes, first![1], reason)
})
