// SPDX-License-Identifier: AGPL-3.0-only
import { expectFound, expectSame, expectThat } from '../checks.ts'
import { counted, grouped } from '../printer.ts'
import { CORE, HERON } from '../stage.ts'
import type { Stage } from '../stage.ts'
import type { SentStatus } from '../../sdk/device/index.ts'
import { ciphertext, expectReached, expectShown, expectSoon, say, takeTraffic } from './step.ts'
import type { Outcome, Step } from './step.ts'

/** Digits of a safety number: two fingerprints of thirty. */
const SAFETY_DIGITS = 60

const talk = async (stage: Stage): Promise<Outcome> => {
  const acceptedBefore = stage.view().accepted()
  await takeTraffic(stage, CORE, HERON)
  const hello = await say(stage, 'ana', 'ben', 'Hello Ben, this is Ana. Shall we meet at the old harbour?')
  await expectShown(stage, 'ben', [hello.text], 1)
  await expectReached(stage, 'ana', hello.status, 'delivered')
  const reply = await say(stage, 'ben', 'ana', 'Hello Ana! Gladly. Saturday at noon?')
  await expectShown(stage, 'ana', [reply.text], 1)
  await expectReached(stage, 'ben', reply.status, 'delivered')
  await stage.party(CORE).readAll('ben', stage.userOf('ana'))
  await stage.party(HERON).readAll('ana', stage.userOf('ben'))
  await Promise.all([expectReached(stage, 'ana', hello.status, 'read'), expectReached(stage, 'ben', reply.status, 'read')])
  const traffic = await takeTraffic(stage, CORE, HERON)
  expectThat(traffic.messages > 2, 'two texts and encrypted receipts for them', counted(traffic.messages, 'message'))
  await expectSoon('messages that the gateway accepted', () => stage.view().accepted() - acceptedBefore, traffic.messages)
  return { gatewaySaw: ciphertext(traffic), details: [`Ana: ${hello.text}`, `Ben: ${reply.text}`, 'delivered and read: the gateway cannot tell receipts from texts'] }
}

const compareSafetyNumbers = async (stage: Stage): Promise<Outcome> => {
  const anas = await stage.party(HERON).safetyNumber('ana', stage.userOf('ben'))
  const bens = await stage.party(CORE).safetyNumber('ben', stage.userOf('ana'))
  const number = expectFound(anas, 'a safety number on Ana\'s device')
  expectSame('the number on Ben\'s device', bens, number)
  expectSame('its digits', number.replaceAll(/\D/g, '').length, SAFETY_DIGITS)
  const { messages } = await takeTraffic(stage, CORE, HERON)
  expectSame('messages meanwhile', messages, 0)
  return { gatewaySaw: 'nothing', details: [number.replaceAll(/(\d{5})(?=\d)/g, '$1 ')] }
}

/** What waits while Ben's home is away, for the step after. */
const left = new WeakMap<Stage, Left>()

interface Left {
  readonly messages: readonly { readonly text: string; readonly status: SentStatus }[]
  readonly bytes: number
  readonly shownBefore: number
}

const sendToAbsent = async (stage: Stage): Promise<Outcome> => {
  const shownBefore = (await stage.party(CORE).texts('ben', 0)).length
  await expectSoon('envelopes that wait', () => stage.view().waiting().count, 0)
  await takeTraffic(stage, HERON)
  await stage.stop(CORE)
  const messages: Left['messages'][number][] = []
  for (const words of ['One: I have the small boat.', 'Two: bring a jacket, it is windy.', 'Three: the key is under the blue stone.']) {
    const message = await say(stage, 'ana', 'ben', words)
    expectSame('what came of it', message.status.state, 'accepted')
    messages.push(message)
  }
  const waiting = stage.view().waiting()
  expectSame('envelopes that wait', waiting.count, messages.length)
  const { ciphertextBytes } = await takeTraffic(stage, HERON)
  expectSame('bytes that wait', waiting.bytes, ciphertextBytes)
  left.set(stage, { messages, bytes: waiting.bytes, shownBefore })
  return { gatewaySaw: `${counted(waiting.count, 'envelope')} waiting, ${grouped(waiting.bytes)} bytes of ciphertext`, details: messages.map(({ text }) => `Ana: ${text}`) }
}

const comeBack = async (stage: Stage): Promise<Outcome> => {
  const { messages, bytes, shownBefore } = expectFound(left.get(stage), 'messages that wait')
  const texts = messages.map(({ text }) => text)
  await stage.start(CORE)
  await expectShown(stage, 'ben', texts, shownBefore + texts.length)
  const shown = await stage.party(CORE).texts('ben', shownBefore + texts.length)
  expectSame('texts that came late or out of order', shown.filter(({ late }) => late).length, 0)
  for (const { status } of messages) await expectReached(stage, 'ana', status, 'delivered')
  await expectSoon('envelopes that wait', () => stage.view().waiting().count, 0)
  const { deliveredBytes } = await takeTraffic(stage, CORE)
  expectSame('bytes that Ben\'s home got', deliveredBytes, bytes)
  return { gatewaySaw: `${grouped(deliveredBytes)} bytes of ciphertext leave, none stays` }
}

/** How people talk. */
export const messageSteps: readonly Step[] = [
  { name: 'Ana and Ben write to each other: delivered and read', run: talk },
  { name: 'Ana and Ben compare safety numbers: the same', run: compareSafetyNumbers },
  { name: 'Ben\'s server goes away, and Ana writes three times', run: sendToAbsent },
  { name: 'Ben\'s server comes back: all three, once, in order', run: comeBack },
]
