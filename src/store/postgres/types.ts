// SPDX-License-Identifier: AGPL-3.0-only
import pg from 'pg'
import type { CustomTypesConfig } from 'pg'

type TypeId = Parameters<typeof pg.types.getTypeParser>[0]

/** How this store's connections read values: a bigint as a number. Other users of `pg` are left as they are. */
export const types: CustomTypesConfig = { getTypeParser: (oid: TypeId): unknown => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)) }
