// SPDX-License-Identifier: AGPL-3.0-only
import { defineConfig } from 'drizzle-kit'

/** How `drizzle-kit generate` makes migrations/sqlite from the schema. */
export default defineConfig({ dialect: 'sqlite', schema: './src/store/sqlite/schema/*.ts', out: './migrations/sqlite' })
