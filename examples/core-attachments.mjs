// SPDX-License-Identifier: AGPL-3.0-only
// Files for a core over HTTP in a page: what sealing is (ADR 21), and how the ciphertext comes to the gateway and from there. The pointer that sendFile gives goes into the content of a message
// ({ kind: 'attachment', attachment: pointer, … }), which is sealed as examples/core.mjs seals a text and sent with attachments: [pointer.id] beside it in POST /messages; the pointer that comes in such
// a message goes to saveFile. `origin` is the listener for a core, `call` what createCall gives, and `ends` is { ref, provider, peer }.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'

const SEGMENT = 65_536
const TAG = 16

/** Asks `/core/v1` for JSON; throws the code of a refusal. */
export const createCall = (origin, credential) => async (method, path, body, more = {}) => {
  const headers = { authorization: `Bearer ${credential}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more }
  const response = await fetch(`${origin}/core/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${answer.code}`)
  return answer
}

/** Seals a file, uploads it for a peer and gives its pointer; `shown` is what the reader sees before: { type: 'image', mediaType: 'image/png', name, caption, width, … }. */
export async function sendFile(call, origin, ends, path, shown) {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    // For this file only, ever: the same key for other bytes would betray both.
    const key = randomBytes(32)
    // Read twice: once for the digest, which the gateway is told before, and once to send. So nothing is copied, and a long film takes no more memory than a short one.
    const [digest, tags] = [createHash('sha256'), []]
    for await (const sealed of seal(file, size, key)) {
      digest.update(sealed)
      tags.push(sealed.subarray(-TAG))
    }
    const sha256 = digest.digest('base64url')
    const { id, transfer } = await call('POST', '/attachments', { ...ends, size: sealedSize(size), sha256 })
    // Tus 1.0: after a cut, HEAD at the same place tells from where on to send.
    const response = await fetch(origin + transfer.path, {
      method: 'PATCH', duplex: 'half', body: ReadableStream.from(seal(file, size, key, tags)),
      headers: { authorization: transfer.authorization, 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream', 'content-length': String(sealedSize(size)) },
    })
    if (!response.ok) throw new Error(`upload: ${(await response.json()).code}`)
    return { ...shown, id, key: key.toString('base64url'), sha256, size }
  } finally {
    await file.close()
  }
}

/** Saves the file that a pointer names: under its path only when all of it came and is what the message named. */
export async function saveFile(call, origin, { ref, provider }, pointer, path) {
  const whose = `?ref=${encodeURIComponent(ref)}&provider=${provider}`
  const { state, transfer } = await call('GET', `/attachments/${pointer.id}${whose}`)
  if (state !== 'available') throw new Error(`there is no such file: ${state}`)
  const response = await fetch(origin + transfer.path, { headers: { authorization: transfer.authorization } })
  if (!response.ok) throw new Error(`download: ${(await response.json()).code}`)
  const partial = await open(`${path}.part`, 'w', 0o600)
  try {
    const digest = createHash('sha256')
    for await (const plain of unseal(response.body, pointer.size, Buffer.from(pointer.key, 'base64url'), digest)) await partial.writeFile(plain)
    // Each segment held for itself. That all of them are the file that everybody else got, only the digest says.
    if (digest.digest('base64url') !== pointer.sha256) throw new Error('not the file that the message named')
    await partial.sync()
    await rename(`${path}.part`, path)
  } finally {
    await partial.close()
    await rm(`${path}.part`, { force: true })
  }
  await call('DELETE', `/attachments/${pointer.id}${whose}`)
}

/** STREAM over AES-256-GCM: segments of 64 KiB, each with its tag. Where there are tags of an earlier reading, nothing is given out that is not the same: the file changed. */
async function* seal(file, size, key, tags) {
  const padded = paddedSize(size)
  for (let index = 0; index * SEGMENT < padded; index += 1) {
    const plain = Buffer.alloc(Math.min(SEGMENT, padded - index * SEGMENT))
    const own = Math.max(0, Math.min(plain.length, size - index * SEGMENT))
    for (let at = 0, read; at < own; at += read) {
      read = (await file.read(plain, at, own - at, index * SEGMENT + at)).bytesRead
      if (read === 0) throw new Error('the file became shorter')
    }
    const cipher = createCipheriv('aes-256-gcm', key, nonce(index, padded))
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    if (tags && !tags[index].equals(sealed.subarray(-TAG))) throw new Error('the file changed')
    yield sealed
  }
}

/** The file's bytes out of the ciphertext, each segment only after its tag held for its place; what follows the file is zeros, and nothing follows that. */
async function* unseal(chunks, size, key, digest) {
  const padded = paddedSize(size)
  let [waiting, index] = [Buffer.alloc(0), 0]
  for await (const chunk of chunks) {
    digest.update(chunk)
    waiting = Buffer.concat([waiting, chunk])
    for (; index * SEGMENT < padded; index += 1) {
      const length = Math.min(SEGMENT, padded - index * SEGMENT)
      if (waiting.length < length + TAG) break
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, padded), { authTagLength: TAG }).setAuthTag(waiting.subarray(length, length + TAG))
      const plain = Buffer.concat([decipher.update(waiting.subarray(0, length)), decipher.final()])
      const own = Math.max(0, Math.min(length, size - index * SEGMENT))
      if (plain.subarray(own).some((byte) => byte !== 0)) throw new Error('its padding is not zeros')
      yield plain.subarray(0, own)
      waiting = waiting.subarray(length + TAG)
    }
    if (index * SEGMENT >= padded && waiting.length > 0) throw new Error('more follows the file')
  }
  if (index * SEGMENT < padded) throw new Error('the file was cut off')
}

/** Seven zero bytes, the number of the segment, and 1 for the last one: so none can be moved, doubled or cut off. */
function nonce(index, padded) {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(index, 7)
  bytes[11] = (index + 1) * SEGMENT >= padded ? 1 : 0
  return bytes
}

/** The size class (PADMÉ, at least a KiB): what the size of the ciphertext tells is at most a sixteenth off. */
function paddedSize(size) {
  if (size <= 1_024) return 1_024
  const exponent = Math.floor(Math.log2(size))
  const step = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1)
  return Math.ceil(size / step) * step
}

function sealedSize(size) {
  return paddedSize(size) + Math.ceil(paddedSize(size) / SEGMENT) * TAG
}
