// SPDX-License-Identifier: AGPL-3.0-only
// Promise: content and its key message as an honest end makes them, and each of them changed in one way.
import { createPublicKey, randomBytes } from 'node:crypto'
import type { CoreDirection, CoreFacts } from '../../src/model/core-messages.ts'
import type { EndKeys } from './channel-ends.ts'
import { forgeAgreed, forgeDirect, forgeJws } from './forge.ts'

type Members = Readonly<Record<string, unknown>>
/** Changes a header before it is sealed or signed. */
type Change = (header: Members) => Members | string

/** What may be changed. */
export interface Changes {
  readonly message?: Change
  readonly signed?: Change
  readonly agreed?: Change
  readonly key?: Uint8Array
  /** Who signs the key message. */
  readonly signer?: EndKeys
  /** To whom the key message is encrypted. */
  readonly recipient?: EndKeys
  /** Changes the key message after it was made. */
  readonly keyMessage?: (text: string) => string
  /** Changes the content after it was made. */
  readonly content?: (text: string) => string
}

/** Content of `sender` for `receiver` at `now` (ms). */
export const forgeContent = (
  { direction, sender, receiver, facts, now }: { readonly direction: CoreDirection; readonly sender: EndKeys; readonly receiver: EndKeys; readonly facts: CoreFacts; readonly now: number },
  json: unknown, { message = same, signed = same, agreed = same, key = randomBytes(32), signer = sender, recipient = receiver, keyMessage = asIs, content = asIs }: Changes = {},
): { readonly content: string; readonly epochKey: string } => {
  const epoch = randomBytes(16).toString('base64url')
  const nbf = Math.floor(now / 1_000)
  const jws = forgeJws(signed({
    alg: 'EdDSA', typ: 'drawbridge-epoch+jws', kid: sender.signing.jwk.kid, aud: receiver.agreement.jwk.kid, dir: direction, epoch, nbf, exp: nbf + 86_400,
  }), key, signer.signing.key)
  const epochKey = forgeAgreed(
    (epk) => agreed({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'drawbridge-epoch+jwe', kid: receiver.agreement.jwk.kid, epk }), createPublicKey(recipient.agreement.key), Buffer.from(jws),
  )
  const { messageId: mid, submissionId: sid, from, to, provider: prv, custody: cst, number: num } = facts
  const head = message({ alg: 'dir', enc: 'A256GCM', typ: 'drawbridge-content+jwe', kid: epoch, dir: direction, mid, sid, from, to, prv, cst, num })
  return { content: content(forgeDirect(head, key.length === 32 ? key : randomBytes(32), Buffer.from(JSON.stringify(json)))), epochKey: keyMessage(epochKey) }
}

const same = (header: Members): Members => header
const asIs = (text: string): string => text

/** A change of one member. */
const put = (name: string, value: unknown): Change => (header) => ({ ...header, [name]: value })
/** A header without one member. */
const drop = (name: string): Change => (header) => Object.fromEntries(Object.entries(header).filter(([key]) => key !== name))
/** One segment of a compact text, changed. */
const segment = (at: number, change: (text: string) => string) => (text: string): string =>
  text.split('.').map((part, index) => (index === at ? change(part) : part)).join('.')
/** One bit of the bytes of a segment, flipped. */
export const flipBit = (at: number, bit: number) => segment(at, (part) => {
  const bytes = Buffer.from(part, 'base64url')
  const byte = Math.floor(bit / 8) % Math.max(bytes.length, 1)
  if (bytes.length > 0) bytes[byte] = bytes.readUInt8(byte) ^ (1 << bit % 8)
  return bytes.toString('base64url')
})
/** The same bytes, spelled with a bit that belongs to none of them. */
const misspell = (part: string): string => {
  const alphabet = Array.from({ length: 64 }, (_, value) => Buffer.from([value << 2]).toString('base64url').charAt(0))
  const twin = alphabet.find((letter) => letter !== part.at(-1) && Buffer.compare(Buffer.from(part.slice(0, -1) + letter, 'base64url'), Buffer.from(part, 'base64url')) === 0)
  return twin === undefined ? `${part}=` : part.slice(0, -1) + twin
}

const NOBODY = randomBytes(16).toString('base64url')
const spaced: Change = (header) => JSON.stringify(header).replace(':', ': ')
const twice = (name: string): Change => (header) => JSON.stringify(header).replace('{', `{"${name}":"x",`)
const each = (target: 'message' | 'signed' | 'agreed', names: readonly string[]): [string, Changes][] => [
  ...names.flatMap((name): [string, Changes][] => [
    [`${target} without ${name}`, { [target]: drop(name) }], [`${target} with a number as ${name}`, { [target]: put(name, -1) }],
    [`${target} with another ${name}`, { [target]: put(name, 'x') }], [`${target} with nothing as ${name}`, { [target]: put(name, null) }],
    [`${target} with ${name} twice`, { [target]: twice(name) }],
  ]),
  ...([['crit', ['exp']], ['zip', 'DEF'], ['b64', false], ['jwk', {}], ['jku', 'https://x.example'], ['x5c', []], ['p2c', 1], ['apu', 'AA'], ['cty', 'JWT'], ['__proto__', {}]] satisfies [string, unknown][])
    .map(([name, value]): [string, Changes] => [`${target} with ${name}`, { [target]: put(name, value) }]),
  [`${target} with white space`, { [target]: spaced }],
  [`${target} with a list for a header`, { [target]: () => '[]' }], [`${target} with no JSON`, { [target]: () => '{' }], [`${target} with a mark of order`, { [target]: (header: Members) => `\ufeff${JSON.stringify(header)}` }],
]

/** Everything that is wrong in one way, by name. `other` is an end that neither of the two knows. */
export const wrongOnes = (sender: EndKeys, receiver: EndKeys, other: EndKeys, now: number): readonly (readonly [string, Changes])[] => {
  const seconds = Math.floor(now / 1_000)
  return [
    ...each('message', ['alg', 'enc', 'typ', 'kid', 'dir', 'mid', 'sid', 'from', 'to', 'prv', 'cst', 'num']),
    ...each('signed', ['alg', 'typ', 'kid', 'aud', 'dir', 'epoch', 'nbf', 'exp']),
    ...each('agreed', ['alg', 'enc', 'typ', 'kid', 'epk']),
    ['another algorithm that ends with the same key', { message: put('alg', 'A256GCMKW') }], ['a shorter cipher', { message: put('enc', 'A128GCM') }],
    ['the other direction', { message: (header) => ({ ...header, dir: header['dir'] === 'to-core' ? 'from-core' : 'to-core' }) }],
    ['an epoch of the other direction', { signed: (header) => ({ ...header, dir: header['dir'] === 'to-core' ? 'from-core' : 'to-core' }) }],
    ['both of the other direction', { message: turned, signed: turned }],
    ['an epoch that the key message does not know', { message: put('kid', NOBODY) }],
    ['number 0', { message: put('num', 0) }], ['half a number', { message: put('num', 1.5) }], ['a number as text', { message: put('num', '1') }], ['too large a number', { message: (header) => JSON.stringify(header).replace('"num":1', '"num":9007199254740993') }],
    ['a custody that there is not', { message: put('cst', 'NONE') }], ['a user id in capitals', { message: (header) => ({ ...header, from: String(header['from']).toUpperCase() }) }],
    ['an epoch that begins tomorrow', { signed: (header) => ({ ...header, nbf: seconds + 3_600, exp: seconds + 7_200 }) }],
    ['an epoch that was over long ago', { signed: (header) => ({ ...header, nbf: seconds - 60 * 86_400, exp: seconds - 59 * 86_400 }) }],
    ['an epoch of two days', { signed: put('exp', seconds + 2 * 86_400) }], ['an epoch that ends before it begins', { signed: put('exp', seconds - 1) }],
    ['a key of 16 bytes', { key: randomBytes(16) }], ['a key of 64 bytes', { key: randomBytes(64) }], ['no key', { key: new Uint8Array(0) }],
    ['signed by somebody else', { signer: other }], ['signed by somebody else who says so', { signer: other, signed: put('kid', other.signing.jwk.kid) }],
    ['signed by the receiver itself', { signer: receiver, signed: put('kid', receiver.signing.jwk.kid) }],
    ['encrypted to somebody else', { recipient: other }], ['encrypted to somebody else and says so', { recipient: other, agreed: put('kid', other.agreement.jwk.kid) }],
    ['passed on from somebody else', { signed: put('aud', other.agreement.jwk.kid) }], ['encrypted to the sender itself', { recipient: sender, agreed: put('kid', sender.agreement.jwk.kid) }],
    ['an ephemeral key of zeros', { agreed: (header) => ({ ...header, epk: { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32).toString('base64url') } }) }],
    ['an ephemeral key of order 8', { agreed: (header) => ({ ...header, epk: { kty: 'OKP', crv: 'X25519', x: Buffer.from('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', 'hex').toString('base64url') } }) }],
    ['an ephemeral key of another curve', { agreed: (header) => ({ ...header, epk: { kty: 'OKP', crv: 'Ed25519', x: sender.signing.jwk.x } }) }],
    ['an ephemeral key with a private part', { agreed: (header) => ({ ...header, epk: { ...header['epk'] as Members, d: sender.agreement.jwk.d } }) }],
    ['a short ephemeral key', { agreed: (header) => ({ ...header, epk: { kty: 'OKP', crv: 'X25519', x: 'AAAA' } }) }],
    ...(['content', 'keyMessage'] as const).flatMap((target): [string, Changes][] => [
      ...[0, 2, 3, 4].flatMap((at): [string, Changes][] => [
        [`${target} with segment ${at} misspelt`, { [target]: segment(at, misspell) }], [`${target} with segment ${at} padded`, { [target]: segment(at, (part) => `${part}=`) }],
        [`${target} with a blank in segment ${at}`, { [target]: segment(at, (part) => `${part} `) }], [`${target} without segment ${at}`, { [target]: segment(at, () => '') }],
        [`${target} with segment ${at} longer`, { [target]: segment(at, (part) => `${part}AAAA`) }], [`${target} with segment ${at} shorter`, { [target]: segment(at, (part) => part.slice(0, -4)) }],
      ]),
      [`${target} with an encrypted key`, { [target]: segment(1, () => 'AAAA') }], [`${target} with four segments`, { [target]: (text: string) => text.slice(0, text.lastIndexOf('.')) }],
      [`${target} with six segments`, { [target]: (text: string) => `${text}.` }], [`${target} too long`, { [target]: (text: string) => text + 'A'.repeat(120_000) }], [`${target} of nothing`, { [target]: () => '' }],
      [`${target} as JSON`, { [target]: (text: string) => JSON.stringify({ ciphertext: text }) }],
    ]),
  ]
}

const turned: Change = (header) => ({ ...header, dir: header['dir'] === 'to-core' ? 'from-core' : 'to-core' })
