// SPDX-License-Identifier: AGPL-3.0-only
import { pino } from 'pino'
import type { Clock } from './clock.ts'
import { errorShape } from './error-shape.ts'
import { createFieldFilter } from './log-fields.ts'
import type { LogFields } from './log-fields.ts'

/** Levels, least severe first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const
/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Writes events as `area.what` with fields from a closed list; nothing else can be said, so nothing else can leak. */
export type Log = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>>

/** A log whose least severe level may be changed while it is written. */
export type LeveledLog = Log & { readonly setLevel: (level: LogLevel) => void }

/** Where lines go; a stream of the process. */
export interface LogSink { write(line: string): unknown }

/** How a log is written. */
export interface LogOptions { readonly level: LogLevel; readonly format: 'json' | 'text' }

/** A log on `sink`, one line an entry. */
export const createLog = ({ level, format }: LogOptions, sink: LogSink, clock: Pick<Clock, 'now'>): LeveledLog => {
  const filter = createFieldFilter((error) => errorShape(error))
  const destination = format === 'json' ? { write: (line: string) => { sink.write(line) } } : { write: (line: string) => { sink.write(toText(line)) } }
  const logger = pino({
    level,
    base: null,
    messageKey: 'event',
    timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  }, destination)
  const at = (name: LogLevel) => (event: string, fields: LogFields = {}): void => {
    if (logger.isLevelEnabled(name)) logger[name](filter(fields), event)
  }
  return Object.freeze({ trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), setLevel: (next: LogLevel) => { logger.level = next } })
}

const toText = (line: string): string => {
  const entry: unknown = JSON.parse(line)
  if (typeof entry !== 'object' || entry === null) return line
  const { time, level, event, ...fields } = { time: '', level: '', event: '', ...entry }
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return `${time} ${level.toUpperCase().padEnd(5)} ${event}${rest.join('')}\n`
}
