// SPDX-License-Identifier: AGPL-3.0-only
import type { Outcome } from '../outcome.ts'
import { escapeMarkup } from './markup.ts'
import { byTopic } from './report.ts'
import type { Report } from './report.ts'

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f23;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dee4}
.facts th{width:8rem}.scenarios{table-layout:fixed}.scenarios th:nth-child(1){width:15rem}.scenarios th:nth-child(2){width:5rem}.scenarios th:nth-child(4){width:9rem}.scenarios th:nth-child(5){width:4rem}
td:first-child{overflow-wrap:anywhere}td:nth-child(5),th:nth-child(5){text-align:right}td span{white-space:nowrap}a{color:inherit}
.passed{color:#116329}.failed{color:#a40e26;font-weight:600}.skipped{color:#57606a}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f8fa;padding:.6rem;font-size:13px}
@media(max-width:45rem){.scenarios,.scenarios tbody,.scenarios tr,.scenarios td{display:block}.scenarios tr:first-child{display:none}.scenarios tr{border-bottom:1px solid #d8dee4;padding:.4rem 0}.scenarios td{border:0;padding:.1rem .3rem;text-align:left}.scenarios td:nth-child(5)::after{content:" ms"}}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}td,th,.scenarios tr{border-color:#30363d}pre{background:#161b22}.passed{color:#56d364}.failed{color:#ff7b72}.skipped{color:#8b949e}}`

/** Before the signed text in a page, and after it. */
export const SIGNED_MARKS = ['<script type="application/jose" id="signed">', '</script>'] as const

/** A report as one page without anything from elsewhere. The same report and signature always make the same page. */
export const toHtml = (report: Report, signed: string): string => {
  const { tested, url, software, parties, kit, protocol, begunAt, endedAt, passed, failed, skipped, scenarios } = report
  const facts = [['Under test', tested], ['At', url], ['Calls itself', software], ['Parties', parties.join(', ')], ['Kit', `drawbridge ${kit}`], ...(protocol === undefined ? [] : [['Protocol', protocol]]), ['From', begunAt], ['To', endedAt]]
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Conformance of ${escapeMarkup(url)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${STYLE}</style></head><body>
<h1>Conformance</h1>
<p><span class="passed">${String(passed)} passed</span>, <span class="${failed === 0 ? 'skipped' : 'failed'}">${String(failed)} failed</span>, <span class="skipped">${String(skipped)} skipped</span></p>
${failures(scenarios)}<table class="facts">${facts.map(([name = '', value = '']) => `<tr><th scope="row">${name}</th><td>${escapeMarkup(value)}</td></tr>`).join('')}</table>
${byTopic(scenarios).map(([topic, outcomes]) => `<h2>${escapeMarkup(topic)}</h2>
<table class="scenarios"><tr><th scope="col">Scenario</th><th scope="col">Outcome</th><th scope="col">What is judged</th><th scope="col">MUST</th><th scope="col">ms</th></tr>
${outcomes.map(toRow).join('\n')}
</table>`).join('\n')}
<p>Signed: <code>drawbridge conformance verify FILE</code> tells by whom, and whether anything was changed.</p>
${SIGNED_MARKS[0]}${escapeMarkup(signed)}${SIGNED_MARKS[1]}
</body></html>
`
}

const toRow = ({ name, title, musts, outcome, ms, fault, because }: Outcome): string => {
  const beyond = fault === undefined ? because === undefined ? '' : `<br>${escapeMarkup(because)}`
    : `<pre>${escapeMarkup([`${fault.must} (${fault.link})`, `expected: ${fault.expected}`, `came:     ${fault.came}`, '', ...fault.exchange, '', fault.reproduce].join('\n'))}</pre>`
  return `<tr id="${escapeMarkup(name)}"><td>${escapeMarkup(name)}</td><td class="${escapeMarkup(outcome)}">${escapeMarkup(outcome)}</td><td>${escapeMarkup(title)}${beyond}</td><td>${musts.map((must) => `<span>${escapeMarkup(must)}</span>`).join(' ')}</td><td>${String(ms)}</td></tr>`
}

/** What failed, before all that did not; each leads to its row. */
const failures = (scenarios: readonly Outcome[]): string => {
  const rows = scenarios.flatMap(({ name, title, fault }) =>
    (fault === undefined ? [] : [`<li><a href="#${escapeMarkup(name)}">${escapeMarkup(name)}</a> (${escapeMarkup(fault.must)}): ${escapeMarkup(title)}</li>`]))
  return rows.length === 0 ? '' : `<h2 class="failed">Failed</h2>\n<ul>${rows.join('\n')}</ul>\n`
}
