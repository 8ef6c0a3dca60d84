// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { ISSUER_LIST_TYPE } from '../../../src/model/credentials.ts'
import { parseApplicationFile } from '../../../src/model/party-files.ts'
import { json, terminal } from './support.ts'

const parties = async (t: Test) => {
  const { home, command } = terminal(t)
  for (const name of ['heron', 'gull']) await command('provider', 'init', '--party', `${name}.example`, '--name', name, '--out', name)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  const application = (name: string) => parseApplicationFile(JSON.parse(readFileSync(join(home, name, 'application.json'), 'utf8')))
  return { home, command, application }
}
const SIGN = ['core', 'issuers', 'sign', '--keys', 'core/keys.json', '--list-version']

t.test('the core signs a list that its own issuer key verifies', async (t) => {
  const { command, application } = await parties(t)
  const { code, out } = await command(...SIGN, '7', 'heron/application.json', '--suspended', 'gull/application.json')
  t.equal(code, 0)
  const { payload, protectedHeader } = await jwtVerify(out.trim(), createLocalJWKSet({ keys: application('core').issuerKeys.keys.map((key) => ({ ...key })) }), { typ: ISSUER_LIST_TYPE })
  t.equal(protectedHeader.kid, application('core').issuerKeys.keys[0]?.kid)
  t.match(payload, {
    iss: 'core.example', ver: 7,
    parties: [
      { party: 'heron.example', state: 'live', keys: application('heron').issuerKeys.keys },
      { party: 'gull.example', state: 'suspended', keys: application('gull').issuerKeys.keys },
    ],
  })
})

t.test('the list goes to a file that is not overwritten', async (t) => {
  const { home, command } = await parties(t)
  t.match(json(await command(...SIGN, '1', 'heron/application.json', '--out', 'list.jws', '--json')), { version: 1, parties: [{ party: 'heron.example', state: 'live' }] })
  const list = readFileSync(join(home, 'list.jws'), 'utf8')
  t.equal((await command(...SIGN, '2', 'heron/application.json', '--out', 'list.jws')).code, 1)
  t.equal(readFileSync(join(home, 'list.jws'), 'utf8'), list)
})

t.test('what does not belong into a list is refused', async (t) => {
  const { command } = await parties(t)
  const cases: [argv: string[], err: RegExp][] = [
    [[...SIGN, '1', 'core/application.json'], /stand in no list/],
    [[...SIGN, '1', 'heron/application.json', 'heron/application.json'], /named twice/],
    [[...SIGN, '1', 'heron/keys.json'], /heron\/keys\.json: /],
    [[...SIGN, '1', 'nowhere.json'], /there is no such file/],
    [['core', 'issuers', 'sign', '--keys', 'heron/application.json', '--list-version', '1'], /heron\/application\.json: /],
  ]
  for (const [argv, err] of cases) {
    const ran = await command(...argv)
    t.equal(ran.code, 1, argv.join(' '))
    t.match(ran.err, err, argv.join(' '))
    t.equal(ran.out, '')
  }
})

t.test('no message about a bad keys file quotes its secrets', async (t) => {
  const { home, command } = await parties(t)
  const keys = readFileSync(join(home, 'core/keys.json'), 'utf8')
  const secrets = [...keys.matchAll(/"d": "([^"]+)"/g)].map((match) => match[1] ?? '')
  t.equal(secrets.length, 2)
  const { writeFileSync } = await import('node:fs')
  for (const spoilt of [keys.slice(0, -5), keys.replace('"d"', '"dd"'), keys.replace('{', '{"more": 1,'), keys.replace(/"kid": ".../, '"kid": "xxx')]) {
    writeFileSync(join(home, 'core/keys.json'), spoilt)
    const ran = await command(...SIGN, '1', 'heron/application.json')
    t.equal(ran.code, 1)
    for (const secret of secrets) t.notOk(ran.err.includes(secret))
  }
})
