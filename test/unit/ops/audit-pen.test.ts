// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { decodeEntry } from '../../../src/model/audit/entry.ts'
import { createAuditPen } from '../../../src/ops/audit/pen.ts'
import { ticketsIn } from '../../../src/ops/log-fields.ts'

const penOf = (reasons: 'words' | 'tickets') => createAuditPen({ now: () => 1, logId: () => 'abcdefghijkl', reasons })
const kept = (reasons: 'words' | 'tickets', actor: string, reason: string) => decodeEntry(penOf(reasons).entry({ act: 'party.suspended', actor, reason }))?.reason

t.test('where only tickets are kept, a reason of the operator\'s loses its words, and one without a ticket is refused', async (t) => {
  const said = 'Ana Reis asked us to, OPS-12 and (#17).'
  t.equal(kept('words', 'socket', said), said)
  for (const actor of ['socket', 'token:deploy']) {
    t.equal(kept('tickets', actor, said), 'OPS-12 #17')
    t.equal(kept('tickets', actor, ''), '', 'what needs no reason needs no ticket')
    for (const without of ['Ana Reis asked us to', 'OPS', 'ops-12', 'XOPS-12345678', 'a#17b']) t.throws(() => kept('tickets', actor, without), { code: 'MALFORMED', detail: /name the ticket/ }, without)
  }
  t.equal(kept('tickets', 'system', 'too many new people'), 'too many new people', 'a rule has its own words')
})

t.test('tickets are found in a text, and nothing that may be a number or an address of somebody', async (t) => {
  t.equal(ticketsIn('OPS-1, then OPS-22; #3: (LEGAL-999999)'), 'OPS-1 OPS-22 #3 LEGAL-999999')
  for (const none of ['', '+4915112345678', '030-123456', 'ada@heron.example', 'A-1234567', 'TEL-0301234567', '##17x', 'ÄOPS-1', 'OPS-1a']) t.equal(ticketsIn(none), '', none)
})
