// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rotateWebhookSecret, webhookSecrets } from '../../../src/ops/webhook-secrets.ts'

const HOUR = 3_600_000

t.test('a rotation leaves the secret before in force for the overlap and no longer', async (t) => {
  const folder = join(t.testdir(), 'keys')
  t.same(webhookSecrets(folder, 0), [])
  const first = rotateWebhookSecret(folder, 0, HOUR)
  t.match(first, { secret: /^whsec_[A-Za-z0-9+/]{43}=$/, formerUntil: undefined })
  const second = rotateWebhookSecret(folder, 10, HOUR)
  t.equal(second.formerUntil, HOUR + 10)
  t.same(webhookSecrets(folder, HOUR + 9), [second.secret, first.secret], 'the newest first')
  t.same(webhookSecrets(folder, HOUR + 10), [second.secret])
  const third = rotateWebhookSecret(folder, HOUR + 10, HOUR)
  t.same(webhookSecrets(folder, HOUR + 11), [third.secret, second.secret], 'and the one that ended is forgotten')
})

t.test('a third secret during a rotation is refused, unless it ends the others at once', async (t) => {
  const folder = t.testdir()
  for (const now of [0, 1]) rotateWebhookSecret(folder, now, HOUR)
  const held = webhookSecrets(folder, 2)
  t.throws(() => rotateWebhookSecret(folder, 2, HOUR), { code: 'CONFLICT' })
  t.same(webhookSecrets(folder, 2), held, 'and changed nothing')
  const { secret, formerUntil } = rotateWebhookSecret(folder, 3, 0)
  t.same([webhookSecrets(folder, 3), formerUntil], [[secret], undefined])
})

t.test('the file is for its owner alone, there whole, and a damaged one is refused without being quoted', async (t) => {
  const folder = t.testdir()
  const { secret } = rotateWebhookSecret(folder, 0, HOUR)
  const path = join(folder, 'webhook-secrets.json')
  t.equal(statSync(path).mode & 0o777, 0o600)
  t.same(readdirSync(folder), ['webhook-secrets.json'])
  chmodSync(path, 0o644)
  t.throws(() => webhookSecrets(folder, 0), { code: 'CONFIG_INVALID' })
  chmodSync(path, 0o600)
  for (const text of ['{', '{}', JSON.stringify({ drawbridge: 'webhook-secrets/1', secrets: [{ secret: secret.slice(0, -6), madeAt: 0 }] })]) {
    writeFileSync(path, text)
    t.throws(() => webhookSecrets(folder, 0), { code: 'CONFIG_INVALID', message: /^(?!.*whsec_)/ }, text.slice(0, 20))
    t.throws(() => rotateWebhookSecret(folder, 0, HOUR), { code: 'CONFIG_INVALID' }, 'nor is it written over')
  }
})
