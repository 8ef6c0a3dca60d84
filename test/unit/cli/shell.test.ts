// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { invocation, shellWord } from '../../../src/cli/shell.ts'

t.test('a shell reads a word back as it was', async (t) => {
  const texts = fc.sample(fc.string({ minLength: 1 }).filter((text) => !text.includes('\0')), 200)
  const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`]).toString()
  t.same(printed.split('\0').slice(0, -1), texts)
})

t.test('an installed program is called by its name, a clone by its files', async (t) => {
  t.equal(invocation(['/usr/bin/node', '/usr/local/bin/drawbridge'], '/home/op'), 'drawbridge')
  t.equal(invocation(['/srv/db/node_modules/node/bin/node', '--flag', '/srv/db/bin/drawbridge.js'], '/srv/db'), 'node_modules/node/bin/node --flag bin/drawbridge.js')
  t.equal(invocation(['/usr/bin/node', '/srv/d b/bin/drawbridge.js'], '/srv/d b'), '/usr/bin/node bin/drawbridge.js')
  t.equal(invocation(['/usr/bin/node', '/srv/d b/bin/drawbridge.js'], '/tmp'), '/usr/bin/node \'/srv/d b/bin/drawbridge.js\'')
  t.equal(invocation(['/usr/bin/node', '/srv/db/bin/drawbridge.js'], '/'), '/usr/bin/node /srv/db/bin/drawbridge.js', 'as a service manager starts it: a path from the root stays one')
})
