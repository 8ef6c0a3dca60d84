// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { counted, createJsonPrinter, createTextPrinter, grouped } from '../../../src/sandbox/printer.ts'
import type { StepReport } from '../../../src/sandbox/printer.ts'

const good: StepReport = { name: 'Ana asks', ok: true, ms: 12, gatewaySaw: 'a hash', details: ['more about it'] }
const refused: StepReport = { name: 'Refused: Cem writes to Ben', ok: true, ms: 1234, gatewaySaw: 'an id', lines: ['a table'], details: [] }
const bad: StepReport = { name: 'Ben answers', ok: false, ms: 3, gatewaySaw: '', problem: { expected: 'a yes', seen: 'a no' }, details: [] }
const names = [good.name, refused.name, bad.name]

const printed = (options: { readonly verbose?: boolean; readonly color?: boolean; readonly columns?: number } = {}) => {
  const written: string[] = []
  const output = { write: (text: string) => written.push(text), ...(options.columns === undefined ? {} : { columns: options.columns }) }
  const printer = createTextPrinter(output, { title: 'A story', intro: ['Who is who.'], names, verbose: options.verbose ?? false, color: options.color ?? false })
  printer.begin()
  for (const report of [good, refused, bad]) printer.step(report)
  printer.end([good, refused, bad], 4321, false)
  return written.join('')
}

t.test('steps stand in columns, and a step that does not hold says what was expected and what was seen', async (t) => {
  t.equal(printed(), `
  A story
  Who is who.

   1 ✓ Ana asks                       12 ms   gateway saw: a hash
   2 ✓ Refused: Cem writes to Ben  1,234 ms   gateway saw: an id
       a table
   3 ✗ Ben answers                     3 ms
       expected  a yes
       saw       a no

  2 of 3 steps did what they say, in 4.3 s.

`)
})

t.test('a narrow terminal gets what the gateway saw on a line of its own', async (t) => {
  t.match(printed({ columns: 50 }), /12 ms\n {7}gateway saw: a hash\n/)
})

t.test('details are for those who ask, and colours for terminals', async (t) => {
  t.notMatch(printed(), 'more about it')
  t.match(printed({ verbose: true }), 'more about it')
  t.notMatch(printed(), '\u001b[')
  t.match(printed({ color: true }), '\u001b[33mRefused: ')
})

t.test('the JSON printer writes one object and nothing else, with how far each long thing came', async (t) => {
  const written: string[] = []
  const printer = createJsonPrinter({ write: (text) => written.push(text) })
  printer.begin()
  for (const text of ['a half', 'a whole', undefined, 'b half', undefined, undefined]) printer.progress(text)
  for (const report of [good, bad]) printer.step(report)
  printer.note('not shown')
  printer.end([good, bad], 5, false)
  t.same(JSON.parse(written.join('')), {
    ok: false,
    steps: [
      { name: 'Ana asks', ok: true, ms: 12, gatewaySaw: 'a hash', progress: ['a whole', 'b half'] },
      { name: 'Ben answers', ok: false, ms: 3, gatewaySaw: '', problem: { expected: 'a yes', seen: 'a no' } },
    ],
  })
})

t.test('numbers have their thousands apart and nouns their number', async (t) => {
  t.same([0, 999, 1000, 1234567].map(grouped), ['0', '999', '1,000', '1,234,567'])
  t.same([counted(1, 'message'), counted(3, 'message'), counted(2, 'reply', 'replies')], ['1 message', '3 messages', '2 replies'])
})

t.test('how far something is stands on a line that is written over, and only where lines can be', async (t) => {
  const style = { title: 'x', intro: [], names: ['x'], verbose: false, color: false }
  const written: string[] = []
  const output = { write: (text: string) => written.push(text), isTTY: true }
  const printer = createTextPrinter(output, style)
  printer.progress('half')
  printer.progress(undefined)
  t.same(written.map((text) => text.replaceAll(' ', '')), ['\r\u001b[Khalf', '\r\u001b[K'])
  createTextPrinter({ write: (text: string) => written.push(text) }, style).progress('half')
  t.equal(written.length, 2)
})
