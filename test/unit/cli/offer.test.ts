// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { toHtml } from '../../../src/cli/offer/html.ts'
import { toMarkdown } from '../../../src/cli/offer/markdown.ts'
import type { Offer } from '../../../src/model/offer.ts'
import { offerTerms } from '../../support/offer-terms.ts'
import { json, startDaemon, terminal } from './support.ts'

t.test('an offer is built from what the daemon enforces, and verified without one', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'config.yaml'), 'agreements:\n  requireReport: true\n  contactUrl: https://core.example/providers\n')
  await startDaemon(t, home, '--config', 'config.yaml')
  t.match(await command('offer', 'build', '--reason', 'OPS-3'), { code: 1, err: /^CONFLICT: [^]*there is no core yet/ })
  await command('core', 'init', '--party', 'core.example', '--name', 'Example Chat', '--out', 'core')
  await command('core', 'add', 'core/application.json')
  const built = await command('offer', 'build', '--out', 'offers', '--reason', 'OPS-3')
  t.match(built, { code: 0, out: /^Offer 1 is signed\.\n {2}SHA-256 {2}[0-9a-f]{64}\n.*offers\/offer-1\.html\n.*offers\/offer-1\.md\n$/ })
  t.match(await command('offer', 'build', '--out', 'offers', '--reason', 'OPS-3'), { code: 0, out: /^Offer 1 stands: nothing has changed since\./ })
  const html = readFileSync(join(home, 'offers/offer-1.html'), 'utf8')
  for (const said of ['https://core.example/providers', 'Example Chat', 'queuedPerPair', 'not older than 90 days']) t.ok(html.includes(said), said)
  for (const file of ['offers/offer-1.html', 'offers/offer-1.md']) {
    t.match(await command('offer', 'verify', file, '--admission', 'core/admission.json'), { code: 0, out: /^The signature holds, and the file shows what was signed\.\n {2}offer +1 of core\.example[^]*the gateway of the admission file/ }, file)
    writeFileSync(join(home, 'changed'), readFileSync(join(home, file), 'utf8').replace('not older than 90 days', 'not older than 91 days'))
    t.match(await command('offer', 'verify', 'changed'), { code: 1, err: /^CONFIG_INVALID: [^]*shows something else than what was signed/ }, file)
  }
  t.match(json(await command('offer', 'verify', 'offers/offer-1.md', '--json')), { holds: true, number: 1, terms: { operator: { party: 'core.example' }, requires: { report: true, rotation: false } } })
  t.match(await command('offer', 'verify', 'core/application.json'), { code: 1, err: /^CONFIG_INVALID: [^]*no signed offer/ })
  t.match(await command('offer', 'verify', 'nothing.html'), { code: 1, err: /^CONFIG_INVALID: / })
  const other = JSON.parse(readFileSync(join(home, 'core/admission.json'), 'utf8')) as { gateway: { id: string; linkKey: object; frankKey: { kid: string } } }
  other.gateway = { ...other.gateway, id: other.gateway.frankKey.kid, linkKey: other.gateway.frankKey }
  writeFileSync(join(home, 'other.json'), JSON.stringify(other))
  t.match(await command('offer', 'verify', 'offers/offer-1.html', '--admission', 'other.json'), { code: 1, err: /and the admission file is of / })
})

t.test('nothing in an offer is markup, in either page', async (t) => {
  const offer: Offer = {
    drawbridge: 'offer/1', number: 2, builtAt: '2026-11-30T00:00:00.000Z', previous: { number: 1, sha256: 'aa' }, terms: offerTerms(),
    changes: [{ what: 'policy', before: '"<img src=x onerror=alert(1)>"', after: '"a | b\n# c [d](javascript:e)"' }],
  }
  const [page, text] = [toHtml(offer, 'a.b.c'), toMarkdown(offer, 'a.b.c')]
  for (const made of [page, text]) {
    t.notMatch(made, /<b>Wren|<img|<script>alert/)
    t.ok(made.includes('&lt;img src=x onerror=alert(1)&gt;'))
  }
  t.equal(page.match(/<script/g)?.length, 1, 'but for the signature')
  t.match(text, /\| policy \| [^\n]* \| "a \\\| b # c \\\[d\\\]\(javascript:e\)"|&quot;a \\\| b # c \\\[d\\\]\(javascript:e\)&quot; \|/)
})
