// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { searchForTexts } from '../canary.ts'
import { expectFound, expectSame } from '../checks.ts'
import { suspend, resume } from '../operator.ts'
import { PARTY_FILES } from '../party-process.ts'
import { counted, grouped } from '../printer.ts'
import { CORE, DEVICE_PEOPLE, HERON, PARTIES, PEOPLE } from '../stage.ts'
import type { PersonName, Stage } from '../stage.ts'
import { ciphertext, expectReached, expectShown, expectSoon, say, takeTraffic } from './step.ts'
import type { Outcome, Step } from './step.ts'

const REASON = 'The agreement is under review'

/** A person writes to somebody whom it may not reach now: one answer, whatever the reason, and nothing is kept. */
const expectWordsRefused = async (stage: Stage, from: PersonName, to: PersonName, words: string): Promise<Outcome> => {
  const { home } = PEOPLE[from]
  const acceptedBefore = stage.view().accepted()
  await takeTraffic(stage, home)
  const { text, status } = await say(stage, from, to, words)
  expectSame('what came of it', `${status.state} ${status.reason ?? ''}`, 'refused NOT_PERMITTED')
  expectSame('messages that the gateway kept', stage.view().accepted() - acceptedBefore, 0)
  const traffic = await takeTraffic(stage, home)
  return { gatewaySaw: `${ciphertext(traffic)}, none kept`, details: [`${PEOPLE[from].displayName}: ${text}`, 'NOT_PERMITTED'] }
}

/** Ana writes to Ben and he reads it: whatever stood between them does no more. */
const expectWordsPass = async (stage: Stage, words: string): Promise<Outcome> => {
  const shownBefore = (await stage.party(CORE).texts('ben', 0)).length
  await takeTraffic(stage, CORE, HERON)
  const { text, status } = await say(stage, 'ana', 'ben', words)
  await expectShown(stage, 'ben', [text], shownBefore + 1)
  await expectReached(stage, 'ana', status, 'delivered')
  return { gatewaySaw: ciphertext(await takeTraffic(stage, CORE, HERON)), details: [`Ana: ${text}`] }
}

const block = async (stage: Stage): Promise<Outcome> => {
  expectSame('the answer to Ben\'s block', await stage.party(CORE).decide('ben', { peer: stage.userOf('ana') }, 'block'), 'done')
  expectSame('blocks', stage.view().consents().blocked, 1)
  return expectWordsRefused(stage, 'ana', 'ben', 'Ben? Did I say something wrong?')
}

const unblock = async (stage: Stage): Promise<Outcome> => {
  expectSame('the answer to Ben\'s yes', await stage.party(CORE).decide('ben', { peer: stage.userOf('ana') }, 'grant'), 'done')
  // Ben's first grant and Dia's were before; with this one Ana holds a new token.
  await stage.party(HERON).granted('ana', 3)
  return expectWordsPass(stage, 'Thank you for letting me back in.')
}

const suspendHeron = async (stage: Stage): Promise<Outcome> => {
  const heron = stage.party(HERON)
  const over = heron.linkOver()
  await suspend(stage.daemon(), HERON, REASON)
  expectSame('why heron.example\'s link is over', await over, { why: 'suspended', detail: REASON })
  const again = await heron.connect().then(() => 'a link', (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))
  expectSame('what a new link gets', again, 'SUSPENDED')
  const links = await stage.daemon().openLinks()
  expectSame('links that are open', links, PARTIES.length - 1)
  return { gatewaySaw: `${counted(links, 'link')} left open`, details: [`heron.example is told why: ${REASON}`, 'a new link of it gets SUSPENDED'] }
}

const resumeHeron = async (stage: Stage): Promise<Outcome> => {
  await resume(stage.daemon(), HERON, 'The review found nothing')
  await stage.party(HERON).connect()
  return expectWordsPass(stage, 'Here I am again.')
}

/** The texts, and the addresses that people typed, are nowhere in what the gateway keeps; the same search finds each text where it was read. */
const searchEverywhere = async (stage: Stage): Promise<Outcome> => {
  const { dataFolder, keysFolder, logFile } = stage.daemon()
  await expectSoon('envelopes that wait', () => stage.view().waiting().count, 0)
  const texts = stage.said.map(({ text }) => text)
  const addresses = Object.values(PEOPLE).map(({ address }) => address)
  const gateway = await searchForTexts([dataFolder, keysFolder, logFile], [...texts, ...addresses, ...stage.marks])
  expectSame('where the gateway keeps something that was said or typed', gateway.hits, [])
  for (const party of [CORE, HERON] as const) {
    const { hits } = await searchForTexts([await stage.folderOf(party)], stage.marks)
    expectSame(`files of which the same search finds bytes at ${party}`, new Set(hits.map(({ text }) => text)).size, stage.marks.length)
  }
  // What Dia reads her core keeps in its own way.
  const read = stage.said.filter(({ reader }) => DEVICE_PEOPLE.some((name) => name === reader))
  for (const { text, reader } of read) {
    const { home } = PEOPLE[expectFound(reader, 'a reader')]
    const { hits } = await searchForTexts([join(await stage.folderOf(home), PARTY_FILES.state)], [text])
    expectSame('files of its reader in which the same search finds a text', hits.length > 0, true)
  }
  return {
    gatewaySaw: `0 of ${counted(texts.length + addresses.length, 'text')} and ${counted(stage.marks.length, 'file')} in ${grouped(gateway.bytes)} bytes`,
    details: [`${counted(gateway.files, 'file')} of data, keys and log searched for ${counted(texts.length, 'message')} and ${counted(addresses.length, 'address', 'addresses')}`, `${counted(read.length, 'text')} found by the same search in its reader's own database`],
  }
}

/** How it ends: a block, a suspension, and the search. */
export const closingSteps: readonly Step[] = [
  { name: 'Refused: Ana writes to Ben, who has blocked her', run: block },
  { name: 'Ben lets Ana back in, and her words arrive', run: unblock },
  { name: 'The operator suspends heron.example: its link closes', run: suspendHeron },
  { name: 'Refused: Ben writes to Ana at the suspended provider', run: (stage) => expectWordsRefused(stage, 'ben', 'ana', 'Ana, are you there?') },
  { name: 'The operator resumes heron.example: words pass again', run: resumeHeron },
  { name: 'Nothing that was said is in the gateway\'s files', run: searchEverywhere },
]
