// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { auditAttachments, unknownFiles } from '../../support/attachment-audit.ts'
import { createCrowd } from '../../support/crowd.ts'
import type { CrowdPair } from '../../support/crowd.ts'
import { createDaemon } from '../../support/daemon.ts'
import type { KillableDaemon } from '../../support/daemon.ts'
import { Hauler } from '../../support/hauling.ts'
import { createMediaHost } from '../../support/media-host.ts'
import type { MediaHost } from '../../support/media-host.ts'
import { eventually, within } from '../../support/waiting.ts'
import type { Fault, Ground } from './fault.ts'

const PAIRS = 3
/** Life under load before a kill, in ms. */
const [SHORTEST_MS, LONGEST_MS] = [40, 400]
/** What the sweep deletes that a kill meets as the daemon comes up: files that nobody knows. */
const ORPHANS = 1_500
/** A sweep may be faster than whoever looks. */
const SWEEP_TRIES = 3
/** What a kill must meet at least once. */
const MEETINGS = ['uploading', 'uploaded', 'fetching', 'downloading', 'sweeping'] as const
/** What kills wait for, in turns; the others come at random moments. */
const AIMS = [undefined, 'sweeping', undefined, 'fetching', undefined, 'uploaded', undefined, 'downloading', undefined, 'uploading'] as const

type Meeting = (typeof MEETINGS)[number]
type Meetings = Record<Meeting, number>

/** SIGKILL of the daemon while files go up, between upload and message, while they are fetched and read, and while it sweeps. */
export const attachmentKills = (count: number): Fault => ({
  name: 'attachment-kills',
  promise: `no acknowledged part of a file is lost, and nothing is left over, although the daemon is killed ${String(count)} times`,
  budgetSeconds: 40 + 2 * count,
  missing: async () => undefined,
  run: async (ground) => {
    const host = await createMediaHost(ground.scope)
    const daemon = await createDaemon(ground.scope, { ...ground.environment, ...host.environment })
    await daemon.start()
    const crowd = await createCrowd(daemon, { 'heron.example': PAIRS }, [host.host])
    ground.scope.teardown(() => crowd.close())
    const haulers = crowd.providers.flatMap(({ pairs }) => pairs).flatMap((pair) => haulersOf(pair, ground, host))
    ground.scope.teardown(() => { for (const hauler of haulers) hauler.end() })
    const [meetings, kills] = await killAgainAndAgain(ground, daemon, { count, haulers, host })
    await within(Promise.all(haulers.map((hauler) => hauler.stop())), 'what is under way arrives')
    await sweepOnce(daemon)
    const kept = haulers.flatMap((hauler) => [...hauler.kept])
    const done = new Set(haulers.flatMap((hauler) => [...hauler.done]))
    const audit = auditAttachments(daemon.dataFolder, { kept, done })
    const unmet = MEETINGS.filter((meeting) => meetings[meeting] === 0)
    return {
      counts: { kills, ...meetings, acknowledgedOffsets: haulers.reduce((sum, { acknowledged }) => sum + acknowledged, 0), delivered: kept.length + done.size },
      failures: [
        ...haulers.flatMap(({ failures }) => failures), ...audit.failures, ...unmet.map((meeting) => `no kill met ${meeting}`),
        ...(kills < count ? [`only ${String(kills)} of ${String(count)} kills in time`] : []),
      ],
      note: `${String(kills)} kills met ${MEETINGS.map((meeting) => `${meeting} ${String(meetings[meeting])}`).join(', ')}; ${String(kept.length + done.size)} files arrived, ${String(audit.files)} of them kept`,
    }
  },
})

/** Up and down both ways, and hosted by the provider. */
const haulersOf = ({ core, provider }: CrowdPair, { random }: Ground, host: MediaHost): readonly Hauler[] =>
  [new Hauler(core, provider, random), new Hauler(provider, core, random), new Hauler(provider, core, random, host)]

interface Killing { readonly count: number; readonly haulers: readonly Hauler[]; readonly host: MediaHost }

const killAgainAndAgain = async (ground: Ground, daemon: KillableDaemon, { count, haulers, host }: Killing): Promise<readonly [Meetings, number]> => {
  const meetings: Meetings = { uploading: 0, uploaded: 0, fetching: 0, downloading: 0, sweeping: 0 }
  const meets = (what: Meeting): boolean => (what === 'fetching' ? host.sending() > 0 : haulers.some(({ phase }) => phase === what))
  let kills = 0
  for (; kills < count && !ground.isOver(); kills += 1) {
    const aim = AIMS[kills % AIMS.length]
    if (aim === 'sweeping') {
      // The one that runs is killed first, so that the next has something to sweep.
      await daemon.kill()
      for (let left = SWEEP_TRIES; left > 0; left -= 1) {
        if (!await killAtSweep(daemon)) continue
        meetings.sweeping += 1
        break
      }
    } else {
      await pause(SHORTEST_MS + ground.random() * (LONGEST_MS - SHORTEST_MS))
      if (aim !== undefined) await eventually(() => meets(aim), `a file is ${aim}`)
      for (const meeting of MEETINGS) if (meets(meeting)) meetings[meeting] += 1
      await daemon.kill()
    }
    await daemon.start()
  }
  return [meetings, kills]
}

/** Whether it was killed after the first orphan was deleted and before the last was. */
const killAtSweep = async (daemon: KillableDaemon): Promise<boolean> => {
  const [folder, orphans] = plantOrphans(daemon, ORPHANS)
  const left = (): number => {
    const names = new Set(readdirSync(folder))
    return orphans.filter((id) => names.has(id)).length
  }
  // It may be killed before it is ready.
  const starting = daemon.start().catch(() => undefined)
  await eventually(() => left() < ORPHANS, 'the sweep begins')
  await daemon.kill()
  await starting
  return left() > 0
}

/** Ends the daemon, and lets another life of it sweep: what ended goes before files that nobody knows. A stop breaks a sweep off. */
const sweepOnce = async (daemon: KillableDaemon): Promise<void> => {
  await daemon.stop()
  plantOrphans(daemon, 1)
  await daemon.start()
  await eventually(() => unknownFiles(daemon.dataFolder) === 0, 'it has swept')
  await daemon.stop()
}

const plantOrphans = ({ dataFolder }: KillableDaemon, count: number): readonly [folder: string, ids: readonly string[]] => {
  const folder = join(dataFolder, 'attachments')
  mkdirSync(folder, { recursive: true })
  const ids = Array.from({ length: count }, () => randomUUID())
  for (const id of ids) writeFileSync(join(folder, id), 'x')
  return [folder, ids]
}
