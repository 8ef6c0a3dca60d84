// SPDX-License-Identifier: AGPL-3.0-only
import type { AdmissionFile, IssuerListClaims } from '../model/credentials.ts'
import type { UserId } from '../model/ids.ts'
import type { ContactDecision, Inbox } from '../model/values.ts'
import type { ContactView, RequestView, SentState, SentStatus } from '../sdk/device/index.ts'
import type { LinkEnd, PartyKeys } from '../sdk/link/index.ts'
import type { DeviceTransport } from '../sdk/transport.ts'
import type { Traffic } from './meter.ts'

/** What a party's server is made of. */
export interface PartyOptions {
  readonly keys: PartyKeys
  readonly admission: AdmissionFile
  /** The party's folder: for a core over HTTP, what the operator gave it. */
  readonly folder: string
  /** Folder of its users' state files, one `NAME.db` each. */
  readonly stateFolder: string
  /** Name of this running server. */
  readonly instance: string
  /** What lies between the link and a user's device: a provider's own way to its apps. By default nothing. */
  readonly between?: (link: DeviceTransport) => DeviceTransport
}

/** A user as the party introduces it. */
export interface Newcomer {
  /** The party's own name for the user; also names the state file. */
  readonly name: string
  readonly displayName: string
  /** For a provider's user. */
  readonly address?: string
  /** For a core's user. */
  readonly forProvider?: string
}

/** A text that is shown. */
export interface ShownText { readonly text: string; readonly late: boolean; readonly messageId: string }

/** Answers to somebody who was never allowed, as `CODE detail`. */
export interface Refusals { readonly message: string; readonly keys: string }

/** A request for contact, as a core over HTTP is shown it. */
export interface ShownRequest { readonly request: string; readonly displayName: string; readonly custody: string }

/** Two users by their ids. */
export interface HttpEnds { readonly from: UserId; readonly to: UserId }

/** Files of users who have no device: the core seals and opens them, and moves the ciphertext. */
export interface HttpFiles {
  /** As {@link FileCalls.sendSample}. */
  sendSampleOverHttp(name: string, provider: string, ends: HttpEnds, kind: SampleKind, seed: number, atLeastBytes: number): Promise<SentSample>
  /** Waits for the next file and saves it. */
  saveFileOverHttp(name: string, provider: string): Promise<SavedFile>
}

/** Calls of a core for users who have no device: their keys are in a vault, and the core speaks HTTP. Calls that wait give up after eight seconds. */
export interface HttpCore extends HttpFiles {
  /** Rings 1 and 2; the vault makes the user's keys. Gives the user id for this provider, and the custody. */
  optInOverHttp(name: string, address: string, provider: string, label: string): Promise<{ readonly user: UserId; readonly custody: string }>
  /** Waits for the next request; `custody` is the asker's. */
  requestOverHttp(): Promise<ShownRequest>
  decideOverHttp(name: string, provider: string, request: string, decision: ContactDecision): Promise<void>
  /** Waits for the next text and opens it; `custody` is the peer's, `number` the conversation's running number. */
  readOverHttp(): Promise<{ readonly text: string; readonly number: number; readonly custody: string }>
  /** Seals a text for the vault and hands it in; gives its submission id. */
  sayOverHttp(name: string, provider: string, ends: HttpEnds, text: string): Promise<string>
}

/** What a sample file is of. */
export type SampleKind = 'image' | 'voiceNote' | 'audio' | 'video' | 'file' | 'longText'

/** A sample that was sent; digests in hexadecimal. */
export interface SentSample {
  readonly kind: SampleKind
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  /** Random bytes at its end, in hexadecimal: what a search looks for. */
  readonly mark: string
}

/** A received file on disk. */
export interface SavedFile extends Pick<SentSample, 'mediaType' | 'sizeBytes' | 'sha256'> { readonly kind: string; readonly path: string }

/** What people send each other besides text. Calls that wait give up after eight seconds. */
export interface FileCalls {
  /** Makes a sample file, the same for the same seed, and sends it to a contact. */
  sendSample(name: string, peer: string, kind: SampleKind, seed: number, atLeastBytes: number): Promise<SentSample>
  /** Waits for so many files and saves those that are not saved yet; gives all, in their order. */
  saveFiles(name: string, atLeast: number): Promise<readonly SavedFile[]>
  /** How far the file is that the user sends or saves now. */
  transfer(name: string): Promise<{ readonly doneBytes: number; readonly sizeBytes: number }>
  /** Says that the user writes, edits a message of the user's own, and takes it back. */
  remark(name: string, peer: string, about: string): Promise<void>
  /** Puts a sign beside a message. */
  react(name: string, peer: string, about: string): Promise<void>
  /** Waits for so many signs, edits and deletions; gives which. */
  news(name: string, atLeast: number): Promise<readonly string[]>
}

/**
 * A party's server with its users' devices, for the demo and for tests. Arguments and results are JSON, so that it may run in
 * a process of its own. Users are named as in {@link Newcomer}. Calls that wait give up after eight seconds.
 */
export interface SandboxParty extends HttpCore, FileCalls {
  /** Opens the link, again if it is over, and every device whose state is in the folder. Throws why the gateway refuses. */
  connect(): Promise<void>
  /** Closes devices and link. */
  disconnect(): Promise<void>
  /** Why the link is over for good; waits for it. */
  linkOver(): Promise<LinkEnd>

  /** Core only. */
  putIssuerList(version: number, parties: IssuerListClaims['parties']): Promise<void>
  /** Core only: ring 1. */
  setParticipation(name: string, optedIn: boolean, address: string): Promise<void>
  /** Core only: ring 2. */
  setChoice(name: string, provider: string, allowed: boolean, inbox: Inbox, label: string): Promise<void>

  /** Makes keys on the user's device, signs for them as its home, enlists. */
  enlist(newcomer: Newcomer): Promise<UserId>
  /** Requests that the user may still make today. */
  requestContact(name: string, toAddress: string): Promise<number>
  /** Waits for so many open requests. */
  requests(name: string, atLeast: number): Promise<readonly RequestView[]>
  /** What came of it: `done`, or the code of a refusal. */
  decide(name: string, subject: { readonly requestId: string } | { readonly peer: string }, decision: ContactDecision): Promise<string>
  /** Waits until the user was granted something for the `count`th time since the device was opened; gives who is known. */
  granted(name: string, count: number): Promise<readonly ContactView[]>
  /** From now on the user answers each text that comes. */
  answerAll(name: string): Promise<void>
  /** What came of the first try. */
  send(name: string, peer: string, text: string): Promise<SentStatus>
  /** Waits until a message of the user's own is there, or can get no further. */
  reached(name: string, messageId: string, state: SentState): Promise<SentStatus>
  /** Says that the user has read everything from this peer. */
  readAll(name: string, peer: string): Promise<void>
  /** Waits for so many texts; gives all that are shown, in their order. */
  texts(name: string, atLeast: number): Promise<readonly ShownText[]>
  safetyNumber(name: string, peer: string): Promise<string | undefined>
  /** Tries to write to somebody, and to get their keys, without any right. */
  intrude(name: string, victim: string): Promise<Refusals>
  /** What passed at the party's door since the last call. */
  traffic(): Promise<Traffic>
}
