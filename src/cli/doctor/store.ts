// SPDX-License-Identifier: AGPL-3.0-only
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { databaseUrl } from '../../gateway/open-store.ts'
import type { PrekeyStock } from '../../store/prekey-stock.ts'
import type { SchemaAge } from '../../store/schema-age.ts'
import { fine, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Check, World } from './world.ts'

/** What nodes of one database may differ by before times in logs and messages mislead. */
const MAX_SKEW_MS = 5_000
/** A file that was just written may be a little before a clock that was just set. */
const MAX_AHEAD_MS = 60_000
/** Of a party's devices so many in a hundred may be without one-time keys: some are always away for long. */
const MAX_BARE_PERCENT = 10

/** `store`, `store.schema`, `clock`, `prekeys`: the database is whole and of this version, the clocks agree, and devices have keys to begin with. */
export const checkStore: Check = async (world) => {
  const url = databaseUrl(world.config.store)
  return url === undefined ? lookAtFolder(world) : lookAtDatabase(url, world)
}

const lookAtFolder = async ({ config: { data }, now }: World): Promise<Finding[]> => {
  const found = (await import('../../store/sqlite/look.ts')).lookAtFolder(data.folder)
  if (found === undefined) return [fine('store', `the first start makes it in ${data.folder}`)]
  const store = found.isWhole
    ? fine('store', `the database in ${data.folder} is whole`)
    : problem('store', `the database in ${data.folder} is damaged`, 'Stop the daemon, keep a copy of the folder, and put the newest backup into an empty one: drawbridge backup restore --from DIR --data NEW')
  return [store, ...(found.schema === undefined ? [] : [ofSchema(found.schema)]), ofFile(join(data.folder, 'drawbridge.db'), now()), ...found.prekeys.map(ofStock)]
}

const lookAtDatabase = async (url: string, { now }: World): Promise<Finding[]> => {
  const { schema, aheadMs, prekeys } = await (await import('../../store/postgres/look.ts')).lookAtDatabase(url, now)
  const apart = `the database's clock is ${(Math.abs(aheadMs) / 1_000).toFixed(1)} s ${aheadMs < 0 ? 'behind' : 'before'} this machine's`
  return [
    fine('store', 'the database answers, and its commits reach the disk'), ofSchema(schema),
    Math.abs(aheadMs) > MAX_SKEW_MS ? warning('clock', apart, 'Let both machines set their clocks by NTP.') : fine('clock', apart),
    ...prekeys.map(ofStock),
  ]
}

const ofStock = ({ party, devices, bare }: PrekeyStock): Finding => (bare * 100 <= devices * MAX_BARE_PERCENT
  ? fine('prekeys', `${String(devices - bare)} of ${String(devices)} devices of ${party} have one-time keys`)
  : warning('prekeys', `${String(bare)} of ${String(devices)} devices of ${party} have no one-time keys left, so that whoever begins with one gets its last-resort key`, `Ask ${party} whether its devices publish keys when they are told that few are left.`))

const ofSchema = (age: SchemaAge): Finding => {
  switch (age) {
    case 'none': return fine('store.schema', 'the first start makes it')
    case 'current': return fine('store.schema', 'it is this program\'s')
    case 'older': return warning('store.schema', 'it is an older version\'s', 'The next start brings it up to date, and there is no way back: take a backup first.')
    case 'newer': return problem('store.schema', 'a newer version wrote it', 'Start that version, or a later one: this one refuses.')
  }
}

/** A database that was written in the future: the clock was set back since, or was wrong then. */
const ofFile = (path: string, now: number): Finding => (statSync(path).mtimeMs - now > MAX_AHEAD_MS
  ? warning('clock', 'the database was last written at a time that is still to come', 'Let the machine set its clock by NTP. Until its clock has caught up, what ends by time ends late.')
  : fine('clock', 'it is not behind what the daemon wrote'))
