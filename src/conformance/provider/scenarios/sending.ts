// SPDX-License-Identifier: AGPL-3.0-only
import { inWords } from '../../exchange.ts'
import type { Must } from '../../musts.ts'
import { bytes, message, number } from '../../protobuf.ts'
import type { Bend, Heard } from '../door.ts'
import type { Peer } from '../peer.ts'
import type { ProviderScenario, ProviderTrial } from '../trial.ts'
import { makeStale } from './stale.ts'

/** Frame.error with a code that no version has. */
const [ERROR, UNKNOWN_CODE] = [19, 9_999] as const
/** What a throttled provider is told to wait, and what clocks and timers may be off by. */
const [WAIT_SECONDS, SLACK_MS] = [2, 200] as const

type Answer = Parameters<NonNullable<Bend['party']>>[1]

/** The next message of the provider is answered by this, and not the gateway; later ones pass. */
const answerFirst = (trial: ProviderTrial, { user }: Peer, answer: (frame: Heard, say: Answer) => void): void => {
  let isFirst = true
  trial.bend({
    party: (frame, say) => {
      if (!isFirst || frame.body?.kind !== 'submit' || frame.body.submission.recipientUser !== user) return true
      isFirst = false
      answer(frame, say)
      return false
    },
  })
}

/** Judges that what was sent first is sent again with the same id and the same bytes. */
const repeats = async (trial: ProviderTrial, peer: Peer, must: Must): Promise<void> => {
  const [first, second] = await trial.until(must, 'the message comes again under its submission id', () => {
    const all = trial.submits(peer)
    const again = all.slice(1).find(({ body }) => body.submission.submissionId === all[0]?.body.submission.submissionId)
    return all[0] === undefined || again === undefined ? undefined : [all[0], again] as const
  })
  const envelopes = ({ body }: typeof first): string => inWords(body.submission.envelopes.map((envelope) => envelope.bytes))
  trial.judge(must, 'the same bytes', envelopes(first) === envelopes(second), 'other envelopes')
}

/** A message that is not answered as it should be comes again as it was, and its answer arrives once. */
const repeated = (name: string, must: Must, title: string, answer: (frame: Heard, say: Answer, trial: ProviderTrial) => void): ProviderScenario => ({
  name: `sending/${name}`, musts: [must], title, run: async (trial) => {
    const peer = await trial.peer()
    answerFirst(trial, peer, (frame, say) => { answer(frame, say, trial) })
    const text = await peer.say()
    await repeats(trial, peer, must)
    await trial.answered(must, peer, text)
    await trial.exchangeTexts(must, peer)
    trial.judge(must, 'the text is answered once', peer.answersTo(text) === 1, `${String(peer.answersTo(text))} answers`)
  },
})

const failure = (code: 'UNAVAILABLE' | 'INTERNAL') => (frame: Heard, say: Answer): void => {
  say(frame.id, { kind: 'error', code, detail: '', correlationId: 'conformance', retryAfterSeconds: 1 })
}

/** What an endpoint does with messages that it sends: docs/protocol.md section 4. */
export const sending: readonly ProviderScenario[] = [
  repeated('unanswered', 'DIP-53', 'A message whose link breaks before it is answered is sent again under the same id, with the same bytes.', (_frame, _say, trial) => { trial.cut() }),
  {
    name: 'sending/answer-lost', musts: ['DIP-53', 'DIP-44'], title: 'A message whose answer was lost is sent again as it was, and shown once.', run: async (trial) => {
      const peer = await trial.peer()
      let isLost = false
      trial.bend({ gateway: (body) => {
        if (isLost || body.kind !== 'accepted') return [body]
        isLost = true
        setImmediate(() => { trial.cut() })
        return []
      } })
      const text = await peer.say()
      await repeats(trial, peer, 'DIP-53')
      await trial.answered('DIP-53', peer, text)
      await trial.exchangeTexts('DIP-53', peer)
      trial.judge('DIP-53', 'the text is answered once', peer.answersTo(text) === 1, `${String(peer.answersTo(text))} answers`)
    },
  },
  repeated('unavailable', 'DIP-53', 'A message that the gateway cannot take now is sent again as it was.', failure('UNAVAILABLE')),
  repeated('unknown-code', 'DIP-73', 'A code that the provider does not know is read as INTERNAL: the message is sent again as it was.', (frame, say) => {
    say(frame.id, message(number(1, frame.id), bytes(ERROR, message(number(1, UNKNOWN_CODE)))))
  }),
  {
    name: 'sending/throttled', musts: ['DIP-53', 'DIP-151'], title: 'A message that is throttled is sent again after the time that the gateway names, and not before.', run: async (trial) => {
      const peer = await trial.peer()
      let throttledAt = 0
      answerFirst(trial, peer, (frame, say) => {
        throttledAt = performance.now()
        say(frame.id, { kind: 'throttled', retryAfterSeconds: WAIT_SECONDS, scope: 'pair', headroom: [] })
      })
      const text = await peer.say()
      const first = await trial.until('DIP-53', 'a message', () => trial.submits(peer)[0])
      await trial.until('DIP-53', 'the message comes again', () => trial.submits(peer).slice(1).find(({ body }) => body.submission.submissionId === first.body.submission.submissionId))
      const waited = performance.now() - throttledAt
      trial.judge('DIP-151', `not before ${String(WAIT_SECONDS)} s are over`, waited > WAIT_SECONDS * 1_000 - SLACK_MS, `after ${String(Math.round(waited))} ms`)
      await trial.answered('DIP-53', peer, text)
    },
  },
  {
    name: 'sending/stale-device', musts: ['DIP-45'], title: 'A message that does not fit the recipient\'s devices is sealed anew: new keys, another submission id.', run: async (trial) => {
      const peer = await trial.peer()
      const stale = makeStale(trial, peer)
      trial.bend({ party: stale.party })
      const text = await peer.say()
      await stale.asked('DIP-45')
      await trial.answered('DIP-45', peer, text)
      const ids = trial.submits(peer).map(({ body }) => body.submission.submissionId)
      trial.judge('DIP-45', 'another submission id: nothing of the first was stored', new Set(ids).size > 1, ids)
    },
  },
]
