// SPDX-License-Identifier: AGPL-3.0-only
// Writes the example file and the reference page into the working folder, which is the project's root.
import { mkdirSync, writeFileSync } from 'node:fs'
import { renderExample, renderReference } from './render.ts'

mkdirSync('docs', { recursive: true })
writeFileSync('config.example.yaml', renderExample())
writeFileSync('docs/config.md', renderReference())
