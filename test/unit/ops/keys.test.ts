// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createPublicKey, verify } from 'node:crypto'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { calculateJwkThumbprint } from 'jose'
import { KEY_FILE, mintKeyMaterial } from '../../../src/ops/key-file.ts'
import type { KeyMaterial } from '../../../src/ops/key-file.ts'
import { createServiceKeys, openServiceKeys } from '../../../src/ops/keys.ts'

const secretsOf = (material: KeyMaterial): string[] => [
  material.link.d, material.frank.signing.d, material.frank.mac.k, material.blindIndex.k, material.resume.k, material.log.k,
  ...(material.checkpoint === undefined ? [] : [material.checkpoint.d]),
  ...material.data.map(({ key }) => key.k),
]

t.test('the first start makes a key file that only its owner may read, the second start finds the same keys', async (t) => {
  const folder = join(t.testdir({}), 'deep', 'keys')
  const first = openServiceKeys(folder, true)
  t.equal(statSync(folder).mode & 0o777, 0o700)
  t.equal(statSync(join(folder, KEY_FILE)).mode & 0o777, 0o600)
  t.same(readdirSync(folder), [KEY_FILE], 'no draft stays behind')
  const second = openServiceKeys(folder, false)
  t.equal(second.link.keyId, first.link.keyId)
  t.equal(second.checkValue, first.checkValue)
  t.same(second.sealer.open('user', '1', first.sealer.seal('user', '1', Buffer.from('word'))), Buffer.from('word'))
})

t.test('keys that others may read, or that are missing or damaged, stop the start with what to do', async (t) => {
  const made = (t: Test) => {
    const folder = join(t.testdir({}), 'keys')
    openServiceKeys(folder, true)
    return { folder, file: join(folder, KEY_FILE) }
  }
  const cases: [string, (at: { folder: string; file: string }) => void, RegExp][] = [
    ['file readable by the group', ({ file }) => { chmodSync(file, 0o640) }, /run: chmod 600 /],
    ['file readable by the world', ({ file }) => { chmodSync(file, 0o604) }, /run: chmod 600 /],
    ['folder open to others', ({ folder }) => { chmodSync(folder, 0o755) }, /run: chmod 700 /],
    ['file is not JSON', ({ file }) => { writeFileSync(file, '{"link": secret') }, /restore it from its backup/],
    ['file has a key of the wrong length', ({ file }) => { writeFileSync(file, readFileSync(file, 'utf8').replace(/"k": "../, '"k": "')) }, /restore it from its backup/],
    ['file has a member too many', ({ file }) => { writeFileSync(file, readFileSync(file, 'utf8').replace('{', '{"more": 1,')) }, /restore it from its backup/],
  ]
  for (const [name, spoil, message] of cases) {
    await t.test(name, async (t) => {
      const at = made(t)
      spoil(at)
      t.throws(() => openServiceKeys(at.folder, true), { code: 'CONFIG_INVALID', message })
    })
  }
  await t.test('a link to another file is not followed', async (t) => {
    const at = made(t)
    const other = join(t.testdir({ other: {} }), 'other')
    chmodSync(other, 0o700)
    symlinkSync(at.file, join(other, KEY_FILE))
    t.throws(() => openServiceKeys(other, true), { code: 'CONFIG_INVALID' })
  })
  await t.test('no file where data already rests on one', async (t) => {
    const folder = join(t.testdir({}), 'keys')
    t.throws(() => openServiceKeys(folder, false), { code: 'CONFIG_INVALID', message: /is missing/ })
    t.same(readdirSync(folder), [], 'and none is made')
  })
})

t.test('a damaged key file is refused without quoting it', async (t) => {
  const folder = join(t.testdir({}), 'keys')
  openServiceKeys(folder, true)
  const file = join(folder, KEY_FILE)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.slice(0, -4))
  const secrets = [...text.matchAll(/"[dk]": "([^"]+)"/g)].map((match) => match[1] ?? '')
  t.equal(secrets.length, 8)
  try {
    openServiceKeys(folder, true)
    t.fail('was not refused')
  } catch (error) {
    for (const secret of secrets) t.notMatch(inspect(error, { depth: Infinity, showHidden: true }), secret)
  }
})

t.test('printing service keys in any way shows no secret', async (t) => {
  const material = mintKeyMaterial()
  const secrets = secretsOf(material)
  const keys = createServiceKeys(material)
  const prints = [
    inspect(keys, { depth: Infinity, showHidden: true, getters: true }), JSON.stringify(keys),
    ...[keys.link, keys.frank, keys.checkpoint, keys.sealer].flatMap((part) => [inspect(part, { depth: Infinity, showHidden: true }), JSON.stringify(part)]),
  ].join('\n')
  t.match(prints, keys.link.keyId, 'the public half is there to see')
  for (const secret of secrets) {
    const bytes = Buffer.from(secret, 'base64url')
    for (const form of [secret, bytes.toString('base64'), bytes.toString('hex'), bytes.join(', ')]) t.notOk(prints.includes(form))
  }
})

t.test('a key file from before there were checkpoints opens, and its checkpoint key is the same on every node', async (t) => {
  const newer = mintKeyMaterial()
  const { checkpoint: _, ...older } = newer
  const [one, two, other] = [createServiceKeys(older).checkpoint, createServiceKeys(older).checkpoint, createServiceKeys(newer).checkpoint]
  t.same([two.name, two.publicKey, two.sign(Buffer.from('x'))], [one.name, one.publicKey, one.sign(Buffer.from('x'))])
  t.notSame(other.publicKey, one.publicKey, 'a key of its own goes first')
  const folder = join(t.testdir({}), 'keys')
  openServiceKeys(folder, true)
  const file = join(folder, KEY_FILE)
  writeFileSync(file, JSON.stringify(older))
  t.same(openServiceKeys(folder, false).checkpoint.publicKey, one.publicKey)
})

t.test('public parts fit their secrets and carry their RFC 7638 name', async (t) => {
  const keys = createServiceKeys(mintKeyMaterial())
  const message = Buffer.from('transcript')
  for (const part of [keys.link, keys.frank]) {
    const key = createPublicKey({ key: { kty: part.jwk.kty, crv: part.jwk.crv, x: part.jwk.x }, format: 'jwk' })
    t.ok(verify(null, message, key, part.sign(message)))
    t.notOk(verify(null, Buffer.from('another'), key, part.sign(message)))
    t.equal(part.jwk.kid, await calculateJwkThumbprint(part.jwk))
  }
  t.equal(keys.link.keyId, keys.link.jwk.kid)
  t.same(keys.link.publicKeyRaw, Buffer.from(keys.link.jwk.x, 'base64url'))
})

t.test('keyed hashes depend on key, domain and text, and the parts cannot slide into each other', async (t) => {
  const material = mintKeyMaterial()
  const keys = createServiceKeys(material)
  t.same(keys.blindIndex('address', 'a'), createServiceKeys(material).blindIndex('address', 'a'))
  t.equal(keys.blindIndex('address', 'a').length, 32)
  t.notSame(keys.blindIndex('address', 'a'), keys.blindIndex('reference', 'a'))
  t.notSame(keys.blindIndex('ab', 'c'), keys.blindIndex('a', 'bc'))
  t.notSame(keys.blindIndex('address', 'a'), createServiceKeys(mintKeyMaterial()).blindIndex('address', 'a'))
  t.equal(keys.frank.mac(Buffer.from('x')).length, 32)
  t.notSame(keys.frank.mac(Buffer.from('x')), keys.resumeMac(Buffer.from('x')))
  t.match(keys.logId('party', 'heron.example'), /^[A-Za-z0-9_-]{12}$/)
  t.not(keys.logId('party', 'heron.example'), keys.logId('user', 'heron.example'))
})

t.test('the check value tells other data keys apart and says nothing of link and frank keys', async (t) => {
  const material = mintKeyMaterial()
  const { checkValue } = createServiceKeys(material)
  const other = mintKeyMaterial()
  t.not(createServiceKeys({ ...material, data: other.data }).checkValue, checkValue)
  t.not(createServiceKeys({ ...material, blindIndex: other.blindIndex }).checkValue, checkValue)
  t.equal(createServiceKeys({ ...material, link: other.link, frank: other.frank }).checkValue, checkValue)
  const newer = { version: 2, key: other.blindIndex }
  t.equal(createServiceKeys({ ...material, data: [...material.data, newer] }).checkValue, checkValue, 'a rotation keeps it')
})
