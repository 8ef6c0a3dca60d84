// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openVaultGateway } from '../support/vault-gateway.ts'
import { eventually, repeatedly } from '../support/waiting.ts'

t.setTimeout(230_000)

interface KeysInUse { readonly wrapping?: number; readonly keys: readonly { readonly key: number; readonly users: number }[] }

/** More users than are wrapped anew at once, so that a kill can come between. */
const CROWD = 40

t.test('a key-encryption key is replaced while people write both ways and the daemon is killed; nothing is lost, and the old key is not needed afterwards', { timeout: 220_000 }, async (t) => {
  const { daemon, command, tryCommand, secret, core, introduce } = await openVaultGateway(t)
  const items = Array.from({ length: CROWD }, (_, index) => (
    { ref: `crowd-${String(index)}`, participation: { optedIn: true, findable: false }, providers: { 'heron.example': { allowed: true, inbox: 'combined', label: '' } } }))
  await core.patiently('POST', '/users:bulk', { items })
  const talks = [await introduce('ben'), await introduce('cleo')]
  const users = CROWD + talks.length
  const inUse = (): Promise<KeysInUse> => daemon.admin('GET', '/v1/keys')
  const until = (holds: (found: KeysInUse) => boolean, what: string): Promise<void> => repeatedly(async () => {
    if (!holds(await inUse())) throw new Error('not yet')
  }, what)
  t.same(await inUse(), { wrapping: 1, keys: [{ key: 1, users }] })

  t.match(await tryCommand('keys drop 1 --secret vault.secret'), { code: 1, errors: /is the newest/ })
  await command('keys rotate --secret vault.secret')
  t.match(await tryCommand('keys drop 1 --secret vault.secret'), { code: 1, errors: new RegExp(`${String(users)} users still need key-encryption key 1`) })

  const said = ['one', 'two', 'three', 'four', 'five', 'six']
  const traffic = talks.map(async (talk) => {
    for (const word of said) {
      await talk.write(`${word} to ${talk.ref}`)
      await talk.answer(`${word} from ${talk.ref}`)
    }
  })
  await daemon.kill()
  await daemon.start()
  await until((found) => found.keys.some(({ key }) => key === 2), 'the first users under the new key')
  await daemon.kill()
  await daemon.start()
  await until((found) => found.keys.every(({ key }) => key !== 1), 'all users under the new key')
  t.same(await inUse(), { wrapping: 2, keys: [{ key: 2, users }] })
  await Promise.all(traffic)
  t.match(await command('keys list'), /key 2: 42 users\nKeys below 2 are not needed any more by this gateway's vaults\. Where gateways share a store, ask each/)
  t.match(await command('keys list --help'), /of vaults it knows those of this\s+gateway/)

  await command('keys drop 1 --secret vault.secret')
  t.same((JSON.parse(readFileSync(secret, 'utf8')) as { keyEncryptionKeys: { id: number }[] }).keyEncryptionKeys.map(({ id }) => id), [2])
  await daemon.stop()
  await daemon.start()
  for (const talk of talks) {
    await talk.write(`last to ${talk.ref}`)
    await talk.answer(`last from ${talk.ref}`)
    const [toUser, toPerson] = [[...said, 'last'].map((word) => `${word} to ${talk.ref}`), [...said, 'last'].map((word) => `${word} from ${talk.ref}`)]
    await eventually(() => core.heard.get(talk.ref)?.length === toUser.length && talk.shown.length === toPerson.length, `all that ${talk.ref} said and heard`)
    t.same(core.heard.get(talk.ref), toUser, 'the core heard each once, in order')
    const numbers = core.numbers.get(talk.ref) ?? []
    t.same(numbers, numbers.map((_, index) => index + 1), 'no running number is missing or comes twice')
    t.same(talk.shown, toPerson)
  }
})

t.test('a vault with another start secret than the one that users\' keys are wrapped with does not serve, and the daemon says what is wrong', { timeout: 200_000 }, async (t) => {
  const { daemon, command, folder, environment, secret, introduce, core } = await openVaultGateway(t)
  await introduce('ben')
  await command('vault init --out other.secret')
  await command('vault pin --secret other.secret --core core/admission.json core-keys.json')
  await daemon.stop()
  const start = async (file: string): Promise<string> => {
    environment['DRAWBRIDGE_VAULT_SECRET_FILE'] = file
    await t.rejects(daemon.start())
    return readFileSync(daemon.logFile, 'utf8')
  }
  t.match(await start(join(folder, 'other.secret')), /CONFIG_INVALID[^]*key-encryption key 1 in the vault's start secret is not the one/)
  await command('keys rotate --secret other.secret')
  await command('keys drop 1 --unasked --secret other.secret')
  t.match(await start(join(folder, 'other.secret')), /CONFIG_INVALID[^]*of 1 users are wrapped by key-encryption key 1, which the vault's start secret does not hold/)
  environment['DRAWBRIDGE_VAULT_SECRET_FILE'] = secret
  await daemon.start()
  t.match(await core.patiently('GET', '/users/ben'), { providers: [{ custody: 'VAULT' }] }, 'with the right one everything is there')
})
