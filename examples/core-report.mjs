// SPDX-License-Identifier: AGPL-3.0-only
// Reports with proof for a core over HTTP in a page, with Node and `jose` and nothing else (ADR 31). Ask for events with `proofs=1` and keep each message that you show as it came (content, epochKey and proof
// are sealed to you) for as long as somebody may want to report it: 30 days is what devices do. `keys` is { own, vault, moderationKey }: core.secret, vault-keys.json, and `moderationKey` of your admission file,
// which comes from the operator and not from the gateway; without it nobody reads reports. `ends` is { ref, provider, user, peer }, with `user` as GET /users/{ref} names yours at this provider.
import { createHmac, randomUUID } from 'node:crypto'
import { compactDecrypt, CompactEncrypt, compactVerify, decodeProtectedHeader, importJWK } from 'jose'

/** At most so many messages go into one report. */
const MAX_MESSAGES = 5

/**
 * Makes a report of one to five messages of `ends.peer`; sends nothing. Show your user those messages, reason and comment: just that will be disclosed, and of a message with a file the key that opens it. Write down what
 * this gives before you send it, and send the very same again where there was no answer.
 */
export async function prepareReport(keys, ends, events, { reason, comment = '', block = false }) {
  if (events.length < 1 || events.length > MAX_MESSAGES) throw new Error(`a report has 1 to ${MAX_MESSAGES} messages`)
  const reportId = randomUUID()
  const { ref, provider, user, peer } = ends
  const [disclosed, named] = [[], []]
  for (const event of events) {
    const { frankingKey, content } = await openProof(keys, ends, event)
    const { sealed: _sealed, signature, ...vouched } = event.proof
    disclosed.push({ ...vouched, signature, senderUser: peer, recipientUser: user, submissionId: event.message, frankingKey, content })
    named.push({ message: event.message, ...vouched })
  }
  const disclosure = { drawbridge: 'report/1', reportId, reporter: user, reportedUser: peer, reason, comment, messages: disclosed }
  const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(disclosure)))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'drawbridge-report+jwe', kid: keys.moderationKey.kid })
    .encrypt(await importJWK(keys.moderationKey, 'ECDH-ES+A256KW'))
  return { key: reportId, body: { ref, provider, peer, messages: named, sealed, block } }
}

/** Hands a report over; `call` is what createCall of core-attachments.mjs gives. Whatever becomes of it, a block that was wanted holds once the gateway had the call. */
export const sendReport = (call, { key, body }) => call('POST', '/reports', body, { 'idempotency-key': key })

/** What proves a message: only the proof that the vault sealed with this very content, and that fits what the gateway vouched for. */
export async function openProof({ own, vault }, { user, peer, provider }, { content, epochKey, proof, message, number }) {
  if (!proof) throw new Error('this message came without a proof')
  const { plaintext } = await compactDecrypt(epochKey, await importJWK(own.agreementKey, 'ECDH-ES'), { keyManagementAlgorithms: ['ECDH-ES'] })
  const { payload: key, protectedHeader: signed } = await compactVerify(plaintext, await importJWK(vault.signingKey, 'EdDSA'), { algorithms: ['EdDSA'] })
  expect(signed, { typ: 'drawbridge-epoch+jws', kid: vault.signingKey.kid, aud: own.agreementKey.kid, dir: 'to-core' })
  expect(decodeProtectedHeader(proof.sealed), {
    ...decodeProtectedHeader(content), typ: 'drawbridge-proof+jwe', kid: signed.epoch, dir: 'to-core', from: peer, to: user, prv: provider, sid: message, num: number,
  })
  const opened = JSON.parse(new TextDecoder().decode((await compactDecrypt(proof.sealed, key, { keyManagementAlgorithms: ['dir'] })).plaintext))
  const commitment = createHmac('sha256', Buffer.from(opened.frankingKey, 'base64url')).update(Buffer.from(opened.content, 'base64url')).digest('base64url')
  if (commitment !== proof.commitment) throw new Error('the gateway vouched for something else')
  return opened
}

function expect(header, wanted) {
  for (const [member, value] of Object.entries(wanted)) if (header[member] !== value) throw new Error(`its header's ${member} is not as it must be`)
}
