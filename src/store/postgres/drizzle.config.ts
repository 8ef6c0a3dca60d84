// SPDX-License-Identifier: AGPL-3.0-only
import { defineConfig } from 'drizzle-kit'

/** How `drizzle-kit generate` makes migrations/postgres from the schema. */
export default defineConfig({ dialect: 'postgresql', schema: './src/store/postgres/schema/*.ts', out: './migrations/postgres' })
