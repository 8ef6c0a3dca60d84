// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { prekeysNamedBy } from '../../../src/wire/gateway/index.ts'

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex')
/** A version byte, registration id 5, base key and identity key of two bytes each. */
const HEAD = '44 2805 1202aabb 1a02ccdd'

t.test('the one-time keys of a first message are named by its header', async (t) => {
  t.strictSame(prekeysNamedBy(hex(`${HEAD} 0807 3001 388101 4202eeff 2201aa`)), [{ kind: 'ec', id: 7 }, { kind: 'kyber', id: 129 }])
  t.strictSame(prekeysNamedBy(hex(`${HEAD} 3001 3802`)), [{ kind: 'kyber', id: 2 }])
  t.strictSame(prekeysNamedBy(hex(`${HEAD} 79 0000000000000000 7d 00000000 3802`)), [{ kind: 'kyber', id: 2 }], 'fields that nobody knows are passed')
  t.strictSame(prekeysNamedBy(hex(`${HEAD} 08808080808001 3802`)), [{ kind: 'kyber', id: 2 }], 'no id has more than 32 bits')
})

t.test('what two readers could read differently names nothing', async (t) => {
  for (const bytes of ['', '44', `${HEAD} 0807 0808`, `${HEAD} 0a0107`, `${HEAD} 08`, `${HEAD} 0bffff`, `${HEAD} 08ffffffffffffffffffffff01`]) t.strictSame(prekeysNamedBy(hex(bytes)), [], bytes)
})

t.test('no bytes make it fail', async () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => prekeysNamedBy(bytes).length <= 2))
})
