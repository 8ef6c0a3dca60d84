// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import { randomBytes } from 'node:crypto'
import { cpSync, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import { openVaultGateway } from '../support/vault-gateway.ts'
import { eventually, repeatedly } from '../support/waiting.ts'

t.setTimeout(290_000)

const unique = (what: string): string => `${what}${randomBytes(9).toString('hex')}`

/** Every secret member of a JSON file, as text and as the bytes that it stands for. */
const secretsOf = (file: string): readonly { readonly text: string; readonly bytes: Buffer }[] => {
  const found: string[] = []
  JSON.parse(readFileSync(file, 'utf8'), (name, value: unknown) => {
    if (['d', 'k', 'key'].includes(name) && typeof value === 'string') found.push(value)
    return value
  })
  return found.map((text) => ({ text, bytes: Buffer.from(text, 'base64url') }))
}

const searchForBytes = async (folder: string, wanted: readonly Buffer[]): Promise<number> => {
  const files = (await readdir(folder, { withFileTypes: true, recursive: true })).filter((entry) => entry.isFile())
  const contents = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name))))
  return contents.reduce((count, content) => count + wanted.filter((bytes) => content.includes(bytes)).length, 0)
}

t.test('who copies the data folder of a gateway with a vault finds no text, name, address, reference or key in it', { timeout: 140_000 }, async (t) => {
  const { daemon, folder, secret, credential, core, introduce, call } = await openVaultGateway(t)
  const refs = [unique('ref'), unique('ref')]
  const talks = [await introduce(refs[0]!), await introduce(refs[1]!)]
  const words: string[] = []
  const say = (): string => {
    words.push(unique('word'))
    return words.at(-1)!
  }
  for (const talk of talks) {
    await talk.write(say())
    await talk.answer(say())
  }
  await eventually(() => talks.every(({ ref, shown }) => core.heard.get(ref)?.length === 1 && shown.length === 1), 'all that was said so far')
  // Some that rests there while it is looked at: nobody takes the core's events, and one person is away.
  await core.stop()
  await talks[1]!.device.close()
  await talks[0]!.write(say())
  const found = await call('GET', `/users/${refs[0]!}`)
  t.match(found, { optedIn: true })
  const stolen = join(t.testdir({}), 'stolen')
  cpSync(daemon.dataFolder, stolen, { recursive: true, filter: (path) => !path.endsWith('.sock') })

  const personal = [...words, ...refs, ...refs.map((ref) => `friend of ${ref}`), ...refs.map((ref) => `${ref}@core.example`)]
  const secrets = [secret, join(folder, 'core.secret'), join(folder, 'core/keys.json'), join(folder, 'heron/keys.json'), join(daemon.keysFolder, 'service-keys.json')].map(secretsOf)
  t.ok(secrets.every((some) => some.length > 0) && secrets.flat().length > 15, `${String(secrets.flat().length)} secrets are looked for`)
  const texts = [...personal, credential, ...secrets.flat().map(({ text }) => text)]
  const searched = await searchForTexts([stolen], texts)
  t.ok(searched.bytes > 200_000, `${String(searched.bytes)} bytes in ${String(searched.files)} files were read`)
  t.strictSame(searched.hits.map(({ file, text }) => [file, texts[text]?.slice(0, 4)]), [])
  t.equal(await searchForBytes(stolen, secrets.flat().map(({ bytes }) => bytes)), 0, 'nor are there the bytes of a key')

  const control = await searchForTexts([secret, daemon.keysFolder], texts)
  t.equal(new Set(control.hits.map(({ text }) => text)).size, secrets[0]!.length + secrets[4]!.length, 'the same search finds each key where it belongs')
})

t.test('sealed state that is changed, swapped with another user\'s or set back in the data folder is refused by name, and nothing is opened with it', { timeout: 280_000 }, async (t) => {
  const { daemon, core, introduce } = await openVaultGateway(t)
  const database = join(daemon.dataFolder, 'drawbridge.db')
  const change = <T>(work: (db: Database.Database) => T): T => {
    const db = new Database(database, { timeout: 5_000 })
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const refused = async (word: string): Promise<number> => {
    const { events } = await daemon.admin<{ readonly events: Readonly<Record<string, number>> }>('GET', '/v1/info')
    return events[`vault.refused.${word}`] ?? 0
  }
  const refusedTimes = (word: string, times: number): Promise<void> => repeatedly(async () => {
    if (await refused(word) < times) throw new Error('not yet')
  }, `refused as ${word}`)
  const talks = [await introduce('ann'), await introduce('bob'), await introduce('cyd'), await introduce('dan')]
  const [ann, bob, cyd, dan] = talks as [typeof talks[0], typeof talks[0], typeof talks[0], typeof talks[0]]
  const heard = (talk: typeof ann): number => core.heard.get(talk.ref)?.length ?? 0
  for (const talk of talks) await talk.write('first')
  await eventually(() => talks.every((talk) => heard(talk) === 1), 'all first words')
  const row = (user: string) => change((db) => db.prepare<[string], { version: number; state: Buffer }>('SELECT version, state FROM vaultConversations WHERE user = ?').get(user)!)

  await t.test('set back while the vault runs', async (t) => {
    const old = row(ann.user)
    await ann.write('second')
    await eventually(() => heard(ann) === 2, 'the second word')
    change((db) => db.prepare('UPDATE vaultConversations SET version = ?, state = ? WHERE user = ?').run(old.version, old.state, ann.user))
    await ann.write('third')
    await refusedTimes('rolled-back', 1)
    t.equal(heard(ann), 2)
    const kept = row(ann.user)
    t.same([kept.version, kept.state.equals(old.state)], [old.version, true], 'and nothing was made of it')
  })

  await t.test('changed and swapped while the gateway is stopped', async (t) => {
    await daemon.stop()
    change((db) => {
      const flipped = row(bob.user).state
      flipped[flipped.length >> 1]! ^= 1
      db.prepare('UPDATE vaultConversations SET state = ? WHERE user = ?').run(flipped, bob.user)
      const [one, other] = [cyd, dan].map(({ user }) => db.prepare<[string], { version: number; state: Buffer }>('SELECT version, state FROM vaultAccounts WHERE user = ?').get(user)!)
      const put = db.prepare('UPDATE vaultAccounts SET version = @version, state = @state WHERE user = @user')
      put.run({ ...one!, user: dan.user })
      put.run({ ...other!, user: cyd.user })
    })
    await daemon.start()
    for (const talk of [bob, cyd, dan]) await talk.write('second')
    await refusedTimes('broken-seal', 3)
    t.same([bob, cyd, dan].map(heard), [1, 1, 1])
    await t.rejects(core.sayOnce(bob.ref, { from: bob.user, to: bob.person }, 'no'), /UNAVAILABLE/, 'nor is anything sealed with it')
  })
})
