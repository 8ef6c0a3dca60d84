// SPDX-License-Identifier: AGPL-3.0-only
// Writes the OpenAPI document into the working folder, which is the project's root.
import { mkdirSync, writeFileSync } from 'node:fs'
import { describeCore } from './openapi.ts'

mkdirSync('docs/openapi', { recursive: true })
writeFileSync('docs/openapi/core-v1.json', `${JSON.stringify(describeCore(), undefined, 2)}\n`)
