// SPDX-License-Identifier: AGPL-3.0-only
// Writes the agent's OpenAPI document into the working folder, which is the project's root, from the gateway's beside it.
import { readFileSync, writeFileSync } from 'node:fs'
import { describeAgent } from './openapi.ts'
import type { GatewayDocument } from './openapi.ts'

const gateway = JSON.parse(readFileSync('docs/openapi/core-v1.json', 'utf8')) as GatewayDocument
writeFileSync('docs/openapi/core-agent.json', `${JSON.stringify(describeAgent(gateway), undefined, 2)}\n`)
