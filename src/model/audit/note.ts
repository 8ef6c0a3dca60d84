// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey, verify } from 'node:crypto'

/** A key that notes are verified with (C2SP signed-note, "Verifier keys"), Ed25519. */
export interface NoteKey {
  readonly name: string
  /** 32 raw bytes. */
  readonly publicKey: Uint8Array
}

/** A signed note, taken apart. */
export interface Note {
  /** What is signed, with its last newline. */
  readonly text: string
  readonly signatures: readonly { readonly name: string; readonly keyHash: Uint8Array; readonly signature: Uint8Array }[]
}

/** The type of an Ed25519 signature (C2SP signed-note, "Signature types"). */
const ED25519 = 1
const KEY_BYTES = 32
const HASH_BYTES = 4
const SIGNATURE_BYTES = 64
const NAME = /^[^\s+\p{White_Space}]{1,256}$/u
const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/
const SIGNATURE = /^— ([^ +]+) ([A-Za-z0-9+/]+={0,2})$/
const SIGNATURE_LINE = /^— .*\n/gm
/** Of every Ed25519 public key in DER (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** The first four bytes of the hash over a key and its name, by which a signature names its key. */
export const keyHashOf = ({ name, publicKey }: NoteKey): Uint8Array =>
  createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ED25519)).update(publicKey).digest().subarray(0, HASH_BYTES)

/** A key as text: `name+hash+key`. */
export const formatNoteKey = (key: NoteKey): string =>
  `${key.name}+${Buffer.from(keyHashOf(key)).toString('hex')}+${Buffer.concat([Uint8Array.of(ED25519), key.publicKey]).toString('base64')}`

/** A key from its text; undefined for anything but an Ed25519 key whose hash fits. */
export const parseNoteKey = (text: string): NoteKey | undefined => {
  const [, name = '', , encoded = ''] = VERIFIER_KEY.exec(text) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  const key = { name, publicKey: Uint8Array.from(bytes.subarray(1)) }
  return NAME.test(name) && bytes.length === KEY_BYTES + 1 && bytes[0] === ED25519 && formatNoteKey(key) === text ? key : undefined
}

/** The note over `text`, which ends with a newline, with one signature (64 bytes). */
export const formatNote = (text: string, key: NoteKey, signature: Uint8Array): string =>
  `${text}\n— ${key.name} ${Buffer.concat([keyHashOf(key), signature]).toString('base64')}\n`

/** All notes of a text, one after the other, with or without empty lines between them; undefined where something else is in it. */
export const parseNotes = (text: string): readonly Note[] | undefined => {
  const notes: Note[] = []
  const lines = text.split('\n')
  let at = 0
  const take = (fits: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && fits(lines[at] ?? '')) at += 1
    return lines.slice(from, at)
  }
  for (;;) {
    take((line) => line === '')
    if (at === lines.length) return notes
    const body = take((line) => line !== '')
    take((line) => line === '')
    const signatures = take((line) => line.startsWith('— ')).map(parseSignature)
    if (signatures.length === 0 || !signatures.every((one) => one !== undefined)) return undefined
    notes.push({ text: `${body.join('\n')}\n`, signatures })
  }
}

/** A file of notes as whoever appended to it left it: the whole ones, and the beginning of one that was cut short, empty where none was. */
export const splitNoteFile = (text: string): { readonly whole: string; readonly cut: string } => {
  const end = [...text.matchAll(SIGNATURE_LINE)].reduce((_, { index, 0: line }) => index + line.length, 0)
  const cut = text.slice(end).replace(/^\n+/, '')
  return end === 0 || cut === '' ? { whole: text, cut: '' } : { whole: text.slice(0, end), cut }
}

const parseSignature = (line: string): Note['signatures'][number] | undefined => {
  const [, name, encoded = ''] = SIGNATURE.exec(line) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (name === undefined || bytes.length <= HASH_BYTES || bytes.toString('base64') !== encoded) return undefined
  return { name, keyHash: bytes.subarray(0, HASH_BYTES), signature: bytes.subarray(HASH_BYTES) }
}

/** Whether this key signed the note. Signatures of other keys are looked past; one that names this key and does not hold spoils the note. */
export const isSignedBy = ({ text, signatures }: Note, key: NoteKey): boolean => {
  const hash = Buffer.from(keyHashOf(key))
  const own = signatures.filter(({ name, keyHash }) => name === key.name && hash.equals(keyHash))
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, key.publicKey]), format: 'der', type: 'spki' })
  return own.length > 0 && own.every(({ signature }) => signature.length === SIGNATURE_BYTES && verify(null, Buffer.from(text), publicKey, signature))
}
