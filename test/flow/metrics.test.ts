// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 150
// Promise: what Prometheus gets of a daemon that was used is true, by party and closed words only, and it is what the dashboard, the alerts and the page speak of.
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { families } from '../../src/ops/metrics/families.ts'
import type { Family } from '../../src/ops/metrics/families.ts'
import { createPartyKeys } from '../../src/sdk/link/party-keys.ts'
import { promtool, withoutPromtool } from '../support/promtool.ts'
import { openScraped, talk } from '../support/scraped.ts'

t.setTimeout(140_000)

const ROOT = new URL('../../', import.meta.url)
const FILES = ['docs/metrics.md', 'docs/operating.md', 'packaging/grafana/drawbridge.json', 'packaging/prometheus/alerts.yml', 'packaging/prometheus/alerts.test.yml']

/** Value of a series, by the text before it. */
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

/** Names of metrics in a text; parts of a histogram under its own name. */
const namesIn = (text: string): readonly string[] =>
  [...new Set(text.match(/\b(drawbridge|nodejs|process)_[a-z0-9_]+\b/g) ?? [])].map((name) => name.replace(/_(bucket|sum|count)$/, ''))

const scraped = openScraped(t)

t.test('a scrape with a token for the metrics says what was done, by party', { timeout: 100_000 }, async (t) => {
  await talk(await scraped)
  const { application } = await createPartyKeys({ party: 'stork.example', role: 'provider', displayName: 'Stork' })
  await (await scraped).daemon.admin('POST', '/v1/agreements', { application, receivedOn: '2026-01-31', reason: 'OPS-7' })
  const { status, type, text } = await (await scraped).get('/metrics')
  t.equal(status, 200)
  t.match(type, /^text\/plain; version=0\.0\.4; charset=utf-8/)
  const [core, provider] = ['party="wren.example"', 'party="heron.example"']
  for (const [series, value] of Object.entries({
    [`messages_accepted_total{${core}}`]: 4, [`envelopes_accepted_total{${core}}`]: 4, [`envelopes_acked_total{${provider}}`]: 2, [`envelopes_acked_total{${core}}`]: 0,
    [`accept_to_ack_seconds_count{${provider}}`]: 2, [`accept_to_ack_seconds_bucket{le="+Inf",${provider}}`]: 2,
    [`messages_denied_total{${core}}`]: 1, [`requests_refused_total{${core},code="NOT_PERMITTED"}`]: 1,
    [`messages_parked_total{${provider}}`]: 1, [`queue_parked{${provider}}`]: 1, [`queue_waiting{${provider}}`]: 1, [`queue_waiting{${core}}`]: 0,
    [`contacts_total{${provider},step="requested"}`]: 1, [`contacts_total{${provider},step="surfaced"}`]: 1, [`contacts_total{${provider},step="granted"}`]: 1,
    [`links_open{${core}}`]: 1, [`links_open{${provider}}`]: 0,
    [`attachment_tickets_total{${core},direction="upload"}`]: 1, [`attachment_bytes_total{${core},direction="upload"}`]: 50_000,
    [`attachment_uploads_total{${core},outcome="finished"}`]: 1, [`attachment_uploads_total{${core},outcome="OFFSET_CONFLICT"}`]: 1,
    [`party_info{${core},role="core",state="live"}`]: 1, 'agreements{state="live"}': 1, 'agreements{state="requested"}': 1, 'agreements{state="suspended"}': 0, 'phase{phase="ready"}': 1, 'phase{phase="draining"}': 0, 'store_readable': 1, 'events_total{event="message.delivered"}': 2,
  })) t.equal(valueOf(text, `drawbridge_${series}`), value, series)
  const late = (Date.now() - Date.parse('2026-05-01')) / 1_000 + (valueOf(text, 'drawbridge_agreement_due_seconds') ?? 0)
  t.ok(late >= 0 && late < 60, 'the last day was 30 April')
  t.ok((valueOf(text, `drawbridge_envelopes_pushed_total{${provider}}`) ?? 0) >= 7, 'each push counts: five of the refused one')
  t.ok((valueOf(text, `drawbridge_accept_to_ack_seconds_sum{${provider}}`) ?? 0) > 0)
  t.ok((valueOf(text, `drawbridge_queue_oldest_age_seconds{${provider}}`) ?? 0) > 0, 'what waits grows older')
  t.ok((valueOf(text, `drawbridge_store_commit_seconds_count`) ?? 0) > 10)
  t.ok((valueOf(text, 'nodejs_eventloop_lag_seconds') ?? -1) >= 0)
  t.equal((await (await scraped).get('/v1/info')).status, 403, 'the token is for nothing else')
  t.equal((await (await scraped).get('/metrics', 'x'.repeat(43))).status, 401)
})

t.test('labels are closed: no id, address, key or text of anybody is in a scrape, and no label that its family does not name', async (t) => {
  const { couple: { core, provider }, get } = await scraped
  const { text } = await get('/metrics')
  const hidden = ['stork', core.user, provider.user, 'ben@', 'ana', core.admission.gateway.id, Buffer.from(core.token).toString('base64url'), core.keys.linkKey.kid, provider.keys.linkKey.kid]
  for (const one of hidden) t.notOk(text.includes(one), one)
  for (const line of text.split('\n').filter((one) => one.startsWith('drawbridge_'))) {
    const [, name = '', labels = ''] = /^([a-z_0-9]+)(?:\{(.*)\})? \S+$/.exec(line) ?? []
    const own = (families as Readonly<Record<string, Family>>)[name.replace(/_(bucket|sum|count)$/, '')] ?? (families as Readonly<Record<string, Family>>)[name]
    const used = [...labels.matchAll(/([a-z]+)="([^"]*)"/g)]
    t.ok(own !== undefined && used.every(([, label = '']) => label === 'le' || own.labels.includes(label)), line)
    t.ok(used.every(([, , value = '']) => /^[A-Za-z0-9_.+-]{1,64}$/.test(value)), line)
  }
})

t.test('every metric that the dashboard, the alerts and the pages name is in a scrape, and every one of ours is on the page', async (t) => {
  const { text } = await (await scraped).get('/metrics')
  const there = new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name))
  t.strictSame(Object.keys(families).filter((name) => !there.has(name)), [], 'all are exposed')
  for (const path of FILES) {
    const named = namesIn(await readFile(new URL(path, ROOT), 'utf8'))
    t.strictSame(named.filter((name) => !there.has(name)), [], path)
    if (path.startsWith('packaging/') && !path.includes('test')) t.ok(named.length > 10, `${path} speaks of metrics`)
  }
})

t.test('promtool finds nothing to say about a scrape', { skip: withoutPromtool }, async (t) => {
  const { text } = await (await scraped).get('/metrics')
  const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8' })
  t.strictSame([status, stdout, stderr], [0, '', ''])
})
