// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { submissionId } from '../../../src/model/ids.ts'
import { uuidText } from '../../../src/wire/uuid.ts'
import { Ledger } from '../../../bench/load/ledger.ts'

const NOTHING = { lost: [], doubled: [], disordered: 0, unknown: 0 }

t.test('a message that was accepted and pushed once is over, in either order', async (t) => {
  const ledger = new Ledger()
  const [a, b] = [ledger.open(0, 1), ledger.open(1, 2)]
  t.ok(ledger.accept(a))
  t.notOk(ledger.isAccepted(a) && ledger.isDelivered(a))
  t.equal(ledger.deliver(ledger.submission(a), 1), a)
  t.equal(ledger.deliver(ledger.submission(b), 1), b)
  t.ok(ledger.accept(b))
  t.ok([a, b].every((message) => ledger.isAccepted(message) && ledger.isDelivered(message)))
  t.match(ledger, { submitted: 2, accepted: 2, delivered: 2, repeated: 0 })
  t.same(ledger.breaches(), NOTHING)
})

t.test('what was accepted and never pushed is lost, what was not accepted is not', async (t) => {
  const ledger = new Ledger()
  const [lost] = [ledger.open(0, 0), ledger.open(0, 0)]
  ledger.accept(lost)
  t.same(ledger.breaches(), { ...NOTHING, lost: [ledger.submissionId(lost)] })
})

t.test('a second push is a repetition under its place, and a second storing under another', async (t) => {
  const ledger = new Ledger()
  const [message] = [ledger.open(0, 0)]
  ledger.deliver(ledger.submission(message), 1)
  t.equal(ledger.deliver(ledger.submission(message), 1), undefined)
  t.match(ledger, { delivered: 1, repeated: 1 })
  t.same(ledger.breaches(), NOTHING)
  ledger.deliver(ledger.submission(message), 2)
  t.same(ledger.breaches(), { ...NOTHING, doubled: [ledger.submissionId(message)] })
})

t.test('a first push below an earlier one of its lane is out of order, beside it is not', async (t) => {
  const ledger = new Ledger()
  const messages = [ledger.open(0, 0), ledger.open(0, 0), ledger.open(1, 0)]
  messages.forEach((message, index) => ledger.deliver(ledger.submission(message), 2 - index + (index === 2 ? 1 : 0)))
  t.equal(ledger.breaches().disordered, 1)
})

t.test('a push of another ledger, or of a message that was never submitted, is unknown', async (t) => {
  const [ledger, other] = [new Ledger(), new Ledger()]
  ledger.open(0, 0)
  other.open(0, 0)
  t.equal(ledger.deliver(other.submission(0), 1), undefined)
  t.equal(ledger.deliver(ledger.submission(1), 1), undefined)
  t.same(ledger.breaches(), { ...NOTHING, unknown: 2 })
})

t.test('ids are UUIDs of their 16 bytes, and the record grows beyond its first size', async (t) => {
  const ledger = new Ledger()
  for (let count = 0; count <= 70_000; count += 1) ledger.open(count % 3, count)
  t.equal(ledger.submissionId(70_000), uuidText(ledger.submission(70_000)))
  t.equal(submissionId(ledger.submissionId(3)), ledger.submissionId(3))
  t.equal(ledger.find(ledger.submission(70_000)), 70_000)
  t.equal(ledger.laneOf(70_000), 70_000 % 3)
  t.equal(ledger.submittedAt(69_999), 69_999)
})
