// SPDX-License-Identifier: AGPL-3.0-only
import { globSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder } from '../../../src/sandbox/temp-folder.ts'
import { createDaemon } from '../../support/daemon.ts'
import { submissionOf } from '../../support/opaque-load.ts'
import { failuresOf, noteOf } from './fault.ts'
import type { Fault } from './fault.ts'
import { createStage } from './stage.ts'
import { eventually } from '../../support/waiting.ts'

/** Messages that are stored between two jumps. */
const SOME = 100
/** The gateway looks once a minute for what has run out of time. */
const LOOK_MS = 90_000
const LIBRARY = '/usr/lib/*/faketime/libfaketimeMT.so.1'

/** The wall clock jumps, the monotonic one does not. */
export const clockJumps: Fault = {
  name: 'clock',
  promise: 'a wall clock that jumps three hours back and 400 days ahead ends no link and no message',
  budgetSeconds: 150,
  isPatient: true,
  missing: async () => (globSync(LIBRARY)[0] === undefined ? `libfaketime is not installed (no ${LIBRARY})` : undefined),
  run: async (ground) => {
    const folder = await createTempFolder('drawbridge-clock-')
    ground.scope.teardown(() => folder.remove())
    const offset = join(folder.path, 'offset')
    await writeFile(offset, '+0')
    const daemon = await createDaemon(ground.scope, {
      ...ground.environment, LD_PRELOAD: globSync(LIBRARY)[0] ?? '', FAKETIME_TIMESTAMP_FILE: offset, FAKETIME_NO_CACHE: '1', DONT_FAKE_MONOTONIC: '1',
    })
    await daemon.start()
    const stage = await createStage(ground, daemon)
    await stage.open()
    const { core, provider } = stage.pair
    const brief = submissionOf(core, provider, { ttlSeconds: 1 })
    const failures: string[] = []
    const jump = async (to: string): Promise<void> => {
      await writeFile(offset, to)
      await stage.acknowledgedMore(SOME)
      if (!await stage.repeats()) failures.push(`at ${to} the same submission got another answer`)
    }
    await jump('-3h')
    let looked = false
    ground.scope.teardown(core.party.link.transport().subscribe(core.user, async (push) => {
      if (push.kind === 'event' && push.body.kind === 'messageExpired' && push.body.submissionId === brief.submissionId) looked = true
    }))
    await core.party.link.request({ kind: 'submit', submission: brief })
    await jump('+400d')
    // Told of the one message that is over, and so of a look at all of them under the wrong clock.
    await stage.rest()
    await eventually(() => looked, 'a look at what has run out of time', LOOK_MS)
    stage.go()
    await jump('+0')
    if (stage.broken() > 0) failures.push('a link was given up')
    const verdict = await stage.finish()
    return { verdict, failures: [...failures, ...failuresOf(verdict)], note: noteOf(verdict) }
  },
}
