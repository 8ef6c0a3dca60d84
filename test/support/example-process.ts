// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an example as a process of its own, whose lines the test waits for, and which it may kill and start again.
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startChild } from '../../src/sandbox/child.ts'
import type { Child } from '../../src/sandbox/child.ts'
import type { Teardown } from './scope.ts'
import { within } from './waiting.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')

/** An example that may be killed and started again. */
export interface ExampleProcess {
  pid(): number
  /** Lines since its last start. */
  readonly lines: readonly string[]
  start(): void
  /** Types a line. */
  type(line: string): void
  /** Resolves with the first line since its last start that fits, and the text behind it. */
  says(words: string | RegExp): Promise<string>
  /** Resolves when it has ended by itself. */
  ended(): Promise<number | null>
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
}

/** `node examples/FILE ARGS…`, not started yet; killed when the test ends. */
export const createExample = (t: Teardown, file: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): ExampleProcess => {
  const waiting = new Set<() => void>()
  let lines: string[] = []
  let child: Child | undefined
  const running = (): Child => {
    if (child === undefined) throw new Error(`${file} does not run`)
    return child
  }
  t.teardown(async () => { await child?.kill() })
  const fits = (words: string | RegExp) => (line: string): boolean => (typeof words === 'string' ? line === words : words.test(line))
  const found = async (words: string | RegExp): Promise<string> => {
    for (;;) {
      const line = lines.find(fits(words))
      if (line !== undefined) return line
      await new Promise<void>((resolve) => { waiting.add(resolve) })
    }
  }
  return {
    pid: () => running().pid,
    get lines() { return lines },
    start: () => {
      const own: string[] = []
      lines = own
      child = startChild({ self: [process.execPath, join(EXAMPLES, file)], args, environment: { ...process.env, ...environment } })
      for (const stream of [child.stdout, child.stderr]) {
        if (stream !== undefined) createInterface({ input: stream }).on('line', (line) => {
          own.push(line)
          for (const wake of waiting) wake()
          waiting.clear()
        })
      }
    },
    type: (line) => { running().stdin.write(`${line}\n`) },
    says: (words) => within(found(words), `${file} to say ${String(words)}; it said ${lines.slice(-5).join(' | ')}`),
    ended: async () => (await running().ended).code,
    kill: async () => { await running().kill() },
  }
}
