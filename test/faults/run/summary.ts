// SPDX-License-Identifier: AGPL-3.0-only
import type { Row } from './runner.ts'

/** A table for people. */
export const tableOf = (rows: readonly Row[]): string[] => {
  const cells = rows.map(({ name, state, seconds, outcome, note }) => [
    name, state, seconds.toFixed(1), ...(['acknowledged', 'lost', 'doubled', 'disordered', 'strange'] as const).map((key) => String(outcome?.verdict?.[key] ?? '')), note,
  ])
  const all = [['fault', '', 's', 'acknowledged', 'lost', 'doubled', 'disordered', 'strange', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all.map((row) => row.map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : widths[column] ?? 0)).join('  ').trimEnd())
}

/** The run for machines. */
export const lastLine = (rows: readonly Row[], run: { readonly seed: number; readonly seconds: number; readonly ok: boolean }) => {
  const count = (name: string): number => rows.reduce((sum, { outcome }) => sum + (outcome?.counts?.[name] ?? 0), 0)
  const verdicts = (key: 'acknowledged' | 'lost' | 'doubled' | 'disordered' | 'strange' | 'refused'): number =>
    rows.reduce((sum, { outcome }) => sum + (outcome?.verdict?.[key] ?? 0), 0)
  return {
    kills: count('kills'), cutsSqlite: count('cutsSqlite'), cutsPostgres: count('cutsPostgres'), lost: verdicts('lost'), doubled: verdicts('doubled'),
    controlLost: count('controlLost'), skipped: rows.filter(({ state }) => state === 'skipped').map(({ name, note }) => ({ name, reason: note })),
    killsWithLoad: count('killsWithLoad'), killsAtCalls: count('killsAtCalls'), acknowledged: verdicts('acknowledged'), disordered: verdicts('disordered'), strange: verdicts('strange'),
    refused: verdicts('refused'), ...run, seconds: Math.round(run.seconds),
    faults: rows.map(({ name, state, seconds, note, outcome }) => ({ name, state, seconds: Math.round(seconds * 10) / 10, note, ...outcome?.counts, ...outcome?.verdict })),
  }
}
