// SPDX-License-Identifier: AGPL-3.0-only
// XEdDSA, from https://signal.org/docs/specifications/xeddsa/: signatures by keys that were made for X25519.
// Big integers take longer for some scalars than for others, so a signature here tells its key to whoever can measure: for tests alone.
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import type { Bytes } from '../../src/model/signal-crypto.ts'
import { join } from './bytes.ts'
import { isCurveKey, PRIME, toBytes, toNumber } from './curve.ts'

/** Bytes of a signature. */
const SIGNATURE_BYTES = 64
/** Order of the base point. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
const BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202n
const BASE_Y = 46316835694926478169428394003475163141307993866256225615783033603165251855960n
const SIGN_BIT = 0x80
/** `hash1` of the specification: 2^256 - 2, which no hash of the scheme begins with. */
const HASH_1 = toBytes(2n ** 256n - 2n)

/** Signs a message: section 3, `xeddsa_sign`. 64 bytes. */
export const signBytes = (privateKey: Uint8Array, message: Uint8Array): Bytes => {
  const { scalar, publicKey } = edwardsPair(privateKey)
  const r = hashToScalar(HASH_1, toBytes(scalar), message, randomBytes(64))
  const nonce = encode(multiplyBase(r))
  const h = hashToScalar(nonce, publicKey, message)
  return join([nonce, toBytes(mod(r + h * scalar, ORDER))])
}

/**
 * Whether a signature holds; false for anything that is none. An Edwards point's sign is 0 in the specification; Signal's own apps keep it in the signature's top bit instead, so both
 * are read.
 */
export const holdsBytes = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (signature.length !== SIGNATURE_BYTES || !isCurveKey(key)) return false
  const [point, plain] = [toBytes(edwardsY(key)), new Uint8Array(signature)]
  const sign = (plain[SIGNATURE_BYTES - 1] ?? 0) & SIGN_BIT
  plain[SIGNATURE_BYTES - 1] = (plain[SIGNATURE_BYTES - 1] ?? 0) ^ sign
  point[31] = (point[31] ?? 0) | sign
  return verify(null, message, createPublicKey({ key: point, format: 'raw-public', asymmetricKeyType: 'ed25519' }), plain)
}

/** Section 2.3, `calculate_key_pair`: the scalar whose point has the sign 0. */
const edwardsPair = (privateKey: Uint8Array): { readonly scalar: bigint; readonly publicKey: Bytes } => {
  const clamped = new Uint8Array(privateKey)
  clamped[0] = (clamped[0] ?? 0) & 0xf8
  clamped[31] = ((clamped[31] ?? 0) & 0x7f) | 0x40
  const scalar = toNumber(clamped)
  const publicKey = encode(multiplyBase(scalar))
  const sign = (publicKey[31] ?? 0) & SIGN_BIT
  publicKey[31] = (publicKey[31] ?? 0) ^ sign
  return { scalar: mod(sign === 0 ? scalar : -scalar, ORDER), publicKey }
}

/** Section 2.3, `u_to_y`. */
const edwardsY = (key: Uint8Array): bigint => {
  const u = toNumber(key.subarray(1))
  return mod((u - 1n) * invert(u + 1n), PRIME)
}

const hashToScalar = (...parts: readonly Uint8Array[]): bigint => mod(toNumber(createHash('sha512').update(join(parts)).digest()), ORDER)

/** A point in extended coordinates (RFC 8032 section 5.1.4). */
interface Point { readonly x: bigint; readonly y: bigint; readonly z: bigint; readonly t: bigint }

const BASE: Point = { x: BASE_X, y: BASE_Y, z: 1n, t: mod(BASE_X * BASE_Y, PRIME) }

const add = (p: Point, q: Point): Point => {
  const a = mod((p.y - p.x) * (q.y - q.x), PRIME)
  const b = mod((p.y + p.x) * (q.y + q.x), PRIME)
  const c = mod(2n * p.t * q.t * D, PRIME)
  const d = mod(2n * p.z * q.z, PRIME)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return { x: mod(e * f, PRIME), y: mod(g * h, PRIME), z: mod(f * g, PRIME), t: mod(e * h, PRIME) }
}

const multiplyBase = (scalar: bigint): Point => {
  let [sum, power]: [Point, Point] = [{ x: 0n, y: 1n, z: 1n, t: 0n }, BASE]
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, power)
    power = add(power, power)
  }
  return sum
}

const encode = ({ x, y, z }: Point): Bytes => {
  const inverse = invert(z)
  const bytes = toBytes(mod(y * inverse, PRIME))
  if (mod(x * inverse, PRIME) & 1n) bytes[31] = (bytes[31] ?? 0) | SIGN_BIT
  return bytes
}

/** Fermat's little theorem. */
const invert = (value: bigint): bigint => {
  let [result, power] = [1n, mod(value, PRIME)]
  for (let rest = PRIME - 2n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * power, PRIME)
    power = mod(power * power, PRIME)
  }
  return result
}

function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus
  return rest < 0n ? rest + modulus : rest
}
