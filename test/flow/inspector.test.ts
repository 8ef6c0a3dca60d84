// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { shortFolder, startDaemon } from '../unit/cli/support.ts'

t.test('a signal does not open the inspector of the daemon, which goes on', async (t) => {
  const { child, said, stop, ended } = await startDaemon(t, shortFolder(t))
  child.kill('SIGUSR1')
  // The next signal is taken after the first, so when the daemon has ended both had their effect.
  stop()
  t.same(await ended, { code: 0, signal: null })
  t.notMatch(said.err, /Debugger listening|inspector/)
})

t.test('a Node that does nothing about it opens the inspector at the same signal', async (t) => {
  const child = spawn(process.execPath, ['--inspect-port=127.0.0.1:0', '-e', 'setInterval(() => {}, 1e6); console.log("up")'], { stdio: ['ignore', 'pipe', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  child.kill('SIGUSR1')
  const [said] = await once(child.stderr.setEncoding('utf8'), 'data') as [string]
  t.match(said, /Debugger listening/)
})
