// SPDX-License-Identifier: AGPL-3.0-only
// Promise: with two commands a core's engineer sees what to send and what came, and is told what is wrong with what does not open.
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { partyId, submissionId, userId } from '../../../src/model/ids.ts'
import { parseCoreKeysFile } from '../../../src/model/vault-files.ts'
import { createCoreChannel } from '../../../src/vault/channel/index.ts'
import { parseStartSecret } from '../../../src/vault/secret.ts'
import { json, terminal } from './support.ts'

const KEYS = ['--core-secret', 'core.secret', '--vault-keys', 'vault-keys.json'] as const
const [OWN, PEER] = [userId(randomUUID()), userId(randomUUID())]
const ENDS = ['--from', OWN, '--to', PEER, '--provider', 'heron.example'] as const
const PROVIDER = partyId('heron.example')

/** A core and a vault with keys in files, and the vault's end of the channel. */
const world = async (t: Test) => {
  const { home, command, feed } = terminal(t)
  const { out: coreOut } = await command('core', 'keys', 'init', '--party', 'core.example', '--out', 'core.secret')
  writeFileSync(join(home, 'vault-keys.json'), (await command('vault', 'init', '--out', 'v.secret')).out)
  const { signing, agreement } = parseStartSecret(new Uint8Array(readFileSync(join(home, 'v.secret'))))
  const vault = createCoreChannel({ signing, agreement, core: parseCoreKeysFile(JSON.parse(coreOut)) })
  const facts = { messageId: randomUUID(), submissionId: submissionId(randomUUID()), from: PEER, to: OWN, provider: PROVIDER, custody: 'DEVICE' as const, number: 3 }
  const event = (changes: object = {}) => {
    const { content } = vault.sealForCore(facts, { json: Buffer.from('{"kind":"text","text":"hello"}'), proof: new Uint8Array(2) }, Date.now())
    return { id: 7, type: 'message', peer: PEER, message: facts.submissionId, number: 3, provider: PROVIDER, content, epochKey: vault.epoch(Date.now()).keyMessage, ...changes }
  }
  return {
    home, command, feed, vault, facts, event,
    seal: (input: string, ...more: string[]) => feed(input, 'content', 'seal', ...KEYS, ...ENDS, '--number', '1', ...more),
    open: (input: object | string, ...more: string[]) => feed(typeof input === 'string' ? input : JSON.stringify(input), 'content', 'open', ...KEYS, ...more),
  }
}

t.test('a text is sealed so that the vault takes it, under the facts of the command line', async (t) => {
  const { seal, vault } = await world(t)
  const sealed = json(await seal('', '--text', 'Grüße', '--custody', 'DEVICE', '--submission', '11111111-2222-4333-8444-555555555555', '--json'))
  const { facts, json: said } = await vault.openFromCore(String(sealed['content']), String(sealed['epochKey']), { from: OWN, to: PEER, provider: PROVIDER, again: false }, Date.now())
  t.match(facts, { from: OWN, to: PEER, provider: 'heron.example', custody: 'DEVICE', number: 1, submissionId: '11111111-2222-4333-8444-555555555555', messageId: sealed['messageId'] })
  t.match(JSON.parse(Buffer.from(said).toString()), { id: sealed['messageId'], kind: 'text', text: 'Grüße' })
})

t.test('JSON on standard input is sealed as it is, and named by its own id', async (t) => {
  const { seal, vault } = await world(t)
  const said = JSON.stringify({ id: randomUUID(), kind: 'receipt', sentAtMs: 5, receipt: 'read', messageIds: [randomUUID()] }, undefined, 2)
  const { code, out } = await seal(said)
  t.equal(code, 0)
  const [, content = '', epochKey = ''] = /^submission [0-9a-f-]{36}\ncontent (\S+)\nepochKey (\S+)\n$/.exec(out) ?? []
  const opened = await vault.openFromCore(content, epochKey, { from: OWN, to: PEER, provider: PROVIDER, again: false }, Date.now())
  t.equal(Buffer.from(opened.json).toString(), said)
  t.equal(opened.facts.messageId, (JSON.parse(said) as { id: string }).id)
  t.equal(opened.facts.custody, 'VAULT')
  const accept = JSON.stringify({ id: randomUUID(), kind: 'acceptIdentity', sentAtMs: 5, identityKey: Buffer.alloc(33, 5).toString('base64url') })
  t.equal((await seal(accept)).code, 0)
})

t.test('a pointer is sealed and opened as it is, and the body of POST /messages names what it points to', async (t) => {
  const { seal, open, vault, facts, event } = await world(t)
  const bytes = Buffer.alloc(32, 7).toString('base64url')
  const attachment = { type: 'image', id: randomUUID(), key: bytes, sha256: bytes, size: 5, mediaType: 'image/png' }
  const body = json(await seal(JSON.stringify({ id: randomUUID(), kind: 'attachment', sentAtMs: 5, attachment }), '--ref', 'ben'))
  t.strictSame(body['attachments'], [attachment.id])
  const { json: said } = await vault.openFromCore(String(body['content']), String(body['epochKey']), { from: OWN, to: PEER, provider: PROVIDER, again: false }, Date.now())
  t.match(JSON.parse(Buffer.from(said).toString()), { kind: 'attachment', attachment })
  t.notOk('attachments' in json(await seal('', '--text', 'Hello', '--ref', 'ben')))
  const { content } = vault.sealForCore(facts, { json: Buffer.from(JSON.stringify({ kind: 'attachment', attachment })), proof: new Uint8Array(2) }, Date.now())
  t.match(json(await open(event({ content }), '--json')), { content: { kind: 'attachment', attachment } })
})

t.test('what the vault would refuse without a word is refused here with the member that is wrong', async (t) => {
  const { seal } = await world(t)
  const text = { id: randomUUID(), kind: 'text', sentAtMs: 5, text: 'x' }
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /standard input: is empty; it takes what is said, as JSON of docs\/schema/], ['{', /is no JSON object/], ['5', /is no JSON object/],
    [JSON.stringify({ ...text, colour: 'red' }), /content\.colour: is not a key/], [JSON.stringify({ ...text, kind: 'unsupported' }), /content\.kind/],
    [JSON.stringify({ ...text, sentAtMs: 'now' }), /content\.sentAtMs/], [JSON.stringify({ ...text, id: 'x' }), /message id is not well formed/], [JSON.stringify({ ...text, text: undefined }), /content\.text: is missing/],
    [JSON.stringify({ kind: 'acceptIdentity', id: text.id, sentAtMs: 5, identityKey: 'AAAA' }), /content\.identityKey/], ['x'.repeat(262_145), /more than 262144 bytes/],
  ]
  for (const [input, err] of wrong) t.match(await seal(input), { code: 1, out: '', err }, input.slice(0, 60))
  t.match(await seal('', '--text', 'x', '--from', 'anna'), { code: 1, err: /--from: must be a user id/ })
  for (const number of ['0', '-1', 'x', '1.5', '99999999999999999999']) t.equal((await seal('', '--text', 'x', '--number', number)).code, 2, number)
})

t.test('an event is opened with its facts, as text and as JSON', async (t) => {
  const { open, event, facts } = await world(t)
  t.match(json(await open(event(), '--json')), { ok: true, facts, content: { kind: 'text', text: 'hello' } })
  const { code, out } = await open(event(), '--from', PEER, '--to', OWN, '--provider', 'heron.example')
  t.equal(code, 0)
  t.match(out, /^messageId \S+\nsubmissionId \S+\nfrom \S+\nto \S+\nprovider heron\.example\ncustody DEVICE\nnumber 3\n\{"kind":"text","text":"hello"\}\n$/)
})

t.test('with your own name for the user the body of POST /messages is printed, ready to be sent', async (t) => {
  const { seal, vault } = await world(t)
  const body = json(await seal('', '--text', 'Hello', '--ref', 'ben', '--submission', '11111111-2222-4333-8444-555555555555'))
  t.match(Object.keys(body), ['ref', 'provider', 'peer', 'content', 'epochKey'])
  t.match(body, { ref: 'ben', provider: 'heron.example', peer: PEER })
  const { facts } = await vault.openFromCore(String(body['content']), String(body['epochKey']), { from: OWN, to: PEER, provider: PROVIDER, again: false }, Date.now())
  t.equal(facts.submissionId, '11111111-2222-4333-8444-555555555555')
  t.match(await seal('', '--text', 'Hello', '--ref', ''), { code: 1, out: '', err: /--ref: must be 1 to 128 bytes/ })
})

t.test('an answer of GET /events is opened as it came, with one message in it', async (t) => {
  const { open, event } = await world(t)
  t.match(json(await open({ events: [{ type: 'contact.granted' }, event()], next: 7 }, '--json')), { ok: true, content: { text: 'hello' } })
  t.match(await open({ events: [], next: 0 }), { code: 1, err: /holds 0 messages/ })
  t.match(await open({ events: [event(), event()], next: 8 }), { code: 1, out: '', err: /holds 2 messages, and one is opened at a time; ask with limit=1/ })
})

t.test('a running number is judged by the last one that was taken', async (t) => {
  const { open, event } = await world(t)
  for (const [after, verdict] of [['2', 'next'], ['0', 'gap'], ['1', 'gap'], ['3', 'again'], ['5', 'again']] as const) {
    t.equal(json(await open(event(), '--after', after, '--json'))['verdict'], verdict, after)
  }
  t.match(await open(event(), '--after', '1'), { code: 0, out: /\nverdict gap: something was opened before it and did not reach you/ })
  t.equal((await open(event(), '--after', 'x')).code, 2)
})

t.test('what does not open is refused with what to do, and shows nothing', async (t) => {
  const { home, open, seal, event, command } = await world(t)
  const [one, other] = [event(), event()]
  const own = json(await seal('', '--text', 'x', '--json'))
  const cases: readonly (readonly [object | string, RegExp])[] = [
    [event({ content: one.content.slice(0, -1) }), /malformed/], [event({ content: `${one.content.slice(0, 400)}${one.content[400] === 'A' ? 'B' : 'A'}${one.content.slice(401)}` }), /malformed|broken/],
    [event({ epochKey: own['epochKey'] }), /other-core[^]*vault pin/], [{ content: own['content'], epochKey: one.epochKey }, /other-epoch[^]*its vault opens/],
    [event({ number: 4 }), /other-ends[^]*relabelled/], [event({ peer: OWN }), /other-ends/], [event({ message: randomUUID() }), /other-ends/], [event({ provider: 'gull.example' }), /other-ends/],
    [event({ epochKey: undefined }), /has no content or no epochKey; it takes an event/], ['nonsense', /is no JSON object/], ['', /is empty/],
  ]
  for (const [input, err] of cases) t.match(await open(input), { code: 1, out: '', err })
  t.equal((await open(other, '--provider', 'gull.example')).code, 1)
  writeFileSync(join(home, 'vault-keys.json'), (await command('vault', 'init', '--out', 'w.secret')).out)
  t.match(await open(event()), { code: 1, out: '', err: /CONTENT_REFUSED[^]*other-vault[^]*fix: Use the vault keys/ })
})

t.test('no message about a bad key file quotes its secrets', async (t) => {
  const { home, open, event } = await world(t)
  const secret = readFileSync(join(home, 'core.secret'), 'utf8')
  const hidden = [...secret.matchAll(/"d": "([^"]+)"/g)].map((match) => match[1] ?? '')
  t.equal(hidden.length, 2)
  for (const spoilt of [secret.slice(0, -5), secret.replace('"d"', '"dd"'), secret.replace('{', '{"more": 1,'), secret.replace(/"x": "/, '"x": "A')]) {
    writeFileSync(join(home, 'core.secret'), spoilt)
    const ran = await open(event())
    t.equal(ran.code, 1)
    for (const one of hidden) t.notOk(ran.err.includes(one) || ran.out.includes(one))
  }
})
