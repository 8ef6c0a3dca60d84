// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { randomBytes, randomUUID } from 'node:crypto'
import { createCounters } from '../../../src/ops/counters.ts'
import { createEvents } from '../../../src/ops/events.ts'
import { mintKeyMaterial } from '../../../src/ops/key-file.ts'
import { createServiceKeys } from '../../../src/ops/keys.ts'
import { createLog } from '../../../src/ops/logger.ts'

const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), monotonic: () => 0 }

const memoryLog = (options: { level?: 'trace' | 'info'; format?: 'json' | 'text' } = {}) => {
  const lines: string[] = []
  return { lines, log: createLog({ level: 'trace', format: 'json', ...options }, { write: (line) => lines.push(line) }, clock) }
}

const forms = (secret: string): string[] => {
  const bytes = Buffer.from(secret)
  return [secret, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex'), bytes.toString('utf16le'), JSON.stringify(secret).slice(1, -1)]
}

t.test('an entry is one line of JSON with time, level, event and known fields', async (t) => {
  const { lines, log } = memoryLog()
  log.info('link.opened', { party: 'heron.example', link: 'abcDEF_-1234', ms: 3 })
  t.same(lines, ['{"level":"info","time":"2026-01-02T03:04:05.000Z","party":"heron.example","link":"abcDEF_-1234","ms":3,"event":"link.opened"}\n'])
})

t.test('as text an entry is one line that a person can read', async (t) => {
  const { lines, log } = memoryLog({ format: 'text' })
  log.warn('link.refused', { code: 'UNAUTHENTICATED', count: 2 })
  t.same(lines, ['2026-01-02T03:04:05.000Z WARN  link.refused code=UNAUTHENTICATED count=2\n'])
})

t.test('entries below the level are not written', async (t) => {
  const { lines, log } = memoryLog({ level: 'info' })
  log.debug('a.b')
  log.trace('a.b')
  t.same(lines, [])
})

t.test('a field that is not in the list, or a value that does not fit its field, is not written', async (t) => {
  const { lines, log } = memoryLog()
  const fields = {
    url: 'https://a.example/?token=x', phone: '+358401234567', token: 'x', party: '+358401234567', code: 'https://a.example',
    link: 'not a hash', count: NaN, correlationId: 'x', kind: '358401234567', address: 'no port', toJSON: () => 'whole',
  }
  log.info('a.b', fields)
  t.same(JSON.parse(lines[0] ?? ''), {
    level: 'info', time: '2026-01-02T03:04:05.000Z', event: 'a.b', party: '(unfit)', code: '(unfit)', link: '(unfit)', count: '(unfit)',
    correlationId: '(unfit)', kind: '(unfit)', address: '(unfit)',
  })
})

t.test('why an operator did something is written in words and tickets; what may be an address, a number or an id is not', async (t) => {
  const said = (reason: string): unknown => {
    const { lines, log } = memoryLog()
    log.info('message.dropped', { actor: 'token:night-shift', reason })
    return (JSON.parse(lines[0] ?? '') as { reason: unknown }).reason
  }
  for (const fine of ['their disk is repaired', 'OPS-123: (closed), see #17', 'Платеж отклонён', 'they can’t store it – "not now"']) t.equal(said(fine), fine)
  const unfit: [string, string][] = [
    ['call +358 40 1234567 back', 'call (unfit) (unfit) (unfit) back'], ['ana@heron.example asked', '(unfit) asked'], ['see https://a.example/?t=x', 'see (unfit)'],
    ['user 7b0f3c52-3f0e-4c6e-9a55-0d9f5b1f6a11', 'user (unfit)'], ['a\nb', 'a b'], [`x ${'y'.repeat(31)}`, 'x (unfit)'],
  ]
  for (const [reason, written] of unfit) t.equal(said(reason), written)
  const { lines, log } = memoryLog()
  log.info('message.dropped', { actor: '+358401234567', reason: 'x' })
  t.match(JSON.parse(lines[0] ?? ''), { actor: '(unfit)' })
})

t.test('of an error only class, code, causes and places are written', async (t) => {
  const { lines, log } = memoryLog()
  const cause = Object.assign(new TypeError('the cause has a secret'), { code: 'SQLITE_FULL', bytes: 'secret' })
  log.error('background.failed', { task: 'sweep', error: new Error('secret\n    at secret (src/secret.ts:1:1)', { cause }) })
  const entry = JSON.parse(lines[0] ?? '') as { error: { name: string; at: string[]; cause: { name: string; code: string; at: string[] } } }
  t.equal(entry.error.name, 'Error')
  t.match(entry.error.at[0] ?? '', /^test\/unit\/ops\/logger\.test\.ts:\d+:\d+$/)
  t.match(entry.error.cause, { name: 'TypeError', code: 'SQLITE_FULL' })
  t.notMatch(lines.join(''), /secret/)
  log.error('background.failed', { error: 'secret text' })
  log.error('background.failed', { error: Object.assign(new Error('first secret'), { message: 'changed', name: 'secret name' }) })
  t.notMatch(lines.join(''), /secret/)
})

t.test('canaries in whatever others choose are found in no event at level trace, in no form', async (t) => {
  const keys = createServiceKeys(mintKeyMaterial())
  const { lines, log } = memoryLog()
  const canaries = Array.from({ length: 8 }, () => `kanarie+${randomBytes(12).toString('hex')}`)
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = canaries
  const events = createEvents({ log, counters: createCounters(), logId: keys.logId, clock })
  const link = { linkId: a, party: 'heron.example', role: 'provider', instance: b, keyId: c }
  events.linkOpened(link)
  events.linkClosed(link, 'LEFT')
  events.requestFailed({ link, kind: 'submit', code: 'INTERNAL', correlationId: randomUUID(), error: new Error(d) })
  events.requestFailed({ link, kind: 'submit', code: 'MALFORMED', correlationId: '', error: new Error(d) })
  events.partySuspended('heron.example', e)
  events.partyResumed('heron.example', e)
  events.messageRefused('heron.example', f)
  events.backgroundFailed('sweep', Object.assign(new Error(g), { address: g, cause: { g } }))
  events.adminFailed(randomUUID(), g)
  events.storeUnhealthy(new Error(h))
  t.equal(lines.length, 10)
  for (const canary of canaries) for (const form of forms(canary)) t.notOk(lines.join('').includes(form))
})

t.test('what strangers can cause is written a bounded number of times a minute and counted always', async (t) => {
  let now = 0
  const { lines, log } = memoryLog()
  const counters = createCounters()
  const events = createEvents({ log, counters, logId: () => 'abcDEF_-1234', clock: { monotonic: () => now } })
  for (let i = 0; i < 1_000; i++) events.linkRefused('UNAUTHENTICATED', undefined)
  t.equal(lines.length, 30)
  events.linkRefused('HANDSHAKE_TIMEOUT', undefined)
  t.equal(lines.length, 31, 'another kind has its own share')
  now = 60_000
  events.linkRefused('UNAUTHENTICATED', undefined)
  t.match(lines.at(-1), /"suppressed":970/)
  t.same(counters.snapshot(), { 'link.refused.HANDSHAKE_TIMEOUT': 1, 'link.refused.UNAUTHENTICATED': 1_001 })
})

t.test('success is quiet at the usual level', async (t) => {
  const { lines, log } = memoryLog({ level: 'info' })
  const events = createEvents({ log, counters: createCounters(), logId: () => 'abcDEF_-1234', clock })
  events.messageAccepted('heron.example', 2)
  events.messageDelivered('heron.example', 2)
  events.userEnlisted('heron.example')
  events.contactGranted('heron.example')
  t.same(lines, [])
})
