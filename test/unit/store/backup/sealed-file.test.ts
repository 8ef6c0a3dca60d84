// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, createPrivateKey, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import type { AgreementJwk, Private } from '../../../../src/model/credentials.ts'
import { createTempFolder } from '../../../../src/sandbox/temp-folder.ts'
import { createX25519, publicPart } from '../../../../src/cli/fresh-keys.ts'
import { checkSealed, sealFolder, unsealInto } from '../../../../src/store/backup/sealed-file.ts'

const NAMES = ['manifest.json', 'drawbridge.db'] as const
const CHUNK = 65_536 + 16
const ABOUT = { version: '0.1.0', createdAt: '2026-11-28T12:00:00.000Z' }

interface Vectors {
  readonly recipientHex: string
  readonly ephemeralHex: string
  readonly recipient: AgreementJwk
  readonly manifest: string
  readonly cases: readonly { readonly databaseBytes: number; readonly sealedBytes: number; readonly sha256Hex: string; readonly sealedHex?: string }[]
}

const vectors = JSON.parse(readFileSync(new URL('../../../vectors/backup/backup.json', import.meta.url), 'utf8')) as Vectors
const pattern = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, (_, i) => (31 * i + 7 * Math.floor(i / 256)) % 256))
const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')
const PKCS8 = '302e020100300506032b656e04220420'
const privateKey = (hex: string) => createPrivateKey({ key: Buffer.from(PKCS8 + hex, 'hex'), format: 'der', type: 'pkcs8' })

/** A folder with a backup of three chunks, sealed to a fresh key. */
const sealedBackup = async (t: Test) => {
  const temporary = await createTempFolder('drawbridge-sealed-')
  t.teardown(() => temporary.remove())
  const folder = temporary.path
  await temporary.folder('plain')
  writeFileSync(join(folder, 'plain/manifest.json'), '{}\n')
  const database = pattern(150_000)
  writeFileSync(join(folder, 'plain/drawbridge.db'), database)
  const secret = createX25519()
  const path = join(folder, 'sealed')
  await sealFolder(join(folder, 'plain'), NAMES, path, publicPart(secret), ABOUT)
  const open = async (key: Private<AgreementJwk> = secret): Promise<string> => {
    const opened = await temporary.folder(randomUUID())
    await unsealInto(path, key, opened, NAMES)
    return opened
  }
  return { folder, path, secret, database, bytes: readFileSync(path), open }
}

/** The digest at the end is nobody's secret: who changes a backup makes it fit. */
const withDigest = (bytes: Uint8Array): Buffer => Buffer.concat([bytes, createHash('sha256').update(bytes).digest()])

t.test('a backup is sealed as the vectors say, to the byte, and what the vectors sealed is opened', async (t) => {
  const secret = { ...vectors.recipient, d: base64url(vectors.recipientHex) }
  for (const { databaseBytes, sealedBytes, sha256Hex, sealedHex } of vectors.cases) await t.test(`${String(databaseBytes)} bytes`, async (t) => {
    const folder = t.testdir({ plain: { 'manifest.json': vectors.manifest }, opened: {} })
    writeFileSync(join(folder, 'plain/drawbridge.db'), pattern(databaseBytes))
    const path = join(folder, 'sealed')
    await sealFolder(join(folder, 'plain'), NAMES, path, vectors.recipient, ABOUT, privateKey(vectors.ephemeralHex))
    const bytes = readFileSync(path)
    t.equal(bytes.length, sealedBytes)
    t.equal(createHash('sha256').update(bytes).digest('hex'), sha256Hex)
    if (sealedHex !== undefined) t.equal(bytes.toString('hex'), sealedHex)
    t.match(await checkSealed(path), { drawbridge: 'sealed-backup/1', ...ABOUT, recipient: vectors.recipient.kid })
    await unsealInto(path, secret, join(folder, 'opened'), NAMES)
    t.ok(readFileSync(join(folder, 'opened/drawbridge.db')).equals(pattern(databaseBytes)))
    t.equal(readFileSync(join(folder, 'opened/manifest.json'), 'utf8'), vectors.manifest)
  })
})

t.test('only its owner may read a sealed backup and what comes out of it, and nothing of the database is seen in it', async (t) => {
  const { folder, path, bytes, database, open } = await sealedBackup(t)
  const opened = await open()
  for (const file of [path, join(opened, 'drawbridge.db'), join(opened, 'manifest.json')]) t.equal(statSync(file).mode & 0o777, 0o600)
  t.equal(bytes.indexOf(database.subarray(70_000, 70_016)), -1)
  t.same(readdirSync(folder).filter((name) => name.endsWith('.part')), [], 'no draft is left')
})

t.test('whatever of a sealed backup was changed, it does not open, also where the digest was made to fit', async (t) => {
  const { path, bytes, open } = await sealedBackup(t)
  const header = bytes.indexOf('\n') + 1
  const body = bytes.subarray(header, -32)
  const chunks = [body.subarray(0, CHUNK), body.subarray(CHUNK, 2 * CHUNK), body.subarray(2 * CHUNK)] as const
  t.equal(chunks[2].length < CHUNK, true)
  const flipped = (at: number): Buffer => {
    const changed = Buffer.from(bytes.subarray(0, -32))
    changed[at]! ^= 1
    return changed
  }
  const line = bytes.subarray(0, header)
  const other = readFileSync((await sealedBackup(t)).path)
  const changes: Readonly<Record<string, Uint8Array>> = {
    'the last chunk is missing': Buffer.concat([line, chunks[0], chunks[1]]),
    'the last chunk is cut': Buffer.concat([line, chunks[0], chunks[1], chunks[2].subarray(0, -100)]),
    'two chunks are exchanged': Buffer.concat([line, chunks[1], chunks[0], chunks[2]]),
    'a chunk is left out': Buffer.concat([line, chunks[0], chunks[2]]),
    'a chunk comes twice': Buffer.concat([line, chunks[0], chunks[0], chunks[2]]),
    'something follows the last chunk': Buffer.concat([line, body, Buffer.alloc(CHUNK)]),
    'a chunk is another backup\'s': Buffer.concat([line, other.subarray(header, header + CHUNK), chunks[1], chunks[2]]),
    'a bit of the first chunk': flipped(header + 5),
    'a bit of the last tag': flipped(bytes.length - 33),
    'the day in the first line': Buffer.from(bytes.subarray(0, -32).toString('latin1').replace('11-28T', '11-29T'), 'latin1'),
  }
  for (const [what, changed] of Object.entries(changes)) {
    writeFileSync(path, withDigest(changed))
    await t.resolves(checkSealed(path), `${what}: its digest holds`)
    await t.rejects(open(), { code: 'CONFIG_INVALID' }, what)
  }
})

t.test('another key does not open a backup, nor one that takes its name, and what is none is said to be none', async (t) => {
  const { path, bytes, secret, open } = await sealedBackup(t)
  const other = createX25519()
  await t.rejects(open(other), { code: 'CONFIG_INVALID', detail: `the backup is sealed to key ${secret.kid}, and this is key ${other.kid}` })
  await t.rejects(open({ ...other, kid: secret.kid }), { code: 'CONFIG_INVALID', detail: /was changed, or is not whole/ })
  const last = bytes.length - 1
  bytes[last]! ^= 1
  writeFileSync(path, bytes)
  await t.rejects(checkSealed(path), { code: 'CONFIG_INVALID', detail: /is damaged/ })
  const named = (createdAt: string, version = '0.1.0') => `${JSON.stringify({ drawbridge: 'sealed-backup/1', version, createdAt, recipient: secret.kid, ephemeral: secret.x })}\nx`
  for (const header of [named('yesterday.\nIt opens, and its database is whole'), named('2026-02-30T25:00:00.000Z'), named(ABOUT.createdAt, '0.1.0\nand well')]) {
    writeFileSync(path, withDigest(Buffer.from(header)))
    await t.rejects(checkSealed(path), { code: 'CONFIG_INVALID', detail: /^(?:createdAt|version): must be/ }, 'what it says of itself is shown to people')
  }
  writeFileSync(path, withDigest(Buffer.from(named(ABOUT.createdAt))))
  await t.resolves(checkSealed(path), 'which it would be without that')
  for (const what of ['', 'x\n', '{}\n'.padEnd(80), 'x'.repeat(5_000)]) {
    writeFileSync(path, what)
    await t.rejects(checkSealed(path), { code: 'CONFIG_INVALID' })
  }
})

t.test('a backup with a name in it that is not a backup\'s is not written anywhere', async (t) => {
  const { folder, path, secret, open } = await sealedBackup(t)
  writeFileSync(join(folder, 'escaped'), 'x')
  await sealFolder(join(folder, 'plain'), ['../escaped'], path, publicPart(secret), ABOUT)
  await t.rejects(open(), { code: 'CONFIG_INVALID', detail: 'files[0].name: must be manifest.json or drawbridge.db' })
  await t.rejects(unsealInto(path, { ...secret }, join(folder, 'plain'), ['manifest.json']), { code: 'CONFIG_INVALID' })
  await sealFolder(join(folder, 'plain'), ['manifest.json', 'manifest.json'], path, publicPart(secret), ABOUT)
  await t.rejects(open(), { code: 'CONFIG_INVALID', detail: 'what was sealed is no backup of a store' }, 'nor is one name twice')
})
