// SPDX-License-Identifier: Apache-2.0
import { HASH_BYTES } from './merkle.ts'
import type { TreeHead } from './proofs.ts'

/** What a checkpoint says: that the log of this origin has this tree (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  readonly origin: string
}

const ORIGIN = 'drawbridge/audit/'
const SIZE = /^(?:0|[1-9][0-9]{0,15})$/

/** The origin of a gateway's log, which is the name of its checkpoint key too; `gatewayId` is the id of the gateway's link key. */
export const originOf = (gatewayId: string): string => `${ORIGIN}${gatewayId}`

/** The text that is signed: origin, size, root, each on its line. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${String(size)}\n${Buffer.from(root).toString('base64')}\n`

/** The checkpoint in a note's text; undefined where there is none. Lines that extend it are looked past. */
export const parseCheckpoint = (text: string): Checkpoint | undefined => {
  const [origin = '', size = '', encoded = ''] = text.split('\n')
  const root = Buffer.from(encoded, 'base64')
  if (origin === '' || !SIZE.test(size) || !Number.isSafeInteger(Number(size)) || root.length !== HASH_BYTES || root.toString('base64') !== encoded) return undefined
  return { origin, size: Number(size), root }
}
