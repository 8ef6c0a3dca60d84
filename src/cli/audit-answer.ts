// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import Type from 'typebox'
import type { Static } from 'typebox'
import { exportCheckpoints, exportHead, exportLine } from '../model/audit/export.ts'
import { parseNoteKey } from '../model/audit/note.ts'
import type { NoteKey } from '../model/audit/note.ts'
import { GatewayError } from '../model/errors.ts'
import type { AdminClient } from './admin-client.ts'
import { pathFrom } from './context.ts'
import type { Context } from './context.ts'

/** `GET /v1/audit`. */
export const AuditState = Type.Object({ size: Type.Integer(), signed: Type.Integer(), key: Type.String() })
/** `GET /v1/audit/entries`. */
export const AuditEntries = Type.Object({ entries: Type.Array(Type.Object({ entry: Type.Integer(), hash: Type.String(), leaf: Type.String() })) })
const Checkpoints = Type.Object({ checkpoints: Type.Array(Type.Object({ size: Type.Integer(), note: Type.String() })) })

/** As much as the admin API gives at once. */
const PAGE = 500
/** Another node may be the one that signs; it looks each second. */
const SIGNED_TRIES = 12
const BETWEEN_TRIES_MS = 250
/** What a program can hold as one text: a million entries. */
const MAX_TEXT_BYTES = 400 * 1024 * 1024

/** The whole log of the daemon as an export; waits a little for the newest entries to be `signed`. */
export const fetchExport = async (client: AdminClient): Promise<{ readonly text: string; readonly size: number; readonly signed: number; readonly key: string }> => {
  const { size, signed, key } = await signedState(client)
  const parts = [exportHead(requireNoteKey(key))]
  for (let from = 0; from < size;) {
    const { entries } = await client.get(`/v1/audit/entries?from=${String(from)}&limit=${String(Math.min(PAGE, size - from))}`, AuditEntries)
    // An entry that is missing is left out, for the verifier to say so.
    parts.push(...entries.filter(({ entry }) => entry < size).map(({ entry, hash, leaf }) => exportLine({ entry, hash: Buffer.from(hash, 'base64'), leaf: Buffer.from(leaf) })))
    from = (entries.at(-1)?.entry ?? size) + 1
  }
  const notes: string[] = []
  for (let above = 0; ;) {
    const { checkpoints } = await client.get(`/v1/audit/checkpoints?from=${String(above)}&limit=${String(PAGE)}`, Checkpoints)
    notes.push(...checkpoints.filter((one) => one.size <= size).map(({ note }) => note))
    above = checkpoints.at(-1)?.size ?? size
    if (checkpoints.length < PAGE) return { text: parts.join('') + exportCheckpoints(notes), size, signed, key }
  }
}

const signedState = async (client: AdminClient): Promise<Static<typeof AuditState>> => {
  for (let tries = 1; ; tries += 1) {
    const state = await client.get('/v1/audit', AuditState)
    if (state.signed >= state.size || tries === SIGNED_TRIES) return state
    await pause(BETWEEN_TRIES_MS)
  }
}

/** A key from its text; throws `CONFIG_INVALID`. */
export const requireNoteKey = (text: string): NoteKey => {
  const key = parseNoteKey(text)
  if (key === undefined) throw new GatewayError('CONFIG_INVALID', 'this is no key of a log; one looks like NAME+8 hex digits+base64, and "drawbridge audit export --json" shows it')
  return key
}

/** A text file of the audit log; throws `CONFIG_INVALID` naming it. */
export const readAuditFile = (context: Context, file: string): string => {
  const path = pathFrom(context, file)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isFile()) throw new GatewayError('CONFIG_INVALID', `${path}: there is no such file`)
  if (stats.size > MAX_TEXT_BYTES) throw new GatewayError('CONFIG_INVALID', `${path}: is larger than ${String(MAX_TEXT_BYTES)} bytes`)
  return readFileSync(path, 'utf8')
}
