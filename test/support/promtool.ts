// SPDX-License-Identifier: AGPL-3.0-only
// Promise: where Prometheus' own checker is.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const found = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'promtool')).find((path) => existsSync(path))

/** Its path. */
export const promtool = found ?? 'promtool'
/** Why tests that need it skip, or false. */
export const withoutPromtool = found === undefined ? 'promtool is not installed (Debian: prometheus)' : false
