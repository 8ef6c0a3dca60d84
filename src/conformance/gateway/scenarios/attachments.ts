// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { attachmentId } from '../../../model/attachments.ts'
import type { AttachmentTicket } from '../../../model/attachments.ts'
import type { ErrorCode } from '../../../model/errors.ts'
import { deviceId, userId } from '../../../model/ids.ts'
import type { AttachmentOffer, PartyRequest } from '../../../model/requests.ts'
import { inWords } from '../../exchange.ts'
import type { Must } from '../../musts.ts'
import { acknowledge, couple, messageOf, nextDelivery, say } from '../acquaintance.ts'
import type { Couple, Friend } from '../acquaintance.ts'
import { askMedia, patch } from '../media.ts'
import type { MediaAnswer, Way } from '../media.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

/** Of the files here: more than one piece on any line, and quick. */
const SIZE = 70_000
const [HALF, RANGE] = [35_000, [1_000, 1_999]] as const
const TICKET_MS = 600_000
/** What clocks may differ by. */
const SKEW_MS = 60_000
/** Downloads with one ticket, and the time between two of them. */
const [DOWNLOADS, BETWEEN_MS] = [5, 50] as const

const offer = ({ ana, ben }: Couple, file: Uint8Array, changes: Partial<AttachmentOffer> = {}): AttachmentOffer => ({
  senderUser: ana.person.user, senderDevice: deviceId(1), recipientUser: ben.person.user, consentToken: ana.token, sizeBytes: file.length, sha256: createHash('sha256').update(file).digest(), ...changes,
})

const announce = async (trial: Trial, met: Couple, file: Uint8Array, changes: Partial<AttachmentOffer> = {}): Promise<AttachmentTicket> =>
  trial.answered('DIP-127', await met.ana.link.ask({ kind: 'createUpload', ...offer(met, file, changes) }), 'attachmentTicket', 'the two may write to each other')

const refusedMedia = (trial: Trial, must: Must, answer: MediaAnswer, code: ErrorCode, why: string): void => {
  trial.judge(must, `${code}: ${why}`, answer.code === code, { status: answer.status, code: answer.code })
}

const own = ({ person }: Friend, { attachmentId: id }: Pick<AttachmentTicket, 'attachmentId'>, kind: 'getAttachment' | 'attachmentDone'): PartyRequest =>
  ({ kind, user: person.user, deviceId: deviceId(1), attachmentId: id })

/** A file that was uploaded and that a delivered message names, and the recipient's ticket. */
const sent = async (trial: Trial) => {
  const [met, file] = [await couple(trial), randomBytes(SIZE)]
  const upload = await announce(trial, met, file)
  const { status } = await patch(met.ana.person.party, upload, 0, file)
  trial.judge('DIP-130', 'the whole file is taken', status === 204, { status })
  await say(trial, met.ana, met.ben.person, { attachments: [upload.attachmentId] })
  acknowledge(met.ben.link, await nextDelivery(met.ben.link, met.ben.person))
  const download = trial.answered('DIP-125', await met.ben.link.ask(own(met.ben, upload, 'getAttachment')), 'attachmentTicket', 'it is for this device')
  return { met, file, upload, download, recipient: met.ben.person.party }
}

/** A ticket that does not hold: one answer for all of them. */
const strange = async (trial: Trial): Promise<readonly (readonly [why: string, way: Way])[]> => {
  const { met, upload, download } = await sent(trial)
  const second = await announce(trial, met, randomBytes(SIZE))
  return [
    ['nobody has it', { url: download.url, ticket: randomBytes(32) }], ['it was for the upload', { url: download.url, ticket: upload.ticket }], ['it is of another attachment', { url: download.url, ticket: second.ticket }],
    ['there is no such attachment', { url: download.url.replace(download.attachmentId, randomUUID()), ticket: download.ticket }],
  ]
}

/** Files beside messages: docs/protocol.md section 11. */
export const attachments: readonly Scenario[] = [
  pushing('attachments/whole', ['DIP-130', 'DIP-122'], 'What was uploaded in two parts is downloaded byte for byte, and only bytes on disk are counted.', ['core'], async (trial) => {
    const [met, file] = [await couple(trial), randomBytes(SIZE)]
    const [upload, { party }] = [await announce(trial, met, file), met.ana.person]
    const first = await patch(party, upload, 0, file.subarray(0, HALF))
    trial.judge('DIP-130', `Upload-Offset ${String(HALF)}`, first.status === 204 && first.headers['upload-offset'] === String(HALF), first.headers)
    const head = await askMedia(party, upload, { method: 'HEAD' })
    trial.judge('DIP-130', `HEAD says ${String(HALF)}`, head.headers['upload-offset'] === String(HALF), head.headers)
    const second = await patch(party, upload, HALF, file.subarray(HALF))
    trial.judge('DIP-130', `Upload-Offset ${String(SIZE)}`, second.headers['upload-offset'] === String(SIZE), second.headers)
    await say(trial, met.ana, met.ben.person, { attachments: [upload.attachmentId] })
    acknowledge(met.ben.link, await nextDelivery(met.ben.link, met.ben.person))
    const download = trial.answered('DIP-125', await met.ben.link.ask(own(met.ben, upload, 'getAttachment')), 'attachmentTicket', 'it is for this device')
    const got = await askMedia(met.ben.person.party, download, { method: 'GET' })
    trial.judge('DIP-122', 'the bytes as they were uploaded', got.status === 200 && got.body.equals(file), { status: got.status, bytes: got.body.length })
  }),
  pushing('attachments/range', ['DIP-122'], 'A range is answered with just those bytes.', ['core'], async (trial) => {
    const { file, download, recipient } = await sent(trial)
    const [from, to] = RANGE
    const { status, body, headers } = await askMedia(recipient, download, { method: 'GET', headers: { range: `bytes=${String(from)}-${String(to)}` } })
    trial.judge('DIP-122', `206 with bytes ${String(from)} to ${String(to)}`, status === 206 && body.equals(file.subarray(from, to + 1)), { status, headers })
  }),
  pushing('attachments/ticket', ['DIP-127'], 'A ticket has 32 bytes, for ten minutes, and another one each time.', ['core'], async (trial) => {
    const { met, upload, download } = await sent(trial)
    const again = trial.answered('DIP-125', await met.ben.link.ask(own(met.ben, upload, 'getAttachment')), 'attachmentTicket', 'it is for this device')
    for (const { ticket, expiresTimeMs } of [upload, download, again]) {
      trial.judge('DIP-127', '32 bytes for ten minutes', ticket.length === 32 && Math.abs(expiresTimeMs - Date.now() - TICKET_MS) < SKEW_MS, { ticket, expiresTimeMs, now: Date.now() })
    }
    trial.judge('DIP-127', 'another ticket each time', !Buffer.from(again.ticket).equals(download.ticket), again)
  }),
  pushing('attachments/budget', ['DIP-127', 'DIP-128'], 'A ticket pays for twice the size, and then holds no more.', ['core'], async (trial) => {
    const { download, recipient } = await sent(trial)
    const got: (number | string)[] = []
    // What passed is counted when it has passed: the one after may still come through.
    while (got.length < DOWNLOADS && got.at(-1) !== 'TICKET_REFUSED') {
      const { status, code } = await askMedia(recipient, download, { method: 'GET' })
      got.push(code ?? status)
      await pause(BETWEEN_MS)
    }
    trial.judge('DIP-127', `twice 200, and TICKET_REFUSED before download ${String(DOWNLOADS)}`, got[0] === 200 && got[1] === 200 && got.at(-1) === 'TICKET_REFUSED', got)
  }),
  pushing('attachments/strange-tickets', ['DIP-128'], 'Tickets that are unknown, of another attachment or of another direction get one answer.', ['core'], async (trial) => {
    const { party } = await trial.side('core')
    for (const [why, way] of await strange(trial)) refusedMedia(trial, 'DIP-128', await askMedia(party, way, { method: 'GET' }), 'TICKET_REFUSED', why)
  }),
  pushing('attachments/upload-ticket-ends', ['DIP-127'], 'With the message that names it the tickets of an upload end.', ['core'], async (trial) => {
    const { met, upload } = await sent(trial)
    refusedMedia(trial, 'DIP-127', await patch(met.ana.person.party, upload, SIZE, new Uint8Array(0)), 'TICKET_REFUSED', 'a message names the attachment')
  }),
  pushing('attachments/wrong-offset', ['DIP-130'], 'Bytes at another offset than the one on record are refused.', ['core'], async (trial) => {
    const [met, file] = [await couple(trial), randomBytes(SIZE)]
    const upload = await announce(trial, met, file)
    refusedMedia(trial, 'DIP-130', await patch(met.ana.person.party, upload, HALF, file.subarray(HALF)), 'OFFSET_CONFLICT', 'nothing was sent yet')
  }),
  pushing('attachments/corrupt', ['DIP-122', 'DIP-123'], 'Bytes that do not have the digest are refused, and no message may name them.', ['core'], async (trial) => {
    const met = await couple(trial)
    const upload = await announce(trial, met, randomBytes(SIZE))
    refusedMedia(trial, 'DIP-122', await patch(met.ana.person.party, upload, 0, randomBytes(SIZE)), 'ATTACHMENT_CORRUPT', 'they have another digest')
    const status = trial.answered('DIP-122', await met.ana.link.ask(own(met.ana, upload, 'getAttachment')), 'attachmentStatus', 'there is nothing to upload any more')
    trial.judge('DIP-122', 'CORRUPT', status.state === 'corrupt', status)
    trial.refused('DIP-123', await met.ana.link.ask({ kind: 'submit', submission: messageOf(met.ana, met.ben.person, { attachments: [upload.attachmentId] }) }), 'ATTACHMENT_REFUSED', 'it is corrupt')
  }),
  pushing('attachments/not-whole', ['DIP-123'], 'A message cannot name an attachment that is not whole, absent, of somebody else, or named already; nothing of it is stored.', ['core'], async (trial) => {
    const { met, upload } = await sent(trial)
    const begun = await announce(trial, met, randomBytes(SIZE))
    const names = { 'not whole': begun.attachmentId, absent: attachmentId(randomUUID()), 'named already': upload.attachmentId }
    for (const [why, id] of Object.entries(names)) {
      trial.refused('DIP-123', await met.ana.link.ask({ kind: 'submit', submission: messageOf(met.ana, met.ben.person, { attachments: [id] }) }), 'ATTACHMENT_REFUSED', why)
    }
    const { accepted } = await say(trial, met.ana, met.ben.person)
    trial.judge('DIP-123', 'nothing was stored: the next message has place 2', accepted.places.every(({ laneSequence }) => laneSequence === 2), accepted)
  }),
  pushing('attachments/no-oracle', ['DIP-124'], 'An attachment of others is the same bytes as one that never was.', ['core'], async (trial) => {
    const { upload } = await sent(trial)
    const { ben: bystander } = await couple(trial)
    for (const kind of ['getAttachment', 'attachmentDone'] as const) {
      const absent = { attachmentId: attachmentId(randomUUID()) }
      const [foreign, none] = [await bystander.link.ask(own(bystander, upload, kind)), await bystander.link.ask(own(bystander, absent, kind))]
      const same = (answer: unknown): string => inWords(answer).replaceAll(upload.attachmentId, 'id').replaceAll(absent.attachmentId, 'id')
      trial.judge('DIP-124', `the same answer to ${kind}: ${inWords(none)}`, same(foreign) === same(none), foreign)
    }
  }),
  pushing('attachments/sender-learns-nothing', ['DIP-126'], 'A sender learns the same of an attachment before and after it was read.', ['core'], async (trial) => {
    const { met, upload, download, recipient } = await sent(trial)
    const before = await met.ana.link.ask(own(met.ana, upload, 'getAttachment'))
    await askMedia(recipient, download, { method: 'GET' })
    trial.answered('DIP-131', await met.ben.link.ask(own(met.ben, upload, 'attachmentDone')), 'done', 'the device has it')
    const after = await met.ana.link.ask(own(met.ana, upload, 'getAttachment'))
    trial.judge('DIP-126', `the same before and after: ${inWords(before)}`, inWords(before) === inWords(after), after)
  }),
  pushing('attachments/done', ['DIP-131'], 'When every device has it, it is gone, and its ticket with it.', ['core'], async (trial) => {
    const { met, upload, download, recipient } = await sent(trial)
    trial.answered('DIP-131', await met.ben.link.ask(own(met.ben, upload, 'attachmentDone')), 'done', 'the device has it')
    const status = trial.answered('DIP-131', await met.ben.link.ask(own(met.ben, upload, 'getAttachment')), 'attachmentStatus', 'there is nothing to read any more')
    trial.judge('DIP-131', 'GONE', status.state === 'gone', status)
    const { status: http } = await askMedia(recipient, download, { method: 'GET' })
    trial.judge('DIP-131', 'no bytes for the ticket', http >= 400, { status: http })
  }),
  pushing('attachments/not-permitted', ['DIP-118'], 'An upload that is not permitted gets the bytes that Submit would get.', ['core'], async (trial) => {
    const [met, file] = [await couple(trial), randomBytes(SIZE)]
    for (const changes of [{ consentToken: randomBytes(32) }, { recipientUser: userId(randomUUID()) }]) {
      const [message, upload] = [
        await met.ana.link.ask({ kind: 'submit', submission: messageOf(met.ana, met.ben.person, changes) }), await met.ana.link.ask({ kind: 'createUpload', ...offer(met, file, changes) }),
      ]
      trial.refused('DIP-118', upload, 'NOT_PERMITTED', 'the two may not write to each other')
      trial.judge('DIP-118', `the same bytes: ${inWords(message)}`, inWords(message) === inWords(upload), upload)
    }
  }),
  pushing('attachments/too-large', ['DIP-119'], 'More than the agreement\'s largest attachment is refused.', ['core'], async (trial) => {
    const met = await couple(trial)
    const second = await trial.dial()
    const { limits: { attachmentBytes } } = await trial.openOn(second)
    const request = { kind: 'createUpload', ...offer(met, randomBytes(SIZE), { sizeBytes: attachmentBytes + 1 }) } as const
    trial.refused('DIP-119', await second.ask(request), 'ATTACHMENT_TOO_LARGE', `Ready allows ${String(attachmentBytes)} bytes`)
  }),
  pushing('attachments/foreign-host', ['DIP-120'], 'A host that the agreement does not name is refused.', ['core'], async (trial) => {
    const met = await couple(trial)
    const answer = await met.ana.link.ask({ kind: 'offerHosted', host: 'elsewhere.example', path: '/file', ...offer(met, randomBytes(SIZE)) })
    trial.refused('DIP-120', answer, 'HOST_REFUSED', 'elsewhere.example is not in the agreement')
  }),
  pushing('attachments/closed', ['DIP-125', 'DIP-128', 'DIP-166'], 'When two may not write to each other any more there is no ticket, and those that were given hold no more.', ['core'], async (trial) => {
    const { met, upload, download, recipient } = await sent(trial)
    trial.answered('DIP-70', await met.ben.link.ask({ kind: 'decideContact', user: met.ben.person.user, subject: { peerUser: met.ana.person.user }, decision: 'block' }), 'done', 'anybody may block a contact')
    refusedMedia(trial, 'DIP-128', await askMedia(recipient, download, { method: 'GET' }), 'TICKET_REFUSED', 'the two may not write to each other any more')
    const answer = await met.ben.link.ask(own(met.ben, upload, 'getAttachment'))
    trial.judge('DIP-125', 'no ticket', answer.kind !== 'attachmentTicket', answer)
  }),
]
