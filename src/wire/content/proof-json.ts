// SPDX-License-Identifier: Apache-2.0
import { strictObject } from '../../model/strict-json.ts'
import { MAX_CONTENT_BYTES } from '../../model/values.ts'
import { FRANKING_KEY_BYTES } from './franking.ts'
import { readBytes, readJson, unfit, writeJson } from './json-members.ts'

/** What proves a message to somebody else: the key of its commitment, and the content exactly as it was sealed. Secret. */
export interface ContentProof {
  /** 32 bytes. */
  readonly frankingKey: Uint8Array
  /** Serialised `Content`, with its padding. */
  readonly contentBytes: Uint8Array
}

/** A proof as JSON of docs/schema/proof-v1.json in UTF-8; zero it after use. */
export const encodeProof = ({ frankingKey, contentBytes }: ContentProof): Uint8Array<ArrayBuffer> => writeJson({ frankingKey: text64(frankingKey), content: text64(contentBytes) })

/** A proof out of its JSON; whether it fits a commitment is not looked at. Throws `MALFORMED` or `CONFIG_INVALID` naming the member that the schema does not allow. */
export const decodeProof = (json: Uint8Array): ContentProof => {
  const { frankingKey, content } = strictObject(readJson(json), 'proof', ['frankingKey', 'content'])
  const proof = { frankingKey: readBytes(frankingKey, 'frankingKey'), contentBytes: readBytes(content, 'content') }
  if (proof.frankingKey.length !== FRANKING_KEY_BYTES) throw unfit('frankingKey')
  if (proof.contentBytes.length === 0 || proof.contentBytes.length > MAX_CONTENT_BYTES) throw unfit('content')
  return proof
}

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
