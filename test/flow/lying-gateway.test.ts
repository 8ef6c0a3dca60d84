// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import t from 'tap'
import type { Test } from 'tap'
import type { Handlers } from '../../src/links/index.ts'
import type { UserBundles } from '../../src/model/answers.ts'
import { ISSUER_LIST_TYPE, STATEMENT_TYPE } from '../../src/model/credentials.ts'
import { deviceId, registrationId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { createPartyKeys } from '../../src/sdk/link/index.ts'
import type { PartyKeys } from '../../src/sdk/link/index.ts'
import { privateKeyObject } from '../../src/sdk/link/party-keys.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { encodeDeviceList } from '../../src/wire/gateway/index.ts'
import { identityTranscript } from '../../src/wire/transcript.ts'
import { enlistPair, grantPair } from '../support/acquainted.ts'
import type { Pair, Person } from '../support/acquainted.ts'
import { openLyingGateway } from '../support/lying-gateway.ts'
import type { LyingGateway } from '../support/lying-gateway.ts'

t.setTimeout(110_000)

const signal = createLibsignal()

// Each waits in vain for a while, so they wait together.
t.jobs = 5

/** Keys of the gateway's own making, with which it would read along. */
const mallory = signal.createIdentity()

/** Two people on a gateway that begins to lie, and how much is submitted from then on. */
interface Stage extends Pair { readonly gateway: LyingGateway; submits: number }

const open = async (t: Test): Promise<Stage> => {
  const gateway = await openLyingGateway(t)
  return { gateway, ...await enlistPair(t, gateway), submits: 0 }
}

const say = ({ name, side }: Person, to: Person, text: string) => side.send(name, to.user, text)

/** Bundles for `victim` with every key and signature made by the gateway, and the best statement it can make. */
const swapped = async (honest: UserBundles, victim: UserId, home: string, issuer: PartyKeys['issuerKey']): Promise<UserBundles> => {
  const list = encodeDeviceList({ userId: victim, version: 1, devices: [{ deviceId: deviceId(1), registrationId: registrationId(77), capabilities: [] }] })
  const claims = { iss: home, sub: victim, iat: Math.floor(Date.now() / 1000), cst: 'DEVICE', dlv: 1, idk: Buffer.from(mallory.publicKey).toString('base64url') }
  return {
    identityKey: mallory.publicKey,
    identityStatement: await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: STATEMENT_TYPE, kid: issuer.kid }).sign(privateKeyObject(issuer)),
    devices: { list, signature: signal.sign(mallory, identityTranscript('drawbridge.v1 devices', list)) },
    bundles: honest.bundles.map(({ deviceId: device }) => ({
      deviceId: device, signedPrekey: signal.createSignedPrekey(mallory, 1, Date.now()).published,
      kyberPrekey: signal.createKyberPrekey(mallory, 1, Date.now()).published, oneTimePrekey: undefined,
    })),
  }
}

const counting = (stage: Stage, honest: Handlers): Pick<Handlers, 'submit'> => ({
  submit: (...args) => {
    stage.submits += 1
    return honest.submit(...args)
  },
})

t.test('a gateway that swaps every key of a bundle is refused by both sides, and nothing is encrypted to its keys', async (t) => {
  const stage = await open(t)
  // Its own issuer key, under the name of the real one and under its own name.
  const { keys: forged } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'forged' })
  const { keys: forgedCore } = await createPartyKeys({ party: 'wren.example', role: 'core', displayName: 'forged' })
  const forgedList = await new SignJWT({ iss: 'wren.example', iat: Math.floor(Date.now() / 1000), ver: 99, parties: [{ party: 'heron.example', state: 'live', keys: [publicOf(forged)] }] })
    .setProtectedHeader({ alg: 'EdDSA', typ: ISSUER_LIST_TYPE, kid: forgedCore.issuerKey.kid }).sign(privateKeyObject(forgedCore.issuerKey))
  stage.gateway.lies.answers = (honest) => ({
    ...counting(stage, honest),
    getIssuerList: () => Promise.resolve({ kind: 'issuerList', list: forgedList }),
    getBundles: async (party, request, signal_) => {
      const answer = await honest.getBundles(party, request, signal_)
      if (answer.kind !== 'bundles') return answer
      const ofProvider = party.role === 'core'
      return { kind: 'bundles', ...await swapped(answer, request.recipientUser, ofProvider ? 'heron.example' : 'wren.example', (ofProvider ? forged : forgedCore).issuerKey) }
    },
  })
  await grantPair(stage)
  const fromAna = await say(stage.ana, stage.ben, 'for Ben only')
  const fromBen = await say(stage.ben, stage.ana, 'for Ana only')
  t.match(fromAna, { state: 'failed', reason: /^(STATEMENT_REFUSED|UNKNOWN_ISSUER)$/ }, 'the provider\'s device does not send')
  t.match(fromBen, { state: 'failed', reason: /^(ISSUER_LIST_REFUSED|STATEMENT_REFUSED|UNKNOWN_ISSUER)$/ }, 'the core\'s device does not send')
  t.equal(stage.submits, 0, 'nothing left a device')
})

t.test('a statement by a real home about another user does not cover the gateway\'s key', async (t) => {
  const stage = await open(t)
  stage.gateway.lies.answers = (honest) => ({
    ...counting(stage, honest),
    // Keeps the true statement, and with it everything that the home signed, beside other keys.
    getBundles: async (party, request, signal_) => {
      const answer = await honest.getBundles(party, request, signal_)
      if (answer.kind !== 'bundles') return answer
      const { identityKey, devices, bundles } = await swapped(answer, request.recipientUser, 'wren.example', (await createPartyKeys({ party: 'wren.example', role: 'core', displayName: 'x' })).keys.issuerKey)
      return { kind: 'bundles', identityStatement: answer.identityStatement, identityKey, devices, bundles }
    },
  })
  await grantPair(stage)
  t.match(await say(stage.ana, stage.ben, 'hello'), { state: 'failed', reason: 'STATEMENT_REFUSED' })
  t.equal(stage.submits, 0)
})

for (const [lie, change] of [
  ['swaps the sender', (stage: Stage) => ({ senderUser: stage.ben.user, recipientUser: stage.ben.user })],
  ['changes the commitment', () => ({ commitment: createHash('sha256').update('other').digest() })],
  ['hands an envelope to another user', (stage: Stage) => ({ recipientUser: stage.ana.user })],
] as const) {
  t.test(`a message is never shown when the gateway ${lie}`, async (t) => {
    const stage = await open(t)
    await grantPair(stage)
    const honest = await say(stage.ana, stage.ben, 'first')
    t.equal(honest.state, 'accepted')
    await stage.ben.side.texts('ben', 1)
    let changed = 0
    stage.gateway.lies.push = (push, forward) => {
      if (push.kind !== 'deliver' || push.recipientUser !== stage.ben.user) return forward(push)
      changed += 1
      return forward({ ...push, ...change(stage) })
    }
    await say(stage.ana, stage.ben, 'second')
    await t.rejects(stage.ben.side.texts('ben', 2), /2 texts/, 'the second text never appears')
    t.ok(changed > 0, 'the gateway lied')
  })
}

const publicOf = ({ issuerKey }: PartyKeys) => {
  const { kty, crv, x, kid } = issuerKey
  return { kty, crv, x, kid }
}
