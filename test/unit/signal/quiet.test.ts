// SPDX-License-Identifier: AGPL-3.0-only
// Promise: libsignal's log, which names peer addresses, stays shut for the whole process once the seam is loaded.
import { execFileSync } from 'node:child_process'
import t from 'tap'

/** Turns libsignal's log up to trace after `first`, opens a message from a stranger, prints how many lines were logged. */
const linesLogged = (first: string): number => {
  const script = `
    ${first}
    import { initLogger, LogLevel } from '@signalapp/libsignal-client'
    let lines = 0
    initLogger(LogLevel.Trace, () => { lines += 1 })
    const { pair } = await import('./support.ts')
    const [anna, bruno] = await pair()
    await bruno.open(anna, await anna.seal(bruno, 'hi'))
    await new Promise((resolve) => setImmediate(resolve))
    console.log(lines)`
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname, encoding: 'utf8' })
  return Number(out)
}

t.test('nobody can turn the log on after the seam was loaded', async (t) => {
  t.equal(linesLogged("import '../../../src/signal/public/index.ts'"), 0)
  t.equal(linesLogged("import '../../../src/signal/private/index.ts'"), 0)
  t.ok(linesLogged('') > 0, 'without it there are lines to hide')
})
