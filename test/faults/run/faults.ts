// SPDX-License-Identifier: AGPL-3.0-only
import { attachmentKills } from './attachment-kills.ts'
import { clockJumps } from './clock.ts'
import { control, cutsSqlite } from './cuts-sqlite.ts'
import { cutsPostgres } from './cuts-postgres.ts'
import { descriptors } from './descriptors.ts'
import { diskErrors, diskFull, diskSlow } from './disks.ts'
import type { Fault } from './fault.ts'
import { frozenNode } from './frozen.ts'
import { kills } from './kills.ts'
import { partition, postgresKills } from './postgres.ts'

/** What the promise names. */
const KILLS = 200
const CUTS = 25

const POSTGRES_KILLS = 12
const ATTACHMENT_KILLS = 40

/** All faults, in the order in which they run. */
export const faults: readonly Fault[] = [
  kills(KILLS), attachmentKills(ATTACHMENT_KILLS), cutsSqlite(CUTS), control, cutsPostgres(CUTS), postgresKills(POSTGRES_KILLS), partition, frozenNode,
  diskFull, diskErrors(2), diskSlow, descriptors, clockJumps,
]
