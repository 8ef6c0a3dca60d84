// SPDX-License-Identifier: AGPL-3.0-only
// A core whose users' keys a vault holds, with Node and `jose` and nothing else: it says yes to whoever asks one of its users for contact, and
// answers each text. Its folder holds core.secret, vault-keys.json and credential, made as docs/core.md says:  node examples/core.mjs FOLDER
// It ends with whatever goes wrong at the gateway, and goes on where it was when it is started again.
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { compactDecrypt, CompactEncrypt, CompactSign, compactVerify, decodeProtectedHeader, importJWK } from 'jose'

const [folder = '.', origin = 'http://127.0.0.1:7445'] = argv.slice(2)
const read = (file) => readFileSync(`${folder}/${file}`, 'utf8')
/** Message ids kept of each conversation: a message comes again within a day, and hardly behind so many others. */
const KNOWN_IDS = 500
const [own, vault, credential] = [JSON.parse(read('core.secret')), JSON.parse(read('vault-keys.json')), read('credential').trim()]

// What must outlive a crash: how far events were taken, the last number of each conversation in either direction, what was shown, and what is on its way out.
const state = existsSync(`${folder}/state.json`) ? JSON.parse(read('state.json')) : { after: 0, users: {}, heard: {}, said: {}, outbox: [] }
let epoch

for (;;) {
  // The very same bytes under the same key until there is an answer: a message that is sent again is still one message.
  for (; state.outbox.length > 0; state.outbox.shift(), save()) await call('POST', '/messages', state.outbox[0].body, state.outbox[0].headers)
  // Asking after `next` deletes these events at the gateway, so it is kept only when all of them are taken.
  const { events, next } = await call('GET', `/events?after=${state.after}&wait=50`)
  for (const event of events) await take(event)
  state.after = next
  save()
}

async function take(event) {
  const { ref, provider, peer } = event
  if (event.type === 'contact.requested') await call('POST', `/users/${encodeURIComponent(ref)}/contacts/${event.request}`, { provider, decision: 'grant' })
  if (event.type !== 'message') return
  // To the vault a user goes by an id, for each provider another. It is asked for once, so that nobody passes one user's messages off as another's.
  state.users[`${ref} ${provider}`] ??= (await call('GET', `/users/${encodeURIComponent(ref)}`)).providers.find((one) => one.provider === provider).user
  // What the vault did not seal is shown to nobody, and it gets no better by asking again.
  const { header, content } = await open(event).catch((error) => console.error(`refused event ${event.id}: ${error.message}`)) ?? {}
  if (!header || !isNew(event, header)) return
  console.log(JSON.stringify({ ref, peer, heard: content }))
  if (content.kind === 'text') state.outbox.push(await seal(event, header.to, { kind: 'text', text: `You said: ${content.text}`, replyTo: content.id }))
  save()
}

/** Whether a message was not shown yet, by the id that its sender gave it and by the vault's running numbers, which also tell what else there is to look into. */
function isNew({ ref, peer }, { mid, num, nbf }) {
  const heard = state.heard[`${peer} ${ref}`] = { last: 0, missing: [], mids: [], epoch: 0, before: 0, ...state.heard[`${peer} ${ref}`] }
  const isKnown = heard.mids.includes(mid)
  // An event comes at least once, and one that the gateway could not read for a while comes behind later ones.
  const isOld = num <= heard.last && !heard.missing.includes(num)
  // After a restore numbers begin at 1 again, in an epoch that began later. Whatever else is old was shown before, though its id may be forgotten by now.
  if (nbf <= heard.before || (isOld && nbf <= heard.epoch)) return void (isKnown || console.error(`ignored: ${ref} gets number ${num} from ${peer} again: the gateway repeats what it had, or somebody opened quietly`))
  if (isOld) console.error(`${ref} gets number ${num} from ${peer} for another message: the vault's numbers were set back`)
  if (isOld) Object.assign(heard, { last: num - 1, missing: [], before: heard.epoch })
  for (let one = heard.last + 1; one < num; one += 1) heard.missing.push(one)
  Object.assign(heard, { last: Math.max(heard.last, num), missing: heard.missing.filter((one) => one !== num), epoch: Math.max(heard.epoch, nbf) })
  if (heard.missing.length > 0) console.error(`${ref} misses ${heard.missing.join()} from ${peer}: opened, and not handed over`)
  if (!isKnown) heard.mids = [...heard.mids, mid].slice(-KNOWN_IDS)
  return !isKnown
}

async function open({ ref, content, epochKey, peer, provider, message, number, custody }) {
  // A JWE to our agreement key around a JWS by the vault's signing key. What is signed names the receiver, so that nobody passes it on.
  const { plaintext } = await compactDecrypt(epochKey, await importJWK(own.agreementKey, 'ECDH-ES'), { keyManagementAlgorithms: ['ECDH-ES'] })
  const { payload: key, protectedHeader: signed } = await compactVerify(plaintext, await importJWK(vault.signingKey, 'EdDSA'), { algorithms: ['EdDSA'] })
  expect(signed, { typ: 'drawbridge-epoch+jws', kid: vault.signingKey.kid, aud: own.agreementKey.kid, dir: 'to-core' })
  // The gateway wrote the event around the content; what the vault sealed is in the header, and must say the same.
  const [header, to] = [decodeProtectedHeader(content), state.users[`${ref} ${provider}`]]
  expect(header, { typ: 'drawbridge-content+jwe', kid: signed.epoch, dir: 'to-core', from: peer, to, prv: provider, sid: message, num: number, cst: custody.peer })
  const opened = await compactDecrypt(content, key, { keyManagementAlgorithms: ['dir'] })
  return { header: { ...header, nbf: signed.nbf }, content: JSON.parse(new TextDecoder().decode(opened.plaintext)) }
}

async function seal({ ref, provider, peer }, user, said) {
  if (!(epoch?.until > Date.now())) epoch = await createEpoch()
  const [mid, sid, num] = [randomUUID(), randomUUID(), state.said[`${ref} ${peer}`] = (state.said[`${ref} ${peer}`] ?? 0) + 1]
  const header = { kid: epoch.id, dir: 'from-core', mid, sid, from: user, to: peer, prv: provider, cst: 'VAULT', num }
  const content = await encrypt('drawbridge-content+jwe', 'dir', epoch.key, header, JSON.stringify({ id: mid, sentAtMs: Date.now(), ...said }))
  return { headers: { 'idempotency-key': sid }, body: { ref, provider, peer, content, epochKey: epoch.keyMessage } }
}

/** A key for what we say, wrapped once for the vault. It lasts a day at most, and after each start there is a fresh one: it is kept nowhere. */
async function createEpoch() {
  const [key, id, nbf] = [randomBytes(32), randomBytes(16).toString('base64url'), Math.floor(Date.now() / 1_000)]
  const header = { alg: 'EdDSA', typ: 'drawbridge-epoch+jws', kid: own.signingKey.kid, aud: vault.agreementKey.kid, dir: 'from-core', epoch: id, nbf, exp: nbf + 86_400 }
  const signed = await new CompactSign(key).setProtectedHeader(header).sign(await importJWK(own.signingKey, 'EdDSA'))
  return { id, key, until: (nbf + 86_000) * 1_000, keyMessage: await encrypt('drawbridge-epoch+jwe', 'ECDH-ES', await importJWK(vault.agreementKey, 'ECDH-ES'), { kid: vault.agreementKey.kid }, signed) }
}

function encrypt(typ, alg, key, header, text) {
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg, enc: 'A256GCM', typ, ...header }).encrypt(key)
}

function expect(header, wanted) {
  for (const [member, value] of Object.entries(wanted)) if (header[member] !== value) throw new Error(`its header's ${member} is not as it must be`)
}

/** What the gateway answers; what it refuses for good is told and left at that, and whatever may go better later is thrown. */
async function call(method, path, body, headers) {
  const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${origin}/core/v1${path}`, { method, ...sent, headers: { authorization: `Bearer ${credential}`, ...sent?.headers, ...headers } })
  const answer = await response.json()
  if (response.ok) return answer
  if (method === 'GET' || response.status >= 500 || response.status === 429) throw new Error(`${method} ${path}: ${answer.code} ${answer.detail}`)
  console.error(`refused: ${method} ${path}: ${answer.code} ${answer.detail}`)
}

function save() {
  writeFileSync(`${folder}/state.new`, JSON.stringify(state), { mode: 0o600, flush: true })
  renameSync(`${folder}/state.new`, `${folder}/state.json`)
}
