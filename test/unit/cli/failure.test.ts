// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { readFileSync } from 'node:fs'
import { describeCrash } from '../../../src/cli/index.ts'
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
  t.equal(printed(error, false), 'CONFIG_INVALID: The configuration or file is not valid.\n  one\n  two\nfix: Correct the line that the detail names.\n')
  t.match(JSON.parse(printed(error, true)), { ok: false, error: { code: 'CONFIG_INVALID', detail: 'one\ntwo', what: /./, fix: /./ } })
})

t.test('what the system refuses is named by path and code', async (t) => {
  t.match(printed(thrownBy(() => readFileSync('/nowhere/at/all')), false), /\/nowhere\/at\/all: ENOENT/)
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
