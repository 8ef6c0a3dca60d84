// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { postgresMissing } from '../../../bench/parts/postgres/installation.ts'

t.test('where PostgreSQL is not installed it is said how to install it', async (t) => {
  const folder = t.testdir({ 15: { bin: { psql: '' } } })
  t.equal(postgresMissing(folder), `PostgreSQL is not installed (no ${folder}/*/bin/postgres): apt-get install postgresql`)
})
