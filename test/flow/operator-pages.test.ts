// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Promise: what docs/vault.md, docs/limits.md, docs/metrics.md and docs/operating.md say to type works as it stands there, each against a real daemon.
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { ToldEnforcement } from '../../src/model/answers.ts'
import { createCouple } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import { blocksRunBy } from '../support/documented-blocks.ts'
import { startS3 } from '../support/s3-server.ts'
import { openTypedShell } from '../support/typed-shell.ts'

t.setTimeout(170_000)

/** The blocks of a page that are typed here, the ones with `word` in them. */
const blocks = (page: string, word: string): readonly string[] => {
  const found = blocksRunBy(page, 'test/flow/operator-pages.test.ts').filter((text) => text.includes(word))
  if (found.length === 0) throw new Error(`${page} has no block with ${word}`)
  return found
}

t.test('a start secret is made, pinned, rotated and told apart as docs/vault.md says', async (t) => {
  const settings: Record<string, string> = {}
  const daemon = await createDaemon(t, settings)
  const { folder, type } = await openTypedShell(t, daemon)
  await type('drawbridge core init --party core.example --name Core --out core')
  for (const block of [...blocks('docs/vault.md', 'vault init'), ...blocks('docs/vault.md', 'core keys init'), ...blocks('docs/vault.md', 'vault pin')]) await type(block)
  Object.assign(settings, { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: join(folder, 'vault.secret') })
  await daemon.start()
  const [rotation = ''] = blocks('docs/vault.md', 'keys rotate')
  const [rotate = '', ...afterwards] = rotation.split('\n')
  await type(rotate)
  t.equal(await daemon.stop(), 0)
  await daemon.start()
  for (const line of afterwards) await type(line)
  const [attest = ''] = blocks('docs/vault.md', 'attest')
  const said = await type(attest)
  t.match(said.out, /embedded/)
})

t.test('steps against a user are taken, appealed and lifted as docs/limits.md says, and a person is exported and erased as docs/operating.md says', async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { core, provider } = await createCouple(daemon)
  const [steps = ''] = blocks('docs/limits.md', 'enforcement apply')
  const real = new Map<string, string>([['0f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10', provider.user]])
  const here = (text: string): string => [...real].reduce((now, [page, one]) => now.replaceAll(page, one), text)
  const { folder, type } = await openTypedShell(t, daemon, here)
  for (const line of steps.split('\n')) {
    // A granted appeal ends its step, so the one that is lifted is another.
    if (line.includes(' lift ')) await type(steps.split('\n').find((one) => one.includes(' apply ')) ?? '')
    const step = (await daemon.admin<{ readonly steps: readonly { readonly id: string; readonly endedAt?: number }[] }>('GET', '/v1/enforcement')).steps.find(({ endedAt }) => endedAt === undefined)
    if (step !== undefined) real.set('6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10', step.id)
    if (line.includes(' decide ')) await provider.link.request({ kind: 'appeal', enforcementId: step?.id as ToldEnforcement['id'], text: 'It is back.' })
    await type(line)
  }

  writeFileSync(join(folder, 'admission.json'), JSON.stringify(provider.admission))
  for (const block of [...blocks('docs/operating.md', 'user erase'), ...blocks('docs/operating.md', 'user receipt')]) await type(block)
  t.match(readFileSync(join(folder, 'ana.json'), 'utf8'), new RegExp(provider.user))
  await Promise.all([core.link.close(), provider.link.close()])
})

t.test('a bucket is looked at and adopted as docs/operating.md says, and metrics are asked for as docs/metrics.md says', async (t) => {
  const s3 = await startS3(t)
  const accessKeyFile = join(t.testdir(), `key-${randomUUID()}`)
  writeFileSync(accessKeyFile, `${s3.accessKeyId}\n${s3.secret}\n`, { mode: 0o600 })
  const daemon = await createDaemon(t, {
    DRAWBRIDGE_MEDIA_S3_ENDPOINT: s3.endpoint, DRAWBRIDGE_MEDIA_S3_BUCKET: s3.bucket, DRAWBRIDGE_MEDIA_S3_REGION: s3.region, DRAWBRIDGE_MEDIA_S3_ACCESS_KEY_FILE: accessKeyFile,
  })
  await daemon.start()
  const { folder, type } = await openTypedShell(t, daemon, (text) => text.replaceAll('/etc/drawbridge/', './').replaceAll('/var/lib/drawbridge', daemon.dataFolder))
  for (const block of blocks('docs/operating.md', 'media adopt')) t.match((await type(block)).out, /bucket/)
  for (const block of blocks('docs/metrics.md', 'token create')) await type(block)
  t.match(readFileSync(join(folder, 'drawbridge.token'), 'utf8'), /^[\w-]{43}\n$/)
  const [scrape = ''] = blocks('docs/metrics.md', 'curl')
  t.match((await type(scrape)).out, /^drawbridge_queue_waiting|drawbridge_/m)
})
