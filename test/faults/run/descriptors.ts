// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createDaemon } from '../../support/daemon.ts'
import { runTool } from '../../support/processes.ts'
import { failuresOf, noteOf } from './fault.ts'
import type { Fault } from './fault.ts'
import { createStage } from './stage.ts'

/** Descriptors left when the strangers come. */
const SPARE = 4
const STRANGERS = 60
const SOME = 200
/** What the daemon had before, or more than it needs. */
const PLENTY = 4_096
const LOOK_MS = 500

/** No descriptor is left for anybody new. */
export const descriptors: Fault = {
  name: 'descriptors',
  promise: 'a daemon without descriptors serves the links it has, and takes new ones when there are some again',
  budgetSeconds: 40,
  missing: async () => (existsSync('/usr/bin/prlimit') ? undefined : 'prlimit (util-linux) is not installed'),
  run: async (ground) => {
    const daemon = await createDaemon(ground.scope, ground.environment)
    await daemon.start()
    const stage = await createStage(ground, daemon)
    await stage.open()
    const limit = (count: number): Promise<string> => runTool('prlimit', [`--pid=${String(daemon.pid())}`, `--nofile=${String(count)}:${String(PLENTY)}`])
    await limit(highest(daemon.pid()) + 1 + SPARE)
    const { hostname, port } = new URL(stage.away.admission.gateway.url)
    const strangers = Array.from({ length: STRANGERS }, () => connect(Number(port), hostname).on('error', () => undefined))
    ground.scope.teardown(() => { for (const stranger of strangers) stranger.destroy() })
    await Promise.all(strangers.map(settles))
    await stage.acknowledgedMore(SOME)
    const failures = stage.parties.every(({ isOpen }) => isOpen) ? [] : ['a link was given up']
    for (const stranger of strangers) stranger.destroy()
    await limit(PLENTY)
    const verdict = await stage.finish()
    if (await daemon.stop() !== 0) failures.push('the daemon did not end well')
    return { verdict, failures: [...failures, ...failuresOf(verdict)], note: `${String(STRANGERS)} strangers for ${String(SPARE)} descriptors, ${noteOf(verdict)}` }
  },
}

/** Taken, refused, or left waiting. */
const settles = (socket: Socket): Promise<unknown> => Promise.race([once(socket, 'connect'), once(socket, 'close'), pause(LOOK_MS)])

const highest = (pid: number): number => Math.max(...readdirSync(`/proc/${String(pid)}/fd`).map(Number))
