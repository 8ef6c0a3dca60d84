// SPDX-License-Identifier: AGPL-3.0-only
// Promise: how a PostgreSQL really ran each statement, also those inside functions: its `auto_explain` writes them into the
// server's log.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { PostgresCluster } from './postgres-cluster.ts'

/** A step of a plan as `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)` tells it. Rows are those of one loop. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly 'TID Cond'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly PlanNode[]
}

/** One statement that was run. */
export interface Explained {
  readonly text: string
  readonly plan: PlanNode
}

/** Settings of a cluster whose plans are watched. */
export const EXPLAINING = [
  "session_preload_libraries = 'auto_explain'", 'auto_explain.log_min_duration = 0', 'auto_explain.log_nested_statements = on', 'auto_explain.log_analyze = on',
  'auto_explain.log_buffers = on', 'auto_explain.log_timing = off', "auto_explain.log_format = 'json'",
  // In one file and in order: what is read after a mark was written before it.
  'logging_collector = on', "log_filename = 'plans.log'", 'log_rotation_size = 0', 'log_rotation_age = 0',
] as const

/** A look for the mark. */
const LOOK_MS = 10
/** Entries of a log begin in the first column. */
const ENTRY = /\n(?!\t)/
const PLAN = / LOG: {2}duration: [^\n]* plan:\n/

/** Statements that ran on the cluster, in any database, while `work` did; the cluster has {@link EXPLAINING}. */
export const explained = async (cluster: PostgresCluster, work: () => Promise<unknown>): Promise<readonly Explained[]> => {
  const before = await marked(cluster)
  await work()
  const after = await marked(cluster)
  return after.text.slice(before.text.length).split(ENTRY).filter((entry) => PLAN.test(entry)).map((entry) => {
    const told = JSON.parse(entry.slice(entry.indexOf('\n'))) as { readonly 'Query Text': string; readonly Plan: PlanNode }
    return { text: told['Query Text'].replaceAll(/\s+/g, ' ').trim(), plan: told.Plan }
  }).filter(({ text }) => !text.startsWith('DO '))
}

/** All steps of a plan. */
export const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

let lastMark = 0

const marked = async (cluster: PostgresCluster): Promise<{ readonly text: string }> => {
  const mark = `mark ${String(++lastMark)} is here`
  await cluster.query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`)
  const file = join(cluster.dataFolder, 'log', 'plans.log')
  for (;;) {
    const text = await readFile(file, 'utf8')
    const at = text.lastIndexOf(`LOG:  ${mark}`)
    const end = text.indexOf('\n', at)
    if (at >= 0 && end >= 0) return { text: text.slice(0, end) }
    await pause(LOOK_MS)
  }
}
