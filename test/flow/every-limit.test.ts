// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import type { Answer } from '../../src/model/answers.ts'
import { limitRanges } from '../../src/model/agreement-limits.ts'
import { address, deviceId, submissionId } from '../../src/model/ids.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import { defaultLimits } from '../../src/model/values.ts'
import type { AgreementLimits } from '../../src/model/values.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { createCouple, REGISTRATION } from '../support/couple.ts'
import type { Couple, Side } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'

t.setTimeout(170_000)

const MIB = 1_048_576

/** One request of the provider's user that draws on a limit. */
type Ask = (couple: Couple) => PartyRequest

const submit = (from: Side, to: Side, bytes: number): PartyRequest => {
  const place = { deviceId: deviceId(1), registrationId: REGISTRATION, type: 2 } as const
  return { kind: 'submit', submission: {
    submissionId: submissionId(randomUUID()), senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
    envelopes: [{ ...place, bytes: encodeEnvelope({ ...place, ciphertext: randomBytes(bytes) }) }],
    commitment: randomBytes(32), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
  } }
}
const small: Ask = ({ core, provider }) => submit(provider, core, 100)
const large: Ask = ({ core, provider }) => submit(provider, core, 24_000)
const upload = (sizeBytes: number): Ask => ({ core, provider }) => ({
  kind: 'createUpload', senderUser: provider.user, senderDevice: deviceId(1), recipientUser: core.user, consentToken: provider.token, sizeBytes, sha256: randomBytes(32),
})
const contact: Ask = ({ provider }) => ({ kind: 'requestContact', fromUser: provider.user, toAddress: address(`n${randomUUID()}@wren.example`), purposes: ['chat'] })
const bundles: Ask = ({ core, provider }) => ({ kind: 'getBundles', senderUser: provider.user, recipientUser: core.user, consentToken: provider.token, demandedCustody: undefined, deviceIds: [] })

interface LimitCase {
  readonly set: Partial<AgreementLimits>
  readonly ask: Ask
  readonly scope: 'pair' | 'user' | 'party'
  /** What the answer names first, where it is not the limit itself. */
  readonly named?: keyof AgreementLimits
  /** Whether all of it is there again at a time that is known. */
  readonly knowsWhen: boolean
  readonly survives: boolean
}

/** Every limit that a request can use up, lowered so far that a few do. */
const cases: Readonly<Partial<Record<keyof AgreementLimits, LimitCase>>> = {
  contactsPerUserDay: { set: { contactsPerUserDay: 3 }, ask: contact, scope: 'user', knowsWhen: true, survives: true },
  newTargetsPerDay: { set: { newTargetsPerDay: 5, contactsPerUserDay: 100 }, ask: contact, scope: 'party', knowsWhen: true, survives: true },
  bundlesPerPair: { set: { bundlesPerPair: 2 }, ask: bundles, scope: 'pair', knowsWhen: true, survives: false },
  bundlesPerTargetHour: { set: { bundlesPerTargetHour: 4, bundlesPerPair: 100 }, ask: bundles, scope: 'party', knowsWhen: true, survives: false },
  queuedPerPair: { set: { queuedPerPair: 2 }, ask: small, scope: 'pair', knowsWhen: false, survives: true },
  queuedBytesPerPair: { set: { queuedBytesPerPair: 60_000 }, ask: large, scope: 'pair', named: 'queuedPerPair', knowsWhen: false, survives: true },
  messagesPerPair: { set: { messagesPerPair: 10, messagesPerPairMinute: 1 }, ask: small, scope: 'pair', knowsWhen: true, survives: false },
  messagesPerPartyMinute: { set: { messagesPerPartyMinute: 12 }, ask: small, scope: 'party', knowsWhen: true, survives: false },
  messagesPerUserDay: { set: { messagesPerUserDay: 40 }, ask: small, scope: 'user', knowsWhen: true, survives: true },
  attachmentsPerUser: { set: { attachmentsPerUser: 2 }, ask: upload(10), scope: 'user', knowsWhen: false, survives: true },
  attachmentMibPerUser: { set: { attachmentMibPerUser: 1 }, ask: upload(MIB / 2), scope: 'user', named: 'attachmentsPerUser', knowsWhen: false, survives: true },
  attachmentsPerParty: { set: { attachmentsPerParty: 6 }, ask: upload(10), scope: 'party', knowsWhen: false, survives: true },
  attachmentMibPerParty: { set: { attachmentMibPerParty: 2 }, ask: upload(MIB / 2), scope: 'party', named: 'attachmentsPerParty', knowsWhen: false, survives: true },
  mibPerPartyDay: { set: { mibPerPartyDay: 8 }, ask: upload(MIB), scope: 'party', knowsWhen: true, survives: true },
}
/** Part of another one's case, no count of requests, or shown with links elsewhere. */
const OTHERS = ['bundleRefillSeconds', 'messagesPerPairMinute', 'maxTtlSeconds', 'attachmentBytes', 'linksPerParty', 'enlistmentsPerPartyDay']
const MOST = 100

const exhaust = async (couple: Couple, ask: Ask): Promise<Answer> => {
  for (let asked = 0; asked < MOST; asked += 1) {
    const answer = await couple.provider.link.request(ask(couple))
    if (answer.kind === 'throttled') return answer
  }
  throw new Error('nothing was throttled')
}

t.test('each limit that is used up over a real link is named with what is left, and what is kept holds after a restart', async (t) => {
  t.same([...Object.keys(cases), ...OTHERS].toSorted(), Object.keys(limitRanges).toSorted())
  const daemon = await createDaemon(t)
  await daemon.start()
  const couple = await createCouple(daemon, (options) => connectLink({ ...options, reconnect: { initialMs: 20, maxMs: 200 } }))
  const set = (limits: Partial<AgreementLimits>) => daemon.admin('POST', '/v1/parties/heron.example/limits', { set: limits, reason: 'each limit once' })
  t.match((await couple.provider.link.ready).limits, defaultLimits)

  const used = async (name: string, { set: lowered, ask, scope, named, knowsWhen }: LimitCase) => {
    await set({ ...defaultLimits, ...lowered })
    const answer = await exhaust(couple, ask)
    if (answer.kind !== 'throttled') throw new Error('not throttled')
    const [first] = answer.headroom
    t.match({ ...answer, limit: first?.limit }, { scope, limit: named ?? name }, name)
    t.equal(first?.left, 0, name)
    t.ok(answer.retryAfterSeconds > 0, name)
    t.equal((first?.wholeAfterSeconds ?? 0) > 0, knowsWhen, `${name} is whole again at a known time`)
    if (knowsWhen) t.ok((first?.wholeAfterSeconds ?? 0) >= answer.retryAfterSeconds, `${name} is not whole before one passes`)
  }
  for (const [name, one] of Object.entries(cases)) await used(name, one)

  t.equal(await daemon.stop(), 0)
  await daemon.start()
  for (const [name, { set: lowered, ask, survives }] of Object.entries(cases)) {
    await set({ ...defaultLimits, ...lowered })
    const { kind } = await couple.provider.link.request(ask(couple))
    if (survives) t.equal(kind, 'throttled', `${name} is still used up`)
    else t.not(kind, 'throttled', `${name} is forgiven`)
  }
  await Promise.all([couple.core.link.close(), couple.provider.link.close()])
})
