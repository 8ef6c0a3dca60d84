// SPDX-License-Identifier: AGPL-3.0-only
import { styleText } from 'node:util'

/** What became of one step. */
export interface StepReport {
  readonly name: string
  readonly ok: boolean
  readonly ms: number
  /** What the gateway could see of it. */
  readonly gatewaySaw: string
  /** When it is not so. */
  readonly problem?: { readonly expected: string; readonly seen: string }
  /** Lines that belong to it for everybody. */
  readonly lines?: readonly string[]
  /** Lines for those who want to know more. */
  readonly details: readonly string[]
}

/** Where a printer writes. */
export interface PrinterOutput {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Shows a story as it goes on. */
export interface Printer {
  begin(): void
  step(report: StepReport): void
  note(text: string): void
  /** How far something long is, on a line that is written over; nothing where lines cannot be. `undefined` clears it. */
  progress(text: string | undefined): void
  end(reports: readonly StepReport[], ms: number, ok: boolean): void
}

/** How people are shown a story. */
export interface PrinterStyle {
  readonly title: string
  /** Who is who, in lines. */
  readonly intro: readonly string[]
  /** Every step's name, so that the columns fit from the first line on. */
  readonly names: readonly string[]
  readonly verbose: boolean
  readonly color: boolean
}

/** Steps that show a refusal begin so; they are shown in another colour, since a refusal that holds is a success. */
const REFUSED = 'Refused: '

const MARGIN = '  '
/** Of a terminal: what stands behind the cursor goes. */
const CLEAR_LINE = '\u001b[K'
const MS_WIDTH = 9
/** Margin, number, mark, and a blank after each. */
const INDENT = MARGIN.length + 5
/** What the gateway saw, with the words before it. */
const SAW_WIDTH = 64

/** Writes for people: a line for each step, in columns; what the gateway saw moves to a line of its own where the terminal is narrow. */
export const createTextPrinter = (output: PrinterOutput, { title, intro, names, verbose, color }: PrinterStyle): Printer => {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string => (color ? styleText(format, text, { validateStream: false }) : text)
  const width = Math.max(...names.map((name) => name.length))
  const indent = ' '.repeat(INDENT)
  const isWide = output.columns === undefined || output.columns >= INDENT + width + MS_WIDTH + SAW_WIDTH
  const line = (text = ''): void => { output.write(`${text}\n`) }
  let count = 0

  const head = ({ name, ok, ms }: StepReport): string => {
    const mark = ok ? paint('green', '✓') : paint('red', '✗')
    const padded = name.padEnd(width)
    const shown = name.startsWith(REFUSED) ? paint('yellow', REFUSED) + padded.slice(REFUSED.length) : padded
    return `${MARGIN}${String(count).padStart(2)} ${mark} ${ok ? shown : paint('red', padded)} ${paint('dim', milliseconds(ms).padStart(MS_WIDTH))}`
  }

  const seen = (report: StepReport): void => {
    const saw = `gateway saw: ${report.gatewaySaw}`
    if (isWide) return line(`${head(report)}   ${paint('cyan', saw)}`)
    line(head(report))
    line(`${indent}${paint('cyan', saw)}`)
  }

  return {
    begin: () => {
      line()
      line(`${MARGIN}${paint('bold', title)}`)
      for (const text of intro) line(`${MARGIN}${text}`)
      line()
    },
    step: (report) => {
      count += 1
      if (report.ok) seen(report)
      else {
        line(head(report))
        line(`${indent}expected  ${report.problem?.expected ?? 'it to hold'}`)
        line(`${indent}saw       ${report.problem?.seen ?? 'something else'}`)
      }
      for (const text of report.lines ?? []) line(`${indent}${text}`)
      if (verbose) for (const detail of report.details) line(`${indent}${paint('dim', detail)}`)
    },
    note: (text) => line(`${MARGIN}${text}`),
    progress: (text) => { if (output.isTTY === true) output.write(`\r${CLEAR_LINE}${text === undefined ? '' : indent + text}`) },
    end: (reports, ms, ok) => {
      const held = reports.filter((report) => report.ok).length
      const text = `${String(held)} of ${String(names.length)} steps did what they say, in ${(ms / 1000).toFixed(1)} s.`
      line()
      line(`${MARGIN}${paint(ok ? 'green' : 'red', text)}`)
      line()
    },
  }
}

/** Writes one JSON object at the end and nothing else. Of what took long it says how far it came. */
export const createJsonPrinter = (output: PrinterOutput): Printer => {
  const cameTo = new Map<StepReport, readonly string[]>()
  let [last, ended]: [string | undefined, readonly string[]] = [undefined, []]
  return {
    begin: () => undefined,
    step: (report) => {
      cameTo.set(report, ended)
      ended = []
    },
    note: () => undefined,
    progress: (text) => {
      if (text === undefined && last !== undefined) ended = [...ended, last]
      last = text
    },
    end: (reports, _ms, ok) => {
      const steps = reports.map((report) => {
        const { name, ok: held, ms, gatewaySaw, problem } = report
        const progress = cameTo.get(report) ?? []
        return { name, ok: held, ms, gatewaySaw, ...(progress.length === 0 ? {} : { progress }), ...(problem === undefined ? {} : { problem }) }
      })
      output.write(`${JSON.stringify({ ok, steps })}\n`)
    },
  }
}

const milliseconds = (ms: number): string => `${grouped(ms)} ms`

/** A whole number with its thousands apart, the same in every locale. */
export const grouped = (value: number): string => Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',')

/** "1 message", "3 messages". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`
