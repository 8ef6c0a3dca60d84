// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { readFileSync } from 'node:fs'
import { describeCrash } from '../../../src/cli/index.ts'
import { say } from '../../../src/cli/context.ts'
import type { Context } from '../../../src/cli/context.ts'
import { failureOf, printFailure } from '../../../src/cli/failure.ts'
import { GatewayError } from '../../../src/model/errors.ts'

const printed = (thrown: unknown, asJson: boolean): string => {
  let text = ''
  printFailure({ write: (piece) => { text += piece } }, failureOf(thrown), asJson)
  return text
}

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

t.test('a catalogued error is printed with code, what, detail and fix', async (t) => {
  const error = new GatewayError('CONFIG_INVALID', 'one\ntwo')
  t.equal(printed(error, false), 'CONFIG_INVALID: The configuration or file is not valid.\n  one\n  two\nfix: Correct what the detail names.\n')
  t.match(JSON.parse(printed(error, true)), { ok: false, error: { code: 'CONFIG_INVALID', detail: 'one\ntwo', what: /./, fix: /./ } })
})

/** Clears a screen, writes on it, sets a title, turns a text; the last by one character of eight bits. */
const HOSTILE = '\u001b[2J\u001b[1;1Hall is well\u001b]0;title\u0007\r\u009b31m\u202e'

t.test('what others wrote and a command shows moves no cursor, also in JSON, which says the same', async (t) => {
  const terminal = { text: '', io: { stdout: { write: (piece: string) => { terminal.text += piece } } } }
  const said = (asJson: boolean): string => {
    terminal.text = ''
    say({ io: terminal.io } as unknown as Context, asJson, { name: HOSTILE }, `one\n\ttwo ${HOSTILE}\nthree`)
    return terminal.text
  }
  const failed = new GatewayError('CONFIG_INVALID', `file: ${HOSTILE}: is not a key of this file`)
  t.equal(said(false), 'one\n\ttwo [2J[1;1Hall is well]0;title31m\nthree\n')
  t.match(printed(failed, false), /\n {2}file: \[2J\[1;1Hall is well\]0;title31m: is not a key of this file\n/)
  // eslint-disable-next-line no-control-regex -- exactly what must not be there
  for (const text of [said(false), said(true), printed(failed, false), printed(failed, true)]) t.notMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
  t.same(JSON.parse(said(true)), { name: HOSTILE })
})

t.test('what the system refuses is told in words, with path and code', async (t) => {
  t.equal(printed(thrownBy(() => readFileSync('/nowhere/at/all')), false), `CONFIG_INVALID: The system refused it: there is no such file or folder.
  open /nowhere/at/all: ENOENT
fix: Check the path. A folder that something is put into must be there.
`)
  const said = (members: object, around = false) => {
    const inner = Object.assign(new Error('quotes a secret'), members)
    return failureOf(around ? new Error('around it, another secret', { cause: inner }) : inner)
  }
  t.match(said({ syscall: 'write', code: 'ENOSPC' }), { code: 'UNAVAILABLE', what: 'The disk is full.', detail: 'write: ENOSPC', fix: /room/ })
  t.match(said({ syscall: 'open', code: 'EACCES', path: '/x' }), { code: 'CONFIG_INVALID', what: /you may not/, detail: 'open /x: EACCES', fix: /as the user that the daemon runs as/ })
  t.match(said({ syscall: 'open', code: 'EROFS', path: '/x' }), { what: /nothing can be written/ })
  t.match(said({ syscall: 'listen', code: 'EADDRINUSE' }), { code: 'UNAVAILABLE', what: 'Something listens there already.', fix: /another port/ })
  t.match(failureOf(new GatewayError('NOT_FOUND')), { fix: /provider list/ }, 'a command that exists')
  t.match(said({ syscall: 'open', code: 'EMFILE', path: '/x' }), { what: 'The system refused it.', detail: 'open /x: EMFILE' })
  t.match(said({ code: 'SQLITE_FULL' }), { code: 'UNAVAILABLE', what: 'The disk is full.', detail: 'SQLITE_FULL' })
  t.match(said({ code: 'SQLITE_FULL' }, true), { what: 'The disk is full.' }, 'also where a library put something around it')
  t.match(said({ code: 'SQLITE_CORRUPT_INDEX' }), { what: 'The database is damaged.' })
  t.match(said({ code: 'SQLITE_MISUSE' }), { code: 'INTERNAL' })
})

t.test('to whoever types a command the catalogue\'s words for a party\'s software are not said', async (t) => {
  const fixes = (['CONFLICT', 'NOT_FOUND', 'UNAVAILABLE'] as const).map((code) => failureOf(new GatewayError(code, 'x')).fix)
  for (const fix of fixes) t.notMatch(fix, /GoAway|random id|same bytes/)
})

t.test('a bug is told by class and place, and neither it nor a crash repeats what an error says', async (t) => {
  const bug = new TypeError('cannot read secret', { cause: new Error('another secret') })
  for (const text of [printed(bug, false), printed(bug, true), describeCrash(bug), describeCrash('secret')]) t.notMatch(text, /secret/)
  t.match(printed(bug, false), /^INTERNAL: .*\n {2}TypeError at test\/unit\/cli\/failure\.test\.ts:\d+:\d+\nfix: This is a bug/)
  t.match(JSON.parse(describeCrash(bug)), { event: 'daemon.crashed', error: { name: 'TypeError' } })
})

/** No file. */
const PART: string = './no-such-part.ts'

t.test('a part that an image leaves out is told as that, and not as a bug', async (t) => {
  const missing = await import(PART).then(() => undefined, (error: unknown) => error)
  t.match(printed(missing, false), /^CONFIG_INVALID: .*\n {2}a part of the program is not here\nfix: .*use the full one/)
})
