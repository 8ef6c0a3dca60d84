// SPDX-License-Identifier: AGPL-3.0-only
import { unavailable } from '../../committer.ts'
import { statement } from '../statement.ts'
import { CHANNEL } from './membership.ts'
import type { Membership } from './membership.ts'
import { encodeNote } from './notes.ts'
import type { Note } from './notes.ts'

/** Notes that may wait for the one before; at most 14 MB, and further than that they come too late to be of use. */
const MAX_WAITING_NOTES = 2_000

/**
 * Sends notes and names the other nodes. A node that joins is listed only once it listens, so each that is listed hears them.
 * Nothing is written, so nobody waits for a disk here.
 */
const SEND = statement<{ readonly others: readonly string[] }>(`
  SELECT ARRAY(SELECT "node"::text FROM "nodes" WHERE "node" <> $2) AS others, set_config('synchronous_commit', 'off', true),
    (SELECT count(pg_notify('${CHANNEL}', note)) FROM unnest($1::text[]) AS note)`)

/** What a transaction of a node says that changes what decisions rest on: others hear it if and only if it is committed. */
export const sayChanged = (node: string): string => `SELECT pg_notify('${CHANNEL}', '${encodeNote({ note: 'changed', from: node })}')`

interface Letter {
  readonly text: string
  readonly sent: (others: readonly string[]) => void
  readonly failed: (error: Error) => void
}

/** The notes of one place that are on their way out, in their order. */
export interface Outbox {
  /** Sends a note; best effort. */
  post(note: Note): void
  /** The same; resolves with all other nodes that live, each of which hears it. Rejects with `UNAVAILABLE`. */
  send(note: Note): Promise<readonly string[]>
}

/** An outbox over a place's connection: what is written while one statement runs goes together with the next. */
export const createOutbox = (member: Pick<Membership, 'node' | 'session' | 'end'>): Outbox => {
  let letters: Letter[] = []
  let isRunning = false

  const send = (note: Note): Promise<readonly string[]> => new Promise((resolve, reject) => {
    if (letters.length >= MAX_WAITING_NOTES) return reject(unavailable('too many notes wait for the other nodes'))
    letters.push({ text: encodeNote({ ...note, from: member.node }), sent: resolve, failed: reject })
    if (isRunning) return
    isRunning = true
    setImmediate(() => void run())
  })

  const run = async (): Promise<void> => {
    while (letters.length > 0) {
      const now = letters
      letters = []
      try {
        const found = await member.session.one(SEND, [now.map(({ text }) => text), member.node])
        for (const { sent } of now) sent(found?.others ?? [])
      } catch {
        for (const { failed } of now) failed(unavailable('the other nodes cannot be reached'))
        member.end()
      }
    }
    isRunning = false
  }

  return { post: (note) => { send(note).catch(() => undefined) }, send }
}
