// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expectFound, expectSame } from '../checks.ts'
import { addTraffic } from '../meter.ts'
import type { Traffic } from '../meter.ts'
import { counted, grouped } from '../printer.ts'
import { PEOPLE } from '../stage.ts'
import type { PartyName, PersonName, Stage } from '../stage.ts'
import type { SentState, SentStatus } from '../../sdk/device/index.ts'

/** What a step found out; it throws `Unmet` when it does not hold. */
export interface Outcome {
  /** What the gateway could see of it: measured, not told. */
  readonly gatewaySaw: string
  /** For everybody, below the step. */
  readonly lines?: readonly string[]
  /** For those who want to know more. */
  readonly details?: readonly string[]
}

/** One thing that happens, and is checked. */
export interface Step {
  readonly name: string
  run(stage: Stage): Promise<Outcome>
}

/** Between two looks at what the gateway commits in its own time. */
const LOOK_MS = 15
/** Longer than any commit takes on a busy machine. */
const SETTLE_MS = 30_000

/** Looks until the value is as expected; throws {@link Unmet} with the last one seen. */
export const expectSoon = async (what: string, look: () => unknown, expected: unknown): Promise<void> => {
  const deadline = AbortSignal.timeout(SETTLE_MS)
  while (!isDeepStrictEqual(look(), expected)) {
    if (deadline.aborted) {
      expectSame(what, look(), expected)
      return
    }
    await pause(LOOK_MS)
  }
}

/** One person writes to another; gives the text and what came of the first try. */
export const say = async (stage: Stage, from: PersonName, to: PersonName, words: string): Promise<{ readonly text: string; readonly status: SentStatus }> => {
  const text = stage.unique(words)
  const status = await stage.homeOf(from).send(from, stage.userOf(to), text)
  stage.said.push({ text, reader: status.state === 'refused' ? undefined : to })
  return { text, status }
}

/** Waits until a message is that far and throws {@link Unmet} if it never will be. */
export const expectReached = async (stage: Stage, from: PersonName, { messageId }: SentStatus, state: SentState): Promise<void> => {
  const { state: reached, reason } = await stage.homeOf(from).reached(from, messageId, state)
  expectSame(`${PEOPLE[from].displayName}'s message`, reason === undefined ? reached : `${reached} ${reason}`, state)
}

/** Waits until a person's screen shows as many texts and throws {@link Unmet} unless the last ones are these, in this order. */
export const expectShown = async (stage: Stage, to: PersonName, texts: readonly string[], atLeast: number): Promise<void> => {
  const shown = await stage.homeOf(to).texts(to, atLeast)
  expectSame(`texts on ${PEOPLE[to].displayName}'s screen`, shown.slice(-texts.length).map(({ text }) => text), texts)
  expectSame('texts on the screen', shown.length, atLeast)
}

/** What passed at these parties' doors since the last look; throws {@link Unmet} if an envelope could be read. */
export const takeTraffic = async (stage: Stage, ...parties: readonly PartyName[]): Promise<Traffic> => {
  const all = await Promise.all(parties.map((name) => stage.party(name).traffic()))
  const traffic = expectFound(all.reduce<Traffic | undefined>((sum, one) => (sum === undefined ? one : addTraffic(sum, one)), undefined), 'a party')
  expectSame('envelopes in which a text can be read', traffic.readable, 0)
  return traffic
}

/** Ciphertext, as the gateway saw it pass. */
export const ciphertext = ({ envelopes, ciphertextBytes }: Pick<Traffic, 'envelopes' | 'ciphertextBytes'>): string =>
  `${counted(envelopes, 'envelope')}, ${grouped(ciphertextBytes)} bytes of ciphertext`
