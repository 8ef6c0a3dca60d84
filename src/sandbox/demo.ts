// SPDX-License-Identifier: AGPL-3.0-only
import { performance } from 'node:perf_hooks'
import type { Environment } from '../config/index.ts'
import { Unmet } from './checks.ts'
import type { SelfCommand } from './child.ts'
import { createJsonPrinter, createTextPrinter } from './printer.ts'
import type { Printer, PrinterOutput, StepReport } from './printer.ts'
import { createStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { closingSteps } from './story/closing.ts'
import { consentSteps, strangerSteps } from './story/consent.ts'
import { fileSteps } from './story/files.ts'
import { messageSteps } from './story/messages.ts'
import { openingSteps } from './story/opening.ts'
import { vaultSteps } from './story/vault.ts'
import type { Step } from './story/step.ts'

/** How the demo is shown. */
export interface DemoOptions {
  /** One JSON object at the end and nothing else. */
  readonly json?: boolean
  /** Also what was said, and who answered what. */
  readonly verbose?: boolean
  /** Leaves data, keys, log and state files where they are, and says where. */
  readonly keep?: boolean
}

/** What the demo takes from outside. */
export interface DemoIo {
  readonly stdout: PrinterOutput
  readonly stderr: PrinterOutput
  /** How this program is started again: gateway, parties and the operator's commands are processes of their own. */
  readonly self: SelfCommand
  readonly environment: Environment
  /** Ends the story early; everything is cleaned up all the same. */
  readonly signal?: AbortSignal
}

/** The whole story. */
export const story: readonly Step[] = [...openingSteps, ...consentSteps, ...messageSteps, ...fileSteps, ...vaultSteps, ...strangerSteps, ...closingSteps]

/** About ten times what it takes: the slowest machine sees it whole, and one that hangs ends. */
const STORY_MS = 240_000
const TITLE = 'Drawbridge: one gateway, one core, two providers, and four people'
const INTRO = [
  'Ana is with heron.example, Cem with kite.example: two outside providers.',
  'Ben and Dia are with core.example, the operator\'s own service: Ben has a device, Dia\'s keys are in a vault. Each organisation, gateway and vault is a process.',
]

/**
 * Plays the story against a real gateway and real parties, each in a process of its own with fresh data in a temporary folder.
 * Resolves with the exit code: 0 if every step did what it says. Whatever happens, processes are ended and the folder is removed.
 */
export const runDemo = async (options: DemoOptions, io: DemoIo): Promise<number> => {
  const printer = createPrinter(options, io)
  const begun = performance.now()
  const limit = AbortSignal.any([AbortSignal.timeout(STORY_MS), ...(io.signal === undefined ? [] : [io.signal])])
  const stage = await createStage(io.self, io.environment)
  const reports: StepReport[] = []
  try {
    printer.begin()
    stage.progress = (text) => { printer.progress(text) }
    for (const step of story) {
      const report = await play(step, stage, limit)
      reports.push(report)
      printer.step(report)
      if (!report.ok) break
    }
  } finally {
    await cleanUp(stage, options, io, printer)
  }
  const ok = reports.length === story.length && reports.every((report) => report.ok)
  printer.end(reports, performance.now() - begun, ok)
  return ok ? 0 : 1
}

const createPrinter = ({ json = false, verbose = false }: DemoOptions, { stdout, environment }: DemoIo): Printer => {
  if (json) return createJsonPrinter(stdout)
  const color = stdout.isTTY === true && (environment['NO_COLOR'] ?? '') === ''
  return createTextPrinter(stdout, { title: TITLE, intro: INTRO, names: story.map(({ name }) => name), verbose, color })
}

const play = async (step: Step, stage: Stage, limit: AbortSignal): Promise<StepReport> => {
  const begun = performance.now()
  const report = (rest: Pick<StepReport, 'ok' | 'gatewaySaw' | 'details'> & Partial<StepReport>): StepReport =>
    ({ name: step.name, ms: Math.round(performance.now() - begun), ...rest })
  try {
    const { gatewaySaw, lines = [], details = [] } = await Promise.race([step.run(stage), ended(limit)])
    return report({ ok: true, gatewaySaw, lines, details })
  } catch (error) {
    return report({ ok: false, gatewaySaw: '', details: [], problem: problemOf(error) })
  }
}

const ended = (limit: AbortSignal): Promise<never> => new Promise((_resolve, reject) => {
  const stop = (): void => { reject(interruption(limit.reason)) }
  if (limit.aborted) stop()
  else limit.addEventListener('abort', stop, { once: true })
})

const interruption = (reason: unknown): Unmet => {
  if (reason instanceof Error && reason.name === 'TimeoutError') return new Unmet(`the whole story within ${String(STORY_MS / 1000)} s`, 'this step still under way')
  return new Unmet('to go on', `an end by ${reason instanceof Error ? reason.message : 'request'}`)
}

const problemOf = (error: unknown): NonNullable<StepReport['problem']> =>
  error instanceof Unmet ? error : { expected: 'no error', seen: error instanceof Error ? error.message : String(error) }

/** What fails here is told and hides nothing. */
const cleanUp = async (stage: Stage, { keep = false, json = false }: DemoOptions, { stderr }: DemoIo, printer: Printer): Promise<void> => {
  try {
    await stage.close()
    if (!keep) await stage.folder.remove()
    else if (json) stderr.write(`Everything is kept in ${stage.folder.path}\n`)
    else printer.note(`Everything is kept in ${stage.folder.path}`)
  } catch (error) {
    stderr.write(`Cleaning up ${stage.folder.path} failed: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
