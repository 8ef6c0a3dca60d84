// SPDX-License-Identifier: AGPL-3.0-only
// Sees: whole calls and answers.
// Promises: each is a frame of at most `MAX_FRAME_BYTES`, decoded strictly: what is not exactly one call or answer is `Malformed`.
// Never: skips what it does not know.
import { ByteReader, ByteWriter, Malformed, OtherVersion } from './bytes.ts'
import type { Refused, VaultAnswers, VaultCall } from './calls.ts'
import { bytes, flag, oneOf, optional, record } from './fields.ts'
import type { Field } from './fields.ts'
import { answerForms, callForms, CALLS, REFUSALS } from './forms.ts'

/** Bytes of a frame without its length: a conversation with ten devices whose session records are all at their cap of 512 KiB, and a mebibyte. */
export const MAX_FRAME_BYTES = 6 * 1024 * 1024
/** Version, id and kind. */
const MIN_FRAME_BYTES = 6
/** Changes with any form, so that two versions of the program never misread each other. */
const PIPE_VERSION = 2
const LENGTH_BYTES = 4

const refusedForm = record<Refused>({ refused: oneOf(REFUSALS), retry: optional(bytes) })

/** One call with the number that its answer will carry. */
export interface NumberedCall { readonly id: number; readonly call: VaultCall }

type Answer = VaultAnswers[keyof VaultAnswers]

/** What became of a call. */
export type Outcome =
  | { readonly [Name in keyof VaultAnswers]: { readonly call: Name; readonly answer: VaultAnswers[Name] } }[keyof VaultAnswers]
  | Refused

/** A frame with its length before it. Throws `Malformed` for a call that has no form. */
export const encodeCall = (id: number, call: VaultCall): Uint8Array => frame((to) => {
  to.u32(id)
  to.u8(CALLS.indexOf(call.call))
  // The name picks the form that belongs to it; the compiler sees only that both are unions.
  const form = callForms[call.call] as Field<VaultCall>
  form.write(to, call)
})

/** As {@link encodeCall}, of what became of it. */
export const encodeOutcome = (id: number, outcome: Outcome): Uint8Array => frame((to) => {
  to.u32(id)
  const isRefused = 'refused' in outcome
  flag.write(to, isRefused)
  if (isRefused) {
    refusedForm.write(to, outcome)
    return
  }
  to.u8(CALLS.indexOf(outcome.call))
  const form = answerForms[outcome.call] as Field<Answer>
  form.write(to, outcome.answer)
})

/** The id of a frame, also where the rest of it is malformed. Throws `OtherVersion` where the other side speaks another version. */
export const idOf = (frameBytes: Uint8Array): number => versioned(frameBytes).u32()

/** The call in a frame (without its length). */
export const decodeCall = (frameBytes: Uint8Array): NumberedCall => {
  const from = versioned(frameBytes)
  const id = from.u32()
  const call: VaultCall = callForms[nameOf(from)].read(from)
  from.end()
  return { id, call }
}

/** What became of a call, from a frame (without its length). */
export const decodeOutcome = (frameBytes: Uint8Array): { readonly id: number; readonly outcome: Outcome } => {
  const from = versioned(frameBytes)
  const id = from.u32()
  const outcome = flag.read(from) ? refusedForm.read(from) : readAnswer(from)
  from.end()
  return { id, outcome }
}

/** Length before content. Throws where a frame is larger than the other side takes. */
const frame = (write: (to: ByteWriter) => void): Uint8Array => {
  const to = new ByteWriter()
  to.u32(0)
  to.u8(PIPE_VERSION)
  write(to)
  const whole = to.done()
  const length = whole.length - LENGTH_BYTES
  if (length > MAX_FRAME_BYTES) throw new Malformed('frame too large')
  new DataView(whole.buffer, whole.byteOffset).setUint32(0, length)
  return whole
}

const versioned = (bytes_: Uint8Array): ByteReader => {
  const from = new ByteReader(bytes_)
  if (from.u8() !== PIPE_VERSION) throw new OtherVersion()
  return from
}

const nameOf = (from: ByteReader): (typeof CALLS)[number] => {
  const name = CALLS[from.u8()]
  if (name === undefined) throw new Malformed('call')
  return name
}

const readAnswer = (from: ByteReader): Outcome => {
  const call = nameOf(from)
  return { call, answer: answerForms[call].read(from) } as Outcome
}

/**
 * Cuts a stream into frames (without their lengths). Ends when the stream does, wherever that is; throws `Malformed` for a
 * length that no frame has, after which nothing more can be read of the stream. Holds what came, never what is only claimed.
 */
export async function* framesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = []
  let heldBytes = 0
  let wanted = LENGTH_BYTES
  for await (const chunk of chunks) {
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes < wanted) continue
    let rest = joined(held, heldBytes)
    for (wanted = wantedOf(rest); rest.length >= wanted; wanted = wantedOf(rest)) {
      yield rest.subarray(LENGTH_BYTES, wanted)
      rest = rest.subarray(wanted)
    }
    held = [rest]
    heldBytes = rest.length
  }
}

/** Bytes of the first frame of these with its length; just over what is there if that is not known yet. */
const wantedOf = (bytes_: Uint8Array): number => {
  if (bytes_.length < LENGTH_BYTES) return LENGTH_BYTES
  const length = new DataView(bytes_.buffer, bytes_.byteOffset).getUint32(0)
  if (length < MIN_FRAME_BYTES || length > MAX_FRAME_BYTES) throw new Malformed('length')
  return LENGTH_BYTES + length
}

const joined = (parts: readonly Uint8Array[], count: number): Uint8Array => {
  const [first, ...others] = parts
  if (first !== undefined && others.length === 0) return first
  const whole = new Uint8Array(count)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
