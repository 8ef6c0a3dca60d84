// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Counts while it is attached; slows the processes down a little. */
export interface FsyncCount {
  /** Lets them go; how often they flushed. */
  end(): Promise<number>
}

const CALLS = 'fsync,fdatasync'
/** What strace takes to attach, or to say that it may not. */
const ATTACH_MS = 3_000

/** Counts the flushes of processes, and of those that they start, by strace; undefined where strace is missing or may not attach. */
export const countFsyncs = async (pids: readonly number[]): Promise<FsyncCount | undefined> => {
  const tracer = spawn('strace', ['-f', '-e', `trace=${CALLS}`, '-e', 'signal=none', ...pids.flatMap((pid) => ['-p', String(pid)])], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(tracer, 'close').catch(() => undefined)
  let count = 0
  const attached = Promise.withResolvers<boolean>()
  const lines = createInterface({ input: tracer.stderr })
  lines.on('line', (line) => {
    if (/ attached/.test(line)) attached.resolve(true)
    // With several threads a call may be told in two lines; the second says `resumed`.
    else if (/\bf(data)?sync\(/.test(line) && !line.includes('resumed')) count += 1
  })
  tracer.once('error', () => { attached.resolve(false) })
  void ended.then(() => { attached.resolve(false) })
  const isAttached = await Promise.race([attached.promise, new Promise<boolean>((resolve) => { setTimeout(resolve, ATTACH_MS, false).unref() })])
  if (!isAttached) {
    tracer.kill('SIGKILL')
    return undefined
  }
  return {
    end: async () => {
      tracer.kill('SIGINT')
      await ended
      return count
    },
  }
}
