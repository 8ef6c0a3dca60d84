// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a core must not forget, in a file that only grows; a line is there before anything is done about it.
import { closeSync, existsSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import type { LastTaken } from '../../src/agent/channel/numbers.ts'
import type { PartyId, SubmissionId, UserId } from '../../src/model/ids.ts'
import type { CoreSecretFile, VaultKeysFile } from '../../src/model/vault-files.ts'

/** A core's user and somebody at the provider, who know each other. */
export interface Conversation { readonly ref: string; readonly user: UserId; readonly peer: UserId }

/** What a core's server is started with. */
export interface CoreConfig {
  /** Of the gateway's listener for the core. */
  readonly origin: string
  readonly credential: string
  readonly own: CoreSecretFile
  readonly vault: VaultKeysFile
  readonly provider: PartyId
  readonly conversations: readonly Conversation[]
  readonly journal: string
}

/** A text that is sealed and about to be posted; `said` is its place in the conversation. */
export interface Said { readonly said: number; readonly ref: string; readonly key: SubmissionId; readonly text: string; readonly body: object }

/** A message that came; `text` where there is one to show. */
export interface Took { readonly took: string; readonly ref: string; readonly message: string; readonly number: number; readonly submission: SubmissionId; readonly text?: string | undefined }

/** A line of the journal. */
export type Entry = Said | Took | { readonly settled: SubmissionId; readonly ref: string } | { readonly after: number } | { readonly odd: string }

/** The journal of one core. */
export class CoreJournal {
  readonly #file: number
  readonly #grown: () => void
  readonly #known = new Set<string>()
  readonly #last = new Map<string, LastTaken>()
  readonly #said = new Map<string, Said>()
  readonly #pending = new Map<string, Said>()
  after = 0

  constructor(path: string, grown: () => void) {
    for (const entry of readJournal(path)) this.#apply(entry)
    this.#file = openSync(path, 'a', 0o600)
    this.#grown = grown
  }

  note(entry: Entry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`)
    this.#apply(entry)
    this.#grown()
  }

  knows(message: string): boolean {
    return this.#known.has(message)
  }

  last(ref: string): LastTaken | undefined {
    return this.#last.get(ref)
  }

  said(ref: string): number {
    return this.#said.get(ref)?.said ?? 0
  }

  pending(ref: string): Said | undefined {
    return this.#pending.get(ref)
  }

  #apply(entry: Entry): void {
    if ('after' in entry) this.after = entry.after
    else if ('took' in entry) {
      this.#known.add(entry.message)
      this.#last.set(entry.ref, { number: entry.number, submissionId: entry.submission })
    } else if ('said' in entry) {
      this.#said.set(entry.ref, entry)
      this.#pending.set(entry.ref, entry)
    } else if ('settled' in entry) this.#pending.delete(entry.ref)
  }
}

/** All that is in a journal. */
const readJournal = (path: string): readonly Entry[] => new JournalReader(path).read()

/** Reads what a journal grows by. */
export class JournalReader {
  readonly #path: string
  #at = 0
  #rest = ''

  constructor(path: string) {
    this.#path = path
  }

  /** Whole lines since the last time. */
  read(): readonly Entry[] {
    if (!existsSync(this.#path)) return []
    const file = openSync(this.#path, 'r')
    try {
      const bytes = Buffer.alloc(fstatSync(file).size - this.#at)
      this.#at += readSync(file, bytes, 0, bytes.length, this.#at)
      const lines = (this.#rest + bytes.toString('utf8')).split('\n')
      this.#rest = lines.pop() ?? ''
      return lines.map((line) => JSON.parse(line) as Entry)
    } finally {
      closeSync(file)
    }
  }
}
