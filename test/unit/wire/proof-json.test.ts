// SPDX-License-Identifier: AGPL-3.0-only
// Promise: docs/schema/proof-v1.json says exactly what a vault gives to a core as proof, and a core reads just that.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { Compile } from 'typebox/schema'
import { GatewayError } from '../../../src/model/errors.ts'
import { decodeProof, encodeProof } from '../../../src/wire/content/index.ts'

const schema = Compile(JSON.parse(readFileSync(new URL('../../../docs/schema/proof-v1.json', import.meta.url), 'utf8')) as object)
const bytesOf = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json))

const reads = (bytes: Uint8Array): boolean => {
  try {
    decodeProof(bytes)
    return true
  } catch (error) {
    if (error instanceof GatewayError) return false
    throw error
  }
}

t.test('a proof of any length comes out as it went in, and fits the schema', async (t) => {
  for (const length of [1, 2, 3, 160, 320, 16_384]) {
    const proof = { frankingKey: randomBytes(32), contentBytes: randomBytes(length) }
    const json = encodeProof(proof)
    t.ok(schema.Check(JSON.parse(Buffer.from(json).toString())), String(length))
    const { frankingKey, contentBytes } = decodeProof(json)
    t.ok(proof.frankingKey.equals(frankingKey) && proof.contentBytes.equals(contentBytes), String(length))
  }
})

t.test('what the schema does not allow is refused, and nothing else', async (t) => {
  const good = { frankingKey: randomBytes(32).toString('base64url'), content: randomBytes(161).toString('base64url') }
  const members = [
    undefined, null, '', 0, true, [], {}, 'AA==', 'AB', 'A', 'A A', 'A+', 'AA', 'AAA', 'AAB', randomBytes(31).toString('base64url'), randomBytes(33).toString('base64url'), `${'A'.repeat(42)}B`,
    'A'.repeat(21_846), 'A'.repeat(21_847), 'A'.repeat(21_848), randomBytes(32).toString('hex'),
  ]
  let refused = 0
  for (const name of ['frankingKey', 'content', 'other', '__proto__']) {
    for (const value of members) {
      const json: unknown = JSON.parse(JSON.stringify({ ...good, [name]: value }))
      const taken = reads(bytesOf(json))
      if (taken !== schema.Check(json)) t.fail(`${name}: ${JSON.stringify(value).slice(0, 60)}: the core ${taken ? 'reads' : 'refuses'} it`)
      refused += taken ? 0 : 1
    }
  }
  t.ok(refused > 50, String(refused))
  for (const json of [null, 5, 'text', []]) t.notOk(reads(bytesOf(json)))
  t.notOk(reads(Uint8Array.of(0xff)))
  t.notOk(reads(Buffer.from('{')))
})
