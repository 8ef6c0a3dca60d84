// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what an operator loads into Prometheus and Grafana is well formed, explained, and does what it says; the page of metrics is the table of the source.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { parse } from 'yaml'
import { families } from '../../src/ops/metrics/families.ts'
import { promtool, withoutPromtool } from '../support/promtool.ts'

t.setTimeout(60_000)

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PROMETHEUS = join(ROOT, 'packaging/prometheus')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The variable of the dashboard that says which Prometheus. */
const DATASOURCE = ['$', '{datasource}'].join('')

interface Alert { readonly alert: string; readonly expr: string; readonly for: string; readonly labels: { readonly severity: string }; readonly annotations: Readonly<Record<string, string>> }
interface Panel {
  readonly id: number; readonly type: string; readonly title: string; readonly description?: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } }
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly legendFormat: string; readonly datasource: { readonly type: string; readonly uid: string } }[]
}

const alerts = (parse(read('packaging/prometheus/alerts.yml')) as { readonly groups: readonly { readonly rules: readonly Alert[] }[] }).groups.flatMap(({ rules }) => rules)
const dashboard = JSON.parse(read('packaging/grafana/drawbridge.json')) as { readonly uid: string; readonly schemaVersion: number; readonly templating: { readonly list: readonly { readonly name: string }[] }; readonly panels: readonly Panel[] }

/** Runs promtool where its files are. */
const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(promtool, args, { cwd: PROMETHEUS, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

t.test('the page of metrics has a row for each metric of ours, and it says what the source says', async (t) => {
  const rows = read('docs/metrics.md').split('\n').filter((line) => line.startsWith('| `drawbridge_'))
  t.strictSame(rows, Object.entries(families).map(([name, { kind, labels, of, help }]) => `| \`${name}\` | ${kind} | ${labels.join(', ')} | ${of} | ${help} |`))
})

t.test('each alert says what is wrong, how bad it is, and where the page says what to do', async (t) => {
  const sections = new Set([...read('docs/operating.md').matchAll(/^### (\S+)$/gm)].map(([, title = '']) => `docs/operating.md#${title.toLowerCase()}`))
  for (const { alert, annotations: { summary = '', description = '', runbook = '' }, labels } of alerts) {
    t.ok(summary.length > 10 && description.length > 20, alert)
    t.match(labels.severity, /^(critical|warning|info)$/, alert)
    t.equal(runbook, `docs/operating.md#${alert.toLowerCase()}`)
    t.ok(sections.has(runbook), runbook)
  }
  t.equal(new Set(alerts.map(({ alert }) => alert)).size, alerts.length)
  const tested = (parse(read('packaging/prometheus/alerts.test.yml')) as { readonly tests: readonly { readonly name: string }[] }).tests.map(({ name }) => name)
  t.strictSame(tested, alerts.map(({ alert }) => alert), 'each is tried')
})

t.test('each panel of the dashboard has a title, a unit, a sentence, and a place of its own', async (t) => {
  t.match(dashboard, { uid: 'drawbridge', schemaVersion: 39 })
  t.strictSame(dashboard.templating.list.map(({ name }) => name), ['datasource', 'instance', 'party'])
  const taken = new Set<string>()
  for (const { id, type, title, description = '', gridPos: { x, y, w, h }, fieldConfig, targets = [] } of dashboard.panels) {
    const cells = Array.from({ length: w * h }, (_, cell) => `${String(x + (cell % w))} ${String(y + Math.floor(cell / w))}`)
    t.ok(title.length >= 3 && x >= 0 && x + w <= 24 && cells.every((cell) => !taken.has(cell)), title)
    for (const cell of cells) taken.add(cell)
    if (type === 'row') continue
    t.match(type, /^(timeseries|stat)$/)
    t.ok(description.length > 20 && (fieldConfig?.defaults.unit ?? '') !== '' && targets.length > 0, title)
    t.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length, title)
    t.ok(targets.every(({ legendFormat, datasource }) => legendFormat !== '' && datasource.type === 'prometheus' && datasource.uid === DATASOURCE), title)
    t.ok(id > 0)
  }
  t.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length)
})

t.test('promtool takes the rules, the tests of the alerts and the example', { skip: withoutPromtool }, async (t) => {
  for (const [args, said] of [
    [['check', 'rules', 'alerts.yml'], `${String(alerts.length)} rules found`],
    [['test', 'rules', 'alerts.test.yml'], 'SUCCESS'],
    [['check', 'config', '--syntax-only', 'prometheus.yml'], 'is valid prometheus config file syntax'],
  ] as const) {
    const answer = run(...args)
    t.equal(answer.status, 0, args.join(' '), { said: answer.said })
    t.ok(answer.said.includes(said), args.join(' '))
  }
})

t.test('promtool reads each question of the dashboard', { skip: withoutPromtool }, async (t) => {
  const asked = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-panels-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const rules = (expressions: readonly string[]) => {
    const file = join(folder, 'rules.yml')
    const filled = expressions.map((expr) => expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$(instance|party)/g, '.*'))
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules: filled.map((expr, index) => ({ record: `panel:${String(index)}`, expr })) }] }))
    return run('check', 'rules', file)
  }
  const answer = rules(asked)
  t.equal(answer.status, 0, answer.said)
  t.ok(asked.length > 40 && answer.said.includes(`${String(asked.length)} rules found`))
  t.not(rules(['sum by (party (drawbridge_queue_waiting)']).status, 0, 'and it would find a fault')
})
