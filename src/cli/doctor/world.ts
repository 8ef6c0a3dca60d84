// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../../config/index.ts'
import type { AdminClient } from '../admin-client.ts'
import type { Finding } from './finding.ts'

/** What checks look at; tests bring their own. */
export interface World {
  readonly config: Config
  /** Ms since the epoch. */
  readonly now: () => number
  /** Bytes that the daemon may still write on the disk of a folder. */
  readonly freeBytes: (folder: string) => Promise<number>
  /** Number of the user who asks. */
  readonly user: number
  readonly admin: AdminClient
  /** Of this program. */
  readonly version: string
  /** The options that lead to this configuration, as they follow a command. */
  readonly place: string
}

/** Looks at one thing, and at what belongs to it. What it throws is a problem under its name. */
export type Check = (world: World) => readonly Finding[] | Promise<readonly Finding[]>
