// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a home's users do together is told to none of them.
import t from 'tap'
import type { LimitName } from '../../../../src/model/agreement-limits.ts'
import { fixedLimits, limitRanges } from '../../../../src/model/agreement-limits.ts'
import { deviceId } from '../../../../src/model/ids.ts'
import { adaAtHome, openDoor } from './door-support.ts'
import { ada } from './support.ts'

/** Of these what is left says what others of the party did: how many messages, files, new people, reports and enlistments, and whose keys they fetched. */
const shared = ['attachmentsPerParty', 'attachmentMibPerParty', 'messagesPerPartyMinute', 'mibPerPartyDay', 'bundlesPerTargetHour', 'newTargetsPerDay', 'linksPerParty', 'reportsPerParty', 'enlistmentsPerPartyDay']
const all = [...Object.keys(limitRanges), ...Object.keys(fixedLimits)] as LimitName[]

for (const limit of all) {
  const isShared = shared.includes(limit)
  t.test(`a user that is throttled is ${isShared ? 'not ' : ''}told what is left of ${limit}`, async (t) => {
    const around = openDoor()
    const own = { limit: 'messagesPerPair', left: 0, wholeAfterSeconds: 9 } as const
    const asked = { limit, left: 7, wholeAfterSeconds: 60 }
    around.answer = async () => ({ kind: 'throttled', retryAfterSeconds: 3, scope: 'party', headroom: [own, asked, { ...asked, limit: undefined }] })
    const device = await around.attend(adaAtHome)
    device.say(4, { kind: 'countPrekeys', userId: ada, deviceId: deviceId(1) })
    t.strictSame(await device.expect('throttled'), { id: 4, body: { kind: 'throttled', retryAfterSeconds: 3, scope: 'party', headroom: isShared ? [own] : [own, asked] } })
  })
}
