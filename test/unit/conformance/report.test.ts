// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createEd25519 } from '../../../src/cli/fresh-keys.ts'
import type { Outcome } from '../../../src/conformance/outcome.ts'
import { toHtml } from '../../../src/conformance/report/html.ts'
import { toJunit } from '../../../src/conformance/report/junit.ts'
import { reportOf } from '../../../src/conformance/report/report.ts'
import type { Report } from '../../../src/conformance/report/report.ts'
import { signReport, toJsonFile, verifyReport } from '../../../src/conformance/report/signing.ts'
import { failureText } from '../../../src/conformance/report/text.ts'

const HOSTILE = '</script><script>alert(1)</script>"\'&\u0000\u202e]]>'
const outcomes: readonly Outcome[] = [
  { name: 'frames/text', title: 'A text message ends the link.', musts: ['DIP-4'], outcome: 'failed', ms: 5_001, fault: {
    must: 'DIP-4', link: 'docs/protocol.md#1-frames', expected: 'the gateway ends the link', came: HOSTILE, exchange: [`link → ${HOSTILE}`], reproduce: 'drawbridge conformance --only frames/text',
  } },
  { name: 'keys/not-yours', title: 'A user of another party is nobody.', musts: ['DIP-23'], outcome: 'skipped', ms: 0, because: HOSTILE },
  { name: 'frames/group', title: 'A group is no part of a frame.', musts: ['DIP-2'], outcome: 'passed', ms: 12 },
]
const report = reportOf({ tested: 'gateway', url: `ws://${HOSTILE}`, software: HOSTILE, parties: ['heron.example'], kit: '0.0.0' }, new Date(0), new Date(6_000), outcomes)

t.test('what the other side sent is shown in a report and is no part of its markup', async (t) => {
  const page = toHtml(report, 'e30.e30.AA')
  t.equal(page.match(/<script/g)?.length, 1, 'the signed text alone')
  t.notMatch(page, /alert\(1\)<\/script>/)
  t.match(page, /&lt;script&gt;alert\(1\)/)
  t.match(page, /<h2 class="failed">Failed<\/h2>\n<ul><li><a href="#frames\/text">frames\/text<\/a> \(DIP-4\)[^]*<tr id="frames\/text">/, 'what failed stands first and leads to its row')
  t.notMatch(toHtml({ ...report, scenarios: outcomes.slice(1) }, 'e30.e30.AA'), /Failed/)
  const junit = toJunit(report)
  for (const unsafe of ['<script>', '\u0000', ']]>']) t.notOk(junit.includes(unsafe))
  t.match(junit, /tests="3" failures="1" skipped="1"[^]*<testcase classname="DIP-4" name="frames\/text" time="5\.001"><failure message="DIP-4: the gateway ends the link">/)
})

t.test('what the other side sent moves no cursor of the terminal that shows it', async (t) => {
  const [{ fault, ...failed }] = outcomes as readonly [Outcome]
  const came = 'closed with 4000 \u001b[2J\u009b1;1H\nok\u202e'
  t.match(failureText({ ...failed, fault: { ...fault!, came, exchange: [`link · ${came}`] } }), [/came {6}closed with 4000 \[2J1;1Hok\n[^]*\n {4}link · closed with 4000 \[2J1;1Hok\n/])
})

t.test('a report is what was signed, byte for byte, and a change anywhere is noticed', async (t) => {
  const key = createEd25519()
  const signed = await signReport(report, key)
  for (const file of [toHtml(report, signed), toJsonFile(report, signed)]) {
    const found = await verifyReport(file)
    t.strictSame({ report: found.report, kid: found.key.kid }, { report, kid: key.kid })
    for (const [from, into] of [['DIP-23', 'DIP-24'], ['skipped', 'passed'], ['5001', '5002'], ['heron.example', 'kite.example']] as const) {
      t.ok(file.includes(from), from)
      await t.rejects(verifyReport(file.replace(from, into)), { code: 'CONFIG_INVALID', detail: /something else than what was signed/ }, `${from} into ${into}`)
    }
  }
  const other = await signReport({ ...report, failed: 0 }, createEd25519())
  await t.rejects(verifyReport(toJsonFile(report, other)), { code: 'CONFIG_INVALID' }, 'signed for another report')
  await t.rejects(verifyReport(toJsonFile(report, `${signed.slice(0, -8)}AAAAAAAA`)), { code: 'CONFIG_INVALID', detail: /does not hold/ })
  for (const text of ['', '{}', '<!doctype html>', 'a.b.c']) await t.rejects(verifyReport(text), { code: 'CONFIG_INVALID' })
})

t.test('whoever signs with a key of its own what no kit wrote has made no report', async (t) => {
  const key = createEd25519()
  const [failed, ...others] = outcomes
  const lead = '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">'
  for (const [title, changed] of [
    ['markup among the rules', { scenarios: [{ ...failed, musts: [lead] }, ...others] }], ['markup in the place of a time', { scenarios: [{ ...failed, ms: lead }, ...others] }],
    ['an outcome of its own', { scenarios: [{ ...failed, outcome: `passed">${lead}<b class="` }, ...others] }], ['markup in the place of a count', { skipped: lead }],
    ['a count that leaves a failure out', { failed: 0 }], ['a count of what never ran', { passed: 15 }], ['no scenarios', { scenarios: {} }],
    ['parties that are one text', { parties: 'kite.example heron.example' }], ['a party that is none', { parties: ['heron.example', lead] }],
    ['a time that is none', { endedAt: '2026-11-29T23:59:60.000Z' }], ['a time with more behind it', { begunAt: `${report.begunAt} ${lead}` }], ['another kind', { drawbridge: 'offer/1' }],
    ['something else under test', { tested: 'nothing' }], ['a version in two lines', { kit: '0.0.0\nsigned by the gateway' }], ['a fault without words', { scenarios: [{ ...failed, fault: {} }, ...others] }],
  ] as const) {
    const made = { ...report, ...changed } as unknown as Report
    const signed = await signReport(made, key)
    await t.rejects(verifyReport(toJsonFile(made, signed)), { code: 'CONFIG_INVALID' }, title)
    const page = pageOf(made, signed)
    if (page !== undefined) await t.rejects(verifyReport(page), { code: 'CONFIG_INVALID' }, `${title}, as a page`)
  }
})

/** The page, where one can be made. */
const pageOf = (made: Report, signed: string): string | undefined => {
  try {
    return toHtml(made, signed)
  } catch {
    return undefined
  }
}
