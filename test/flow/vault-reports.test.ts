// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Promise: a user whose keys the confined vault holds reports with proof. The core's end is examples/core-report.mjs, which shares no line with what a device runs.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { UserId } from '../../src/model/ids.ts'
import { reportId } from '../../src/model/reports.ts'
import { decodeDisclosure, encodeDisclosure, sealDisclosure } from '../../src/sdk/reports/index.ts'
import { decodeContent, encodeContent } from '../../src/wire/content/index.ts'
import { pollEvents } from '../support/core-http.ts'
import type { CoreEvent } from '../support/core-http.ts'
import { createAgentCall, openReportTalk, page } from '../support/report-talk.ts'
import type { PageProof } from '../support/report-talk.ts'

t.setTimeout(170_000)

const unique = (what: string): string => `${what}-${randomBytes(9).toString('hex')}`

t.test('what a core without devices reports for its user is proven offline like any other, and what it makes up is found', { timeout: 160_000 }, async (t) => {
  const { of, call, ana, ben, cleo, say, moderationKey, judge, list } = await openReportTalk(t)
  const [keys, ends] = [{ ...of.pinned.channelKeys, moderationKey }, { ref: 'ben', provider: of.provider.party, user: ben, peer: ana.user }]
  const [threat, harmless, comment] = [unique('threat'), unique('harmless'), unique('comment')]
  const [bad, other] = [await say(ben, threat), await say(ben, harmless)]
  const toCleo = await say(cleo, unique('to-cleo'))
  // A message is reported once: each report that the core makes up is of one of its own.
  const own = [await say(ben, unique('a')), await say(ben, unique('b')), await say(ben, unique('c')), await say(ben, unique('d')), await say(ben, unique('e'))] as const

  /** What the core would have sent, with a disclosure of its own making. */
  const forged = async (event: CoreEvent, { frankingKey, content }: PageProof, changes: { readonly recipientUser?: UserId } = {}) => {
    const id = reportId(randomUUID())
    const { sealed: _sealed, signature, ...vouched } = event['proof'] as Record<string, unknown>
    const disclosure = decodeDisclosure({
      drawbridge: 'report/1', reportId: id, reporter: ben, reportedUser: ana.user, reason: 'violence', comment: '',
      messages: [{ ...vouched, signature, senderUser: ana.user, recipientUser: ben, submissionId: event['message'], frankingKey, content, ...changes }],
    })
    const body = { ref: 'ben', provider: ends.provider, peer: ana.user, messages: [{ message: event['message'], ...vouched }], sealed: await sealDisclosure(encodeDisclosure(disclosure), moderationKey) }
    return { key: id, body }
  }

  await t.test('an event holds no proof unless it was asked for', async (t) => {
    const next = await say(cleo, unique('more'))
    t.ok('proof' in next)
    await ana.device.send({ to: cleo, text: unique('unasked') })
    const { events } = await pollEvents(call, next.id, 30)
    t.ok(events.some(({ type }) => type === 'message'))
    t.notMatch(JSON.stringify(events), /proof/)
  })

  await t.test('the report is proven, discloses what was chosen, and blocks in the same step', async (t) => {
    const prepared = await page.prepareReport(keys, ends, [bad], { reason: 'violence', comment, block: true })
    const answer = await page.sendReport(call, prepared)
    t.match(answer, { id: prepared.key, leftToday: 19, blocked: true })
    t.strictSame(await page.sendReport(call, prepared), answer, 'again, as after a lost answer')
    const { code, out, file } = await judge('open', prepared.key)
    t.equal(code, 0)
    t.match(out, new RegExp(`^PROVEN[^]*reporter +${ben}[^]*reported +${ana.user}[^]*reason +violence[^]*${comment}[^]*${threat}`))
    t.notMatch(out, new RegExp(harmless), 'only what was reported')
    t.match(await judge('verify', prepared.key), { code: 0, out: /^PROVEN/ })
    t.notMatch(readFileSync(file, 'utf8'), new RegExp(`${threat}|${comment}`))
    t.match(await ana.device.send({ to: ben, text: 'blocked' }), { state: 'refused' })
    t.match(await list(), { counts: { users: [{ reportedUser: ana.user, reporters: 1 }] }, reports: [{ id: prepared.key, party: 'core.example', reporter: ben, reportedUser: ana.user, messages: 1 }] })
  })

  await t.test('what it makes up is taken, since the gateway cannot look into it, and found where it is opened', async (t) => {
    const [[first, second, third, fourth, fifth], open] = [own, (event: CoreEvent): Promise<PageProof> => page.openProof(keys, ends, event)]
    const said = decodeContent(Buffer.from((await open(first)).content, 'base64url'))
    const invented = Buffer.from(encodeContent({ ...said, body: { kind: 'text', text: 'what was never said' } })).toString('base64url')
    const forgeries: readonly (readonly [what: string, of: CoreEvent, made: PageProof, fails: RegExp])[] = [
      ['an invented text', first, { ...await open(first), content: invented }, /FAILS +the content is NOT what was submitted/],
      ['another key', second, { ...await open(second), frankingKey: randomBytes(32).toString('base64url') }, /FAILS +the content is NOT what was submitted/],
      ['the proof of another message', third, await open(other), /FAILS +the content is NOT what was submitted/],
      ['what was said to another user', fourth, await page.openProof(keys, { ...ends, ref: 'cleo', user: cleo }, toCleo), /FAILS +the content is NOT what was submitted[^]*FAILS +it was NOT sent to the reporter/],
    ]
    for (const [what, event, made, fails] of forgeries) {
      const report = await forged(event, made)
      t.match(await page.sendReport(call, report), { id: report.key }, what)
      for (const how of ['open', 'verify'] as const) t.match(await judge(how, report.key), { code: 4, out: new RegExp(`^NOT PROVEN[^]*${fails.source}`) }, what)
    }
    const control = await forged(fifth, await open(fifth))
    await page.sendReport(call, control)
    t.match(await judge('verify', control.key), { code: 0 }, 'made in the same way, and true')
  })

  await t.test('another user’s message is refused by the gateway, whoever says it is theirs', async (t) => {
    const made = await page.openProof(keys, { ...ends, ref: 'cleo', user: cleo }, toCleo)
    for (const changes of [{}, { recipientUser: cleo }]) await t.rejects(page.sendReport(call, await forged(toCleo, made, changes)), { status: 403, code: 'REPORT_REFUSED' })
  })

  await t.test('the page refuses what the gateway moves about', async (t) => {
    const moved: Readonly<Record<string, CoreEvent>> = {
      'the proof of another message': { ...bad, proof: other['proof'] }, 'what was vouched for of another': { ...bad, proof: { ...other['proof'] as object, sealed: (bad['proof'] as { sealed: string }).sealed } },
      'no proof': { ...bad, proof: undefined }, 'the content as proof': { ...bad, proof: { ...bad['proof'] as object, sealed: bad['content'] } },
    }
    for (const [what, event] of Object.entries(moved)) await t.rejects(page.prepareReport(keys, ends, [event], { reason: 'spam' }), what)
    await t.rejects(page.prepareReport(keys, ends, [toCleo], { reason: 'spam' }), 'a message of another user')
    await t.rejects(page.prepareReport(keys, ends, [], { reason: 'spam' }))
  })
})

t.test('a core that knows JSON only reports through its agent, which keeps what that needs over a start', { timeout: 120_000 }, async (t) => {
  const { of, home, admissionFile, ana, ben, cleo, say, judge } = await openReportTalk(t)
  const agent = await createAgentCall(t, of, home, admissionFile)
  const [threat, harmless] = [unique('threat'), unique('harmless')]
  await say(cleo, unique('before'))
  let after = 0
  const hear = async (to: UserId, text: string): Promise<string> => {
    await ana.device.send({ to, text })
    for (;;) {
      const { events, next } = await agent.call('GET', `/events?after=${String(after)}&wait=30`) as unknown as { readonly events: readonly { readonly content?: { readonly id: string; readonly text?: string } }[]; readonly next: number }
      after = next
      const found = events.find(({ content }) => content?.text === text)?.content?.id
      t.notMatch(JSON.stringify(events), /proof/)
      if (found !== undefined) return found
    }
  }
  const [bad, cleos] = [await hear(ben, threat), await hear(cleo, unique('to-cleo'))]
  await hear(ben, harmless)
  await agent.again()
  const report = (messages: readonly string[], key: string, more: object = {}) =>
    agent.call('POST', '/reports', { ref: 'ben', provider: of.provider.party, peer: ana.user, messages, reason: 'harassment', comment: 'every day', ...more }, { 'idempotency-key': key })
  const key = randomUUID()
  t.match(await report([bad], key, { block: true }), { id: key, leftToday: 19, blocked: true })
  t.match(await report([bad], key, { block: true }), { id: key, leftToday: 19, blocked: true }, 'the same again is the same report')
  t.match(await judge('open', key), { code: 0, out: new RegExp(`^PROVEN[^]*reporter +${ben}[^]*reported +${ana.user}[^]*reason +harassment[^]*every day[^]*${threat}`) })
  t.notMatch((await judge('open', key)).out, new RegExp(harmless))
  t.match(await judge('verify', key), { code: 0, out: /^PROVEN/ })
  t.match(await ana.device.send({ to: ben, text: 'blocked' }), { state: 'refused' })
  await t.rejects(report([cleos], randomUUID()), { status: 404, code: 'NOT_FOUND' }, 'another user’s message')
  await t.rejects(report([randomUUID()], randomUUID()), { status: 404, code: 'NOT_FOUND' })
  const log = readFileSync(of.daemon.logFile, 'utf8')
  t.notMatch(log, new RegExp(`${threat}|every day|harassment`))
})
