// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { BucketAnswer, bucketWords } from '../bucket-words.ts'
import { CommandFailed } from '../failure.ts'
import { KEY_FILE } from '../../ops/key-file.ts'
import { fine, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Check, World } from './world.ts'

const Ready = Type.Object({ ok: Type.Boolean() })
const Info = Type.Object({
  version: Type.String(), phase: Type.String(),
  counts: Type.Object({ providers: Type.Integer(), cores: Type.Integer(), openLinks: Type.Integer(), parkedMessages: Type.Integer() }),
})
const Waiting = Type.Object({ rows: Type.Array(Type.Object({ party: Type.String(), acceptedAt: Type.String() })) })
const Webhook = Type.Object({ receiver: Type.String(), events: Type.Array(Type.Object({})) })

const HOUR_MS = 3_600_000
/** A party that was away for a day is more than a restart. */
const LONG_HOURS = 24

/** `daemon`, `daemon.version`: one answers, takes work, and is of this version. */
export const checkDaemon: Check = async (world) => {
  const { admin, version } = world
  const answer = await admin.get('/readyz', Ready).catch((error: unknown) => absent(world, error))
  if (!('ok' in answer)) return [answer]
  const info = await admin.get('/v1/info', Info)
  return [
    answer.ok ? fine('daemon', 'it runs and takes work') : problem('daemon', `it runs and takes no work: ${info.phase}`, 'Read its log; if it stays so, restart it.'),
    info.version === version
      ? fine('daemon.version', `it is ${version}, as this command is`)
      : warning('daemon.version', `it is ${info.version} and this command is ${version}`, 'Restart the daemon with the version that is installed now.'),
  ]
}

/** `links`, `messages.parked`, `messages.waiting`: what was accepted reaches whom it is for. */
export const checkMessages: Check = async ({ admin, now }) => {
  const [{ counts }, { rows: [oldest] }] = await Promise.all([admin.get('/v1/info', Info), admin.get('/v1/mailbox?state=waiting&limit=1', Waiting)])
  return [ofLinks(counts), ofParked(counts.parkedMessages), ofOldest(oldest, now())]
}

/** `core.webhook`, `core.events`: the core takes its events. Nothing where no webhook is set. */
export const checkWebhook: Check = async ({ admin, config }) => {
  if (config.core.webhook === undefined) return []
  const { receiver, events } = await admin.get('/v1/core/webhook', Webhook)
  return [ofReceiver(receiver), events.length === 0
    ? fine('core.events', 'the core took all that it was sent, or it is tried again')
    : warning('core.events', 'there are events that the core did not take and that are tried no more', 'See: drawbridge core webhook list; then: drawbridge core webhook replay')]
}

/** `media.bucket`: the bucket of attachments is this gateway's. Nothing where none is set. */
export const checkBucket: Check = async ({ admin, config: { media } }) => {
  if (media.s3 === undefined) return []
  const [what, fix] = bucketWords[(await admin.get('/v1/media/bucket', BucketAnswer)).state]
  return [fix === undefined ? fine('media.bucket', what) : problem('media.bucket', what, fix)]
}

/** Before the first start there is nothing to be amiss. */
const absent = ({ config, place }: World, error: unknown): Finding => {
  if (!(error instanceof CommandFailed) || error.failure.code !== 'NO_DAEMON') throw error
  if (existsSync(join(config.keys.folder, KEY_FILE))) return problem('daemon', `no daemon answers at ${error.failure.detail}`, error.failure.fix)
  return warning('daemon', 'none was started yet', `Start it with: drawbridge serve${place}`)
}

const ofLinks = ({ providers, cores, openLinks }: { readonly providers: number; readonly cores: number; readonly openLinks: number }): Finding => {
  const parties = providers + cores
  if (parties === 0) return fine('links', 'no party is admitted yet')
  return openLinks > 0
    ? fine('links', `${String(openLinks)} open, of ${String(parties)} admitted parties`)
    : warning('links', `none of ${String(parties)} admitted parties has a link here`, 'Look in the log for refused handshakes, and ask the parties; whoever links at another node is linked all the same.')
}

const ofParked = (count: number): Finding => (count === 0
  ? fine('messages.parked', 'none')
  : warning('messages.parked', `${String(count)} which the servers of their recipients refuse`, 'See: drawbridge mailbox list; then retry or drop them.'))

const ofOldest = (oldest: { readonly party: string; readonly acceptedAt: string } | undefined, now: number): Finding => {
  if (oldest === undefined) return fine('messages.waiting', 'none')
  const hours = Math.floor((now - Date.parse(oldest.acceptedAt)) / HOUR_MS)
  return hours < LONG_HOURS
    ? fine('messages.waiting', 'none for longer than a day')
    : warning('messages.waiting', `the oldest waits for ${oldest.party} since ${String(hours)} hours`, 'Ask that party whether its server runs; see: drawbridge mailbox list --state waiting')
}

const ofReceiver = (state: string): Finding => {
  if (state === 'gone') return problem('core.webhook', 'the receiver said that it is gone for good', 'Put it back, or set core.webhook to its new place, and restart the daemon.')
  if (state === 'resting' || state === 'probed') return problem('core.webhook', 'the receiver fails, and is tried now and then', 'Mend the core\'s receiver; drawbridge core webhook list --state retrying says what it answers.')
  return fine('core.webhook', state === 'elsewhere' ? 'another node calls the receiver' : 'the receiver takes its events')
}
