// SPDX-License-Identifier: AGPL-3.0-only
import { expectFound, expectSame, expectThat } from '../checks.ts'
import { counted } from '../printer.ts'
import { CORE, DEVICE_PEOPLE, HERON, KITE, PEOPLE } from '../stage.ts'
import type { PersonName, Stage } from '../stage.ts'
import { inventUser } from '../stranger.ts'
import type { Outcome, Step } from './step.ts'
import { takeTraffic } from './step.ts'

/** The home makes each user's id and signs for its keys; a core's user takes part for one provider at a time. */
const enlistAll = async (stage: Stage): Promise<Outcome> => {
  const { ben } = PEOPLE
  await stage.party(CORE).setParticipation('ben', false, ben.address)
  const enlist = async (name: PersonName): Promise<void> => {
    const { displayName, address } = PEOPLE[name]
    const terms = name === 'ben' ? { forProvider: HERON } : { address }
    stage.users.set(name, await stage.homeOf(name).enlist({ name, displayName, ...terms }))
  }
  await Promise.all([enlist('ana'), enlist('ben'), enlist('cem')])
  const { count, publicKeys } = stage.view().users()
  expectSame('enlisted users', count, DEVICE_PEOPLE.length)
  return { gatewaySaw: `${counted(publicKeys, 'public key')} of ${counted(count, 'user')}` }
}

/** Somebody who knows a user id, and nothing else, gets nothing; nor does the gateway keep what it was sent. */
const expectIntrusionRefused = async (stage: Stage, intruder: PersonName, victim: PersonName): Promise<Outcome> => {
  const { home } = PEOPLE[intruder]
  const acceptedBefore = stage.view().accepted()
  await takeTraffic(stage, home)
  const answers = await stage.homeOf(intruder).intrude(intruder, stage.userOf(victim))
  expectSame('the answer to the message', answers.message, 'NOT_PERMITTED')
  expectSame('the answer to the request for keys', answers.keys, 'NOT_PERMITTED')
  const toNobody = await stage.homeOf(intruder).intrude(intruder, inventUser())
  expectSame('the answers when it is to a user that nobody has', toNobody, answers)
  expectSame('messages that the gateway kept', stage.view().accepted() - acceptedBefore, 0)
  expectSame('envelopes that wait', stage.view().waiting().count, 0)
  const { messages } = await takeTraffic(stage, home)
  return {
    gatewaySaw: `${counted(messages, 'message')}, none kept`,
    details: [`message: ${answers.message}`, `keys: ${answers.keys}`, 'and the same for a user id that nobody has'],
  }
}

const optIn = async (stage: Stage): Promise<Outcome> => {
  const core = stage.party(CORE)
  await core.setParticipation('ben', true, PEOPLE.ben.address)
  await core.setChoice('ben', HERON, true, 'separate', 'Heron')
  const { optedIn, hashBytes, sealedBytes } = stage.view().people()
  expectSame('people who opted in', optedIn, 1)
  return { gatewaySaw: `a yes, ${String(hashBytes)} bytes of keyed hash, ${String(sealedBytes)} sealed` }
}

const ask = async (stage: Stage): Promise<Outcome> => {
  const left = await stage.party(HERON).requestContact('ana', PEOPLE.ben.address)
  const request = expectFound((await stage.party(CORE).requests('ben', 1))[0], 'a request on Ben\'s device')
  expectSame('who asks', [request.displayName, request.address, request.party], [PEOPLE.ana.displayName, PEOPLE.ana.address, HERON])
  expectSame('where Ben wants to see it', [request.inbox, request.inboxLabel], ['separate', 'Heron'])
  const { hashBytes, sealedBytes } = stage.view().requests()
  expectThat(hashBytes === 32, 'a keyed hash of 32 bytes', hashBytes)
  return {
    gatewaySaw: `an address, kept as a keyed hash of ${String(hashBytes)} bytes`,
    details: [`and ${String(sealedBytes)} sealed bytes, for Ben to see whom she asked`, `Ana may ask ${counted(left, 'more person', 'more people')} today`],
  }
}

const grant = async (stage: Stage): Promise<Outcome> => {
  const [core, heron] = [stage.party(CORE), stage.party(HERON)]
  const { requestId } = expectFound((await core.requests('ben', 1))[0], 'a request on Ben\'s device')
  expectSame('the answer to Ben\'s yes', await core.decide('ben', { requestId }, 'grant'), 'done')
  const [benKnows] = await core.granted('ben', 1)
  const [anaKnows] = await heron.granted('ana', 1)
  expectSame('whom they know now', [benKnows?.peer, anaKnows?.peer], [stage.userOf('ana'), stage.userOf('ben')])
  const { granted, tokenHashes } = stage.view().consents()
  expectSame('yeses', granted, 2)
  return { gatewaySaw: `${counted(granted, 'yes', 'yeses')}, kept with ${counted(tokenHashes, 'hashed token')}` }
}

/** Whether somebody exists is nobody's business: an unwilling person and none at all get one row, one answer, one unit of quota. */
const askForNobody = async (stage: Stage): Promise<Outcome> => {
  const kite = stage.party(KITE)
  const before = stage.view().requests().count
  const leftAfterBen = await kite.requestContact('cem', PEOPLE.ben.address)
  const leftAfterNobody = await kite.requestContact('cem', `nobody@${CORE}`)
  expectSame('requests left after the second', leftAfterNobody, leftAfterBen - 1)
  const { count, hashBytes } = stage.view().requests()
  expectSame('rows that the gateway wrote', count - before, 2)
  const shown = await stage.party(CORE).requests('ben', 0)
  expectSame('requests on Ben\'s device', shown.length, 0)
  return { gatewaySaw: `${counted(count - before, 'address', 'addresses')}, kept as keyed hashes of ${String(hashBytes)} bytes` }
}

/** How people come to be allowed to talk. */
export const consentSteps: readonly Step[] = [
  { name: 'Ana, Ben and Cem enlist with keys of their own devices', run: enlistAll },
  { name: 'Refused: Ana writes to Ben, who has not opted in', run: (stage) => expectIntrusionRefused(stage, 'ana', 'ben') },
  { name: 'Ben opts in and lets heron.example reach him', run: optIn },
  { name: 'Ana asks ben@core.example for contact', run: ask },
  { name: 'Ben says yes', run: grant },
]

/** What the other provider's user gets. */
export const strangerSteps: readonly Step[] = [
  { name: 'Refused: Cem writes to Ben and asks for his keys', run: (stage) => expectIntrusionRefused(stage, 'cem', 'ben') },
  { name: 'Cem asks for Ben and for nobody: answered alike', run: askForNobody },
]
