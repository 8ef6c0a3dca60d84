// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

/** Bytes of a hash. */
export const HASH_BYTES = 32

/** A 32-byte SHA-256. */
export type Hash = Uint8Array

/** The roots of the complete subtrees that a tree is made of, the largest first: one for each bit of its size. */
export type Frontier = readonly Hash[]

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** Hash of a leaf (RFC 9162 section 2.1.1). */
export const leafHash = (leaf: Uint8Array): Hash => sha256(LEAF, leaf)

/** Hash of a node over two others (RFC 9162 section 2.1.1). */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right)

/** The frontier of a tree of `size` leaves with one leaf more: at most one node for each bit of the size is made. */
export const grow = (frontier: Frontier, size: number, leaf: Hash): Frontier => {
  let [node, rest] = [leaf, size]
  const peaks = [...frontier]
  // A subtree is complete for each one that the size ends with, in binary.
  while (rest % 2 === 1) {
    node = nodeHash(peaks.pop() ?? missing(), node)
    rest = Math.floor(rest / 2)
  }
  return [...peaks, node]
}

/** The root of the tree that has this frontier; of an empty one the hash of nothing. */
export const rootOf = (frontier: Frontier): Hash => {
  const [last, ...others] = frontier.toReversed()
  return last === undefined ? sha256() : others.reduce((root, peak) => nodeHash(peak, root), last)
}

/** The frontier of the tree over these leaf hashes. */
export const frontierOf = (leaves: readonly Hash[]): Frontier =>
  leaves.reduce<Frontier>((frontier, leaf, size) => grow(frontier, size, leaf), [])

/** The root of the tree over these leaf hashes. */
export const treeRoot = (leaves: readonly Hash[]): Hash => rootOf(frontierOf(leaves))

/** How many subtrees a tree of this size is made of. */
export const peaksOf = (size: number): number => {
  let count = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}

/** Whether two hashes are the same. */
export const sameHash = (a: Hash, b: Hash): boolean => Buffer.compare(a, b) === 0

const sha256 = (...parts: readonly Uint8Array[]): Hash => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const missing = (): never => { throw new RangeError('the frontier does not fit the size') }
