// SPDX-License-Identifier: AGPL-3.0-only
// The baseline's own protocol: the fields of the gateway's messages that a relay without checks still needs, in protobuf.
import protobuf from 'protobufjs'

/** A message on its way in. */
export interface Submit {
  readonly id: number
  readonly submission: Uint8Array
  readonly sender: Uint8Array
  readonly recipient: Uint8Array
  readonly envelope: Uint8Array
}

/** A message on its way out. */
export interface Deliver {
  readonly sequence: number
  readonly submission: Uint8Array
  readonly sender: Uint8Array
  readonly recipient: Uint8Array
  readonly place: number
  readonly envelope: Uint8Array
}

/** One frame: exactly one of these. `hello` says whose link it is, and `ready` that it carries the user's pushes from now on. */
export interface Frame {
  readonly hello?: { readonly user: Uint8Array }
  readonly ready?: object
  readonly submit?: Submit
  readonly accepted?: { readonly id: number; readonly place: number }
  readonly deliver?: Deliver
  readonly ack?: { readonly upTo: number }
}

const { root } = protobuf.parse(`syntax = "proto3";
  message Hello { bytes user = 1; }
  message Submit { uint32 id = 1; bytes submission = 2; bytes sender = 3; bytes recipient = 4; bytes envelope = 5; }
  message Accepted { uint32 id = 1; uint32 place = 2; }
  message Deliver { uint32 sequence = 1; bytes submission = 2; bytes sender = 3; bytes recipient = 4; uint32 place = 5; bytes envelope = 6; }
  message Ack { uint32 up_to = 1; }
  message Ready {}
  message Frame { oneof body { Hello hello = 1; Submit submit = 2; Accepted accepted = 3; Deliver deliver = 4; Ack ack = 5; Ready ready = 6; } }`)
const type = root.lookupType('Frame')

/** Serialised frame. */
export const encodeFrame = (frame: Frame): Uint8Array => type.encode(type.fromObject(frame)).finish()

/** Throws what protobufjs throws. */
export const decodeFrame = (bytes: Uint8Array): Frame => type.decode(bytes) as unknown as Frame
