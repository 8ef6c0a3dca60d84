// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { readAll, startChild } from '../sandbox/child.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'
import type { Io } from './io.ts'
import { abortOnSignal } from './signals.ts'

/** Of a report; the longest has 2 KiB. */
const MAX_REPORT_CHARACTERS = 65_536
/** Throws `CommandFailed` where the measuring program is not there: it is part of the repository and not of the package. */
export const requireProgram = (program: string): void => {
  if (existsSync(program)) return
  throw new CommandFailed({
    code: 'CONFIG_INVALID', what: 'This installation has no measurements.', detail: `${program} is not there`,
    fix: 'Run it from a clone of the repository: the baselines are kept there.', exitCode: ExitCode.FAILED,
  })
}

/** Runs a measuring program to its end and gives the JSON that it prints. What it says meanwhile is shown to a terminal. Throws `CommandFailed` with its last words. */
export const runMeasurement = async (io: Io, program: string, args: readonly string[]): Promise<unknown> => {
  const ending = abortOnSignal(io)
  const child = startChild({ self: [io.self[0], program], args, environment: io.environment })
  void ending.first.then(() => child.stop())
  try {
    const [out, last, { code }] = await Promise.all([readAll(child.stdout, MAX_REPORT_CHARACTERS), child.stderr ? show(child.stderr, io) : '', child.ended])
    if (code === 0) return JSON.parse(out)
    throw new CommandFailed({
      code: 'INTERNAL', what: 'It could not be measured.', detail: last || `the measurement ended with ${String(code)}`,
      fix: 'See to what it says and try again; if messages were lost or came twice, report it.', exitCode: ExitCode.FAILED,
    })
  } finally {
    ending.forget()
  }
}

/** Shows lines to a terminal, one in the place of the other; gives the last one. */
const show = async (stream: Readable, { stderr }: Io): Promise<string> => {
  let last = ''
  for await (const line of createInterface({ input: stream })) {
    last = line
    if (stderr.isTTY === true) stderr.write(`\r\u001b[K${line}`)
  }
  if (stderr.isTTY === true) stderr.write('\r\u001b[K')
  return last
}
