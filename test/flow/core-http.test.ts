// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { readFileSync } from 'node:fs'
import t from 'tap'
import { openCorePage } from '../support/core-page.ts'

t.setTimeout(230_000)

t.test('a core that types what docs/core.md says opts its users in and waits for events, hears somebody and answers', async (t) => {
  const { daemon, type, tryTo, read, typeUntil, running } = await openCorePage(t)
  await typeUntil(/users\/ben/)
  const [users, bulk] = await typeUntil(/provider\.ts/)
  t.match(users, { out: '{"ok":true}{"ok":true}' })
  t.match(read('ben.json'), {
    ref: 'ben', optedIn: true, findable: true, address: 'ben@core.example', displayName: 'Ben', providers: [{ provider: 'heron.example', allowed: true, inbox: 'separate', label: 'Heron', custody: 'VAULT', user: String }],
  })
  t.strictSame(JSON.parse(bulk?.out ?? ''), { items: [{ ok: true }] })

  const [, asked, invited, opened] = await typeUntil(/^key=/)
  t.match(read('asked.json'), { events: [{ type: 'contact.requested', ref: 'ben', displayName: 'Ana', address: 'ana@heron.example', custody: { user: 'VAULT', peer: 'DEVICE' } }] })
  t.match(asked?.out, '{"ok":true}')
  t.match(invited?.out, /"link":"[^"]+"/)
  t.match(read('granted.json'), { events: [{ type: 'contact.granted' }] })
  t.match(opened?.out, /number 1\nverdict next: [^]*"text":"Hello from the other side"/)

  const [sent] = await typeUntil(/receipt/)
  const [ana] = running
  await ana?.says(/Ana reads: Hello, Ana\n/)
  t.strictSame(JSON.parse(sent?.out ?? ''), read('accepted.json'), 'a repetition gets the first answer')
  const [receipt] = await typeUntil(/core-agent/)
  const [content = '', trace = ''] = receipt?.out.split('\n') ?? []
  t.match(JSON.parse(content), { facts: { number: 2 }, verdict: 'next', content: { kind: 'receipt', receipt: 'delivered' } })
  t.match(JSON.parse(trace), { places: [{ stage: 'accepted' }] }, 'only the receipt says delivered')
  t.equal(ana?.said().match(/Ana reads/g)?.length, 1)

  await typeUntil(/agent\.curl/)
  const [, agent] = running
  await agent?.says(/The core-agent is ready/)
  const [said] = await typeUntil(/harbour/)
  await ana?.says(/Ana reads: Hello again\n/)
  t.match(said?.out, /^\{"ref":"ben",[^]*"acceptedAt":[^]*"type":"message"/)

  const [, back, reported] = await typeUntil()
  await ana?.says(/Ana has harbour\.txt: 27 bytes\n/)
  t.match(read('file.json'), { type: 'file', mediaType: 'text/plain', name: 'harbour.txt', size: 27 })
  t.not((read('file.json') as { readonly key: string }).key, (read('pointer.json') as { readonly key: string }).key)
  t.match(back?.out, /"ok":true/)
  t.match(reported?.out, /"leftToday":19,"blocked":false\}[^]*heron\.example +1 [^]*core\.example/)

  const log = readFileSync(daemon.logFile, 'utf8')
  for (const word of ['Hello', 'harbour', 'no such thing', 'ben@core', '"ben"']) t.notOk(log.includes(word), `the log has no ${word}`)
  await daemon.stop()
  await daemon.start()
  const ask = 'curl -K core.curl http://127.0.0.1:7445/core/v1/users/ben'
  t.match(await type(ask), { out: /"ref":"ben"/ }, 'users and credentials outlast a restart')
  await type('drawbridge core credential remove server-1 --reason over')
  t.match(await tryTo(ask), { code: 22, out: /UNAUTHENTICATED/ })
})
