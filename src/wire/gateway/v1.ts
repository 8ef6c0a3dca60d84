// SPDX-License-Identifier: Apache-2.0
import { drawbridge } from '../generated/gateway.js'

/** The generated codec of `drawbridge.gateway.v1`. */
export const v1 = drawbridge.gateway.v1

type Messages = typeof v1
type MessageName = { [Name in keyof Messages]: Messages[Name] extends abstract new (...args: never) => unknown ? Name : never }[keyof Messages]

/** A message of the contract as the codec takes and gives it: plain properties, any of which may be absent. */
export type Wire<Name extends MessageName> = NonNullable<ConstructorParameters<Messages[Name]>[0]>
/** A submessage, which is absent more often than not. */
export type MaybeWire<Name extends MessageName> = Wire<Name> | null | undefined
