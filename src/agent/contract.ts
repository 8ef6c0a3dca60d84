// SPDX-License-Identifier: AGPL-3.0-only
import { Decision, EventsQuery, Message, NewFile, Pointer, ReportWish, WantedFile } from './schemas.ts'

/** Operations without content: they are the gateway's, and go through as they are. */
export const passedOn = [
  ['PUT', '/issuers'], ['GET', '/users/{ref}'], ['PUT', '/users/{ref}'], ['DELETE', '/users/{ref}'], ['PUT', '/users/{ref}/providers/{party}'], ['POST', '/users:bulk'],
  ['POST', '/users/{ref}/contacts'], ['DELETE', '/users/{ref}/contacts/{id}'], ['GET', '/messages/{id}'], ['GET', '/attachments/{id}'], ['DELETE', '/attachments/{id}'],
] as const

/** Operations whose content is opened or sealed here. What is not named is as at the gateway. */
export const own = {
  events: { method: 'GET', path: '/events', query: EventsQuery, summary: 'Wait for events, with their content in the clear; one consumer at a time.' },
  decideContact: { method: 'POST', path: '/users/{ref}/contacts/{id}', body: Decision, summary: 'Grant, deny or block, or accept a new identity key, which is sealed here; the id is of a request or of somebody known.' },
  sendMessage: { method: 'POST', path: '/messages', body: Message, summary: 'Seal a message and send it through the vault. Accepted is not delivered; repeat a call without an answer as it is.' },
  report: {
    method: 'POST', path: '/reports', body: ReportWish,
    summary: 'Report with proof what somebody said to a user, and block them if you like: one to five messages that came within 30 days. Show your user what is disclosed first; repeat a call without an answer as it is.',
  },
} as const

/** Operations of files, which are plain here and sealed at the gateway. */
export const files = {
  sendFile: {
    method: 'POST', path: '/attachments', query: NewFile, body: { type: 'application/octet-stream', schema: undefined }, answer: { status: 200, type: 'application/json', schema: Pointer },
    summary: 'Seal a file, which is the body, of the length that Content-Length says, and upload it; the answer goes into POST /messages as attachment of a content of kind attachment.',
  },
  readFile: {
    method: 'POST', path: '/attachments:read', query: undefined, body: { type: 'application/json', schema: WantedFile }, answer: { status: 200, type: 'application/octet-stream', schema: undefined },
    summary: 'The file that a pointer names, or with the header Range a part of it. Each 64 KiB are checked before they are given out; you have the file only when as much came as Content-Length says, for a body that does not hold is cut off.',
  },
} as const

/** A path as Fastify writes it: a lone colon would begin a parameter. */
export const urlOf = (path: string): string => path.replaceAll(':', '::').replaceAll(/\{([a-z]+)\}/g, ':$1')
