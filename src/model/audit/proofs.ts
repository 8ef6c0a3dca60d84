// SPDX-License-Identifier: Apache-2.0
import { leafHash, nodeHash, sameHash, treeRoot } from './merkle.ts'
import type { Hash } from './merkle.ts'

/** Nodes that lead from leaf `index` to the root over all of `leaves` (RFC 9162 section 2.1.3.1). Throws a `RangeError` where there is no such leaf. */
export const inclusionProof = (leaves: readonly Hash[], index: number): readonly Hash[] => {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError('no such leaf')
  if (leaves.length === 1) return []
  const half = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)]
  return index < half ? [...inclusionProof(left, index), treeRoot(right)] : [...inclusionProof(right, index - half), treeRoot(left)]
}

/** Nodes that show that the tree over the first `from` of `leaves` became the tree over all (RFC 9162 section 2.1.4.1). Throws a `RangeError` for a size that it never had. */
export const consistencyProof = (leaves: readonly Hash[], from: number): readonly Hash[] => {
  if (!(from >= 0 && from <= leaves.length)) throw new RangeError('no such size')
  return from === 0 || from === leaves.length ? [] : subproof(leaves, from, true)
}

const subproof = (leaves: readonly Hash[], from: number, isKnown: boolean): readonly Hash[] => {
  if (from === leaves.length) return isKnown ? [] : [treeRoot(leaves)]
  const half = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)]
  return from <= half ? [...subproof(left, from, isKnown), treeRoot(right)] : [...subproof(right, from - half, false), treeRoot(left)]
}

/** Whether `proof` leads from the leaf `entry` at `index` to the root of a tree of `size` leaves (RFC 9162 section 2.1.3.2). */
export const isIncluded = (of: { readonly leaf: Uint8Array; readonly index: number; readonly size: number; readonly root: Hash }, proof: readonly Hash[]): boolean => {
  if (!(of.index >= 0 && of.index < of.size)) return false
  let [at, last, hash] = [of.index, of.size - 1, leafHash(of.leaf)]
  for (const node of proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(node, hash)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      hash = nodeHash(hash, node)
    }
    [at, last] = [half(at), half(last)]
  }
  return last === 0 && sameHash(hash, of.root)
}

/** A tree as a checkpoint names it. */
export interface TreeHead { readonly size: number; readonly root: Hash }

/** Whether `proof` shows that the tree `to` begins with the tree `from` (RFC 9162 section 2.1.4.2). */
export const isConsistent = (from: TreeHead, to: TreeHead, proof: readonly Hash[]): boolean => {
  if (from.size > to.size) return false
  if (from.size === to.size) return proof.length === 0 && sameHash(from.root, to.root)
  // Every tree begins with the empty one.
  if (from.size === 0) return proof.length === 0 && sameHash(from.root, treeRoot([]))
  const [first, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof
  if (first === undefined || proof.length === 0) return false
  let [at, last] = [from.size - 1, to.size - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  let [older, newer] = [first, first]
  for (const node of rest) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      [older, newer] = [nodeHash(node, older), nodeHash(node, newer)]
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      newer = nodeHash(newer, node)
    }
    [at, last] = [half(at), half(last)]
  }
  return last === 0 && sameHash(older, from.root) && sameHash(newer, to.root)
}

/** The largest power of two below `size`, which is above 1. */
const splitOf = (size: number): number => {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

const isOdd = (number: number): boolean => number % 2 === 1
const half = (number: number): number => Math.floor(number / 2)
const isPowerOfTwo = (number: number): boolean => {
  let rest = number
  while (rest % 2 === 0) rest /= 2
  return rest === 1
}
