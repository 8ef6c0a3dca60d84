// SPDX-License-Identifier: AGPL-3.0-only
import { unavailable } from '../../committer.ts'
import { systemTimers } from '../../timers.ts'
import { unreachable } from '../failures.ts'
import { statement } from '../statement.ts'
import type { Membership } from './membership.ts'
import type { Note } from './notes.ts'
import type { Outbox } from './outbox.ts'
import type { NodeTimes } from './times.ts'

const LIVING = statement<{ readonly node: string }>('SELECT "node"::text FROM "nodes"')
const BURY = statement(`DELETE FROM "nodes" WHERE "node" IN (SELECT "node" FROM "nodes" WHERE "expiresAt" < now() FOR UPDATE SKIP LOCKED)`)

interface Question {
  /** Unknown until the note is sent. */
  waitsFor: Set<string> | undefined
  readonly answered: Set<string>
  readonly settle: (error?: Error) => void
}

/** Questions to all other nodes. */
export interface Answers {
  /** Resolves when each node that lived when it was asked has answered or lost its place. Rejects with `UNAVAILABLE` when that takes too long. */
  ask(note: (id: number) => Note): Promise<void>
  answered(id: number, by: string): void
  /** A node could not deal with it: the question is answered with `UNAVAILABLE`. */
  failed(id: number): void
  /** The own place is lost: nothing more will be heard. */
  lost(): void
}

/** The questions that one place asks. */
export const createAnswers = (member: Pick<Membership, 'session' | 'end'>, outbox: Outbox, { leaseMs, answerMs, lookMs }: NodeTimes): Answers => {
  const questions = new Map<number, Question>()
  let lastId = 0
  let isLost = false
  let isLooking = false

  const ask = (note: (id: number) => Note): Promise<void> => new Promise((resolve, reject) => {
    if (isLost) return reject(unavailable('this node has lost its place'))
    const id = ++lastId
    const endPatience = systemTimers.after(leaseMs + answerMs, () => { question.settle(unavailable('another node does not answer')) })
    const question: Question = {
      waitsFor: undefined, answered: new Set(),
      settle: (error) => {
        questions.delete(id)
        endPatience()
        if (error === undefined) resolve()
        else reject(error)
      },
    }
    questions.set(id, question)
    outbox.send(note(id)).then((others) => {
      question.waitsFor = new Set(others.filter((other) => !question.answered.has(other)))
      settleIfDone(question)
      look()
    }, (error: unknown) => { question.settle(unreachable(error)) })
  })

  const settleIfDone = (question: Question): void => {
    if (question.waitsFor?.size === 0) question.settle()
  }

  const look = (): void => {
    if (isLooking || questions.size === 0) return
    isLooking = true
    systemTimers.after(lookMs, () => void lookNow().finally(() => {
      isLooking = false
      look()
    }))
  }

  const lookNow = async (): Promise<void> => {
    if (isLost || questions.size === 0) return
    try {
      await member.session.run(BURY)
      const living = new Set((await member.session.all(LIVING)).map(({ node }) => node))
      for (const question of [...questions.values()]) {
        for (const node of question.waitsFor ?? []) if (!living.has(node)) question.waitsFor?.delete(node)
        settleIfDone(question)
      }
    } catch {
      member.end()
    }
  }

  return {
    ask,
    answered: (id, by) => {
      const question = questions.get(id)
      if (!question) return
      question.answered.add(by)
      question.waitsFor?.delete(by)
      settleIfDone(question)
    },
    failed: (id) => { questions.get(id)?.settle(unavailable('another node could not do what it was told')) },
    lost: () => {
      isLost = true
      for (const question of [...questions.values()]) question.settle(unavailable('this node has lost its place'))
    },
  }
}
