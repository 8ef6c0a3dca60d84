// SPDX-License-Identifier: Apache-2.0

/** One row of the catalogue; `number` is on the wire and is never reused. */
export interface ErrorEntry {
  readonly number: number
  /** What happened, said to the party that caused it. */
  readonly meaning: string
  /** The usual reason. */
  readonly cause: string
  /** What to do now. */
  readonly fix: string
  /** Whether the same bytes may succeed later. */
  readonly retryable: boolean
  readonly httpStatus: number
  /** WebSocket close code when the error ends the link; 0 when the link stays open. */
  readonly closeCode: number
}

const entry = (
  number: number, httpStatus: number, closeCode: number, retryable: boolean, meaning: string, cause: string, fix: string,
): ErrorEntry => ({ number, meaning, cause, fix, retryable, httpStatus, closeCode })

/**
 * Every error that may leave the gateway, by code. The proto enum, docs/errors.md and the SDK read this one table.
 * No text tells an unknown user from an unwilling one.
 */
export const errorCatalogue = {
  INTERNAL: entry(1, 500, 1011, true, 'The gateway failed on its own side.',
    'A bug or a broken machine; the correlation id names the log line.', 'Repeat the request with the same ids; tell the operator the correlation id.'),
  UNAVAILABLE: entry(2, 503, 1013, true, 'The gateway cannot serve this now.',
    'It is starting, draining, or its store refuses writes.', 'Reconnect after the time named in GoAway, or after a few seconds, and repeat with the same ids.'),
  MALFORMED: entry(3, 400, 0, false, 'A field is missing or not well formed.',
    'The value breaks the rule written beside the field in proto/.', 'Correct the field that the detail names.'),
  UNDECODABLE: entry(4, 400, 1007, false, 'The bytes are not a Frame of this protocol.',
    'Truncated, nested too deep, too many fields, or not protobuf.', 'Send one serialised Frame in each binary WebSocket message.'),
  FRAME_TOO_LARGE: entry(5, 413, 1009, false, 'The frame is larger than the limit in Hello.',
    'More ciphertext, keys or devices than one frame carries.', 'Send less in one frame; send long content as an attachment.'),
  UNKNOWN_REQUEST: entry(6, 501, 0, false, 'The gateway does not know this request.',
    'A newer client, or a body that only the gateway may send.', 'Use only requests whose capability the gateway names in Hello.'),
  OUT_OF_ORDER: entry(7, 409, 1002, false, 'The frame is not allowed at this point of the link.',
    'A request before Ready, or a second Hello or Auth.', 'Open the link as docs/protocol.md section 2 says: Hello, Auth, Ready, then requests.'),
  UNSUPPORTED_VERSION: entry(8, 426, 4001, false, 'The two version ranges do not meet.',
    'The client or the gateway is too old.', 'Upgrade the older side.'),
  HANDSHAKE_TIMEOUT: entry(9, 408, 4002, true, 'The link was not authenticated in time.',
    'More than five seconds or 16 KiB before Ready.', 'Send Hello and Auth at once after connecting.'),
  UNAUTHENTICATED: entry(10, 401, 4003, false, 'The caller is not authenticated.',
    'On a link: unknown party or key, a signature that does not hold, or another binding mode than agreed. Over HTTP: no token, or an unknown one.', 'On a link, sign the transcript with a key of your application file, with the gateway key of your admission file, in the agreed binding mode; over HTTP, send a known token as "Authorization: Bearer".'),
  SUSPENDED: entry(11, 403, 4004, false, 'Your own party is suspended.',
    'The operator suspended the agreement; the detail holds the reason.', 'Speak to the operator.'),
  NOT_YOURS: entry(12, 403, 0, false, 'The user or device does not belong to your party.',
    'A request names a user of another home, or one that was never enlisted.', 'Send requests for your own enlisted users only.'),
  WRONG_ROLE: entry(13, 403, 0, false, 'Links of your role may not send this request.',
    'Participation, choices and the issuer list belong to the core.', 'Send the request on a link of the role named in docs/protocol.md.'),
  NOT_PERMITTED: entry(14, 403, 0, false, 'This is not permitted between these two users now.',
    'No consent, a withdrawn or wrong token, an opt-out, a block, a user nobody has: the gateway answers alike.', 'Ask for contact and wait for ContactGranted.'),
  CUSTODY_REFUSED: entry(15, 403, 0, false, 'The recipient does not have the custody you demanded.',
    'The demand was DEVICE and the keys are held elsewhere, or the reverse.', 'Send without the demand, or do not send.'),
  THROTTLED: entry(16, 429, 0, true, 'Your own limit is used up.',
    'Too many of these requests from this pair, user or party.', 'Wait for the named time.'),
  CONFLICT: entry(17, 409, 0, false, 'This does not go with what is there already.',
    'An id was used before with other content, or the party, or a core, is admitted already.', 'Use a new random id for new content and repeat the same bytes for the same id; otherwise the detail says what is there.'),
  TOKEN_REFUSED: entry(18, 401, 0, false, 'The enlistment token does not hold.',
    'Wrong issuer, audience, subject, key confirmation, signature, a lifetime over ten minutes, or expired.', 'Have the home sign a fresh token for exactly these fields.'),
  STATEMENT_REFUSED: entry(19, 400, 0, false, 'The identity statement does not hold.',
    'Not signed by a live issuer key of the home, or it speaks of another user, key, custody or device list.', 'Have the home sign a statement over exactly these fields.'),
  BAD_KEY: entry(20, 400, 0, false, 'A public key is refused.',
    'Wrong length, non-canonical, or a point of low order.', 'Publish keys as libsignal makes them.'),
  BAD_SIGNATURE: entry(21, 400, 0, false, 'A signature by the identity key does not hold.',
    'Signed by another key or over other bytes.', 'Sign the bytes exactly as sent, with the identity key of the enlistment.'),
  STALE_DEVICE_LIST: entry(22, 409, 0, false, 'The device list is not newer than the one on record.',
    'A repeated or rolled-back version.', 'Sign a list with a higher version.'),
  ALREADY_ENLISTED: entry(23, 409, 0, false, 'The user is enlisted already with another identity key.',
    'A second enlistment without an identity change.', 'Send ChangeIdentity, or un-enlist first.'),
  TOO_MANY: entry(24, 422, 0, false, 'More items than the request may carry.',
    'Over 10 devices, 100 EC or 20 Kyber prekeys, or a device holds its full stock.', 'Send fewer.'),
  ISSUER_LIST_REFUSED: entry(25, 400, 0, false, 'The issuer list does not hold.',
    'Not signed by a live issuer key of the core, or its version is not higher.', 'Have the core sign a list with a higher version.'),
  NOT_FOUND: entry(26, 404, 0, false, 'There is no such thing of yours.',
    'A request id, party or list that does not exist.', 'Check the id.'),
  CONFIG_INVALID: entry(27, 400, 0, false, 'The configuration or file is not valid.',
    'An unknown key, a wrong type, a value outside its range, or a file that is not there.', 'Correct what the detail names.'),
  REPLACED: entry(28, 409, 4005, true, 'A newer link of the same instance, or a newer consumer of events, took over.',
    'Two servers use one instance name, a reconnect, or two consumers ask for events over HTTP.', 'Give each running server its own instance name, and let one consumer at a time ask for events.'),
  SLOW_READER: entry(29, 408, 4006, true, 'The link did not take what it gave credit for, or fell silent.',
    'The reader stopped, or pings were not answered.', 'Read, answer pings, and reconnect.'),
  ENVELOPE_TOO_LARGE: entry(30, 413, 0, false, 'An envelope is larger than the ciphertext limit in Hello.',
    'Content over 16 KiB before sealing.', 'Send long content as an attachment.'),
  OUT_OF_SCOPE: entry(31, 403, 0, false, 'Your token does not allow this.',
    'A token of a narrower scope, or a request that a web page of another origin made.', 'Use a token whose scope covers the request, from a program and not from a web page.'),
  IDENTITY_CHANGED: entry(32, 409, 0, false, 'The peer has another identity key than the one that was accepted.',
    'A new installation, or a change of who holds the keys; nothing is sealed to it before your user has seen it.', 'Accept the key that the newest event identity.changed names, then send again.'),
  ATTACHMENT_TOO_LARGE: entry(33, 413, 0, false, 'The attachment is larger than it may be.',
    'More bytes than the agreement allows, or than were announced for this upload.', 'Announce the true size; send less, or ask the operator for a larger limit.'),
  ATTACHMENT_REFUSED: entry(34, 404, 0, false, 'There is no such attachment for you.',
    'Foreign, absent, not complete, ended, or for somebody else: the gateway answers alike.', 'Ask with GetAttachment where it stands; only its sender names it, for its recipient, once it is complete.'),
  TICKET_REFUSED: entry(35, 401, 0, false, 'The ticket does not hold.',
    'Unknown, expired, spent, of another attachment or direction, or of a party that may not pass now: the gateway answers alike.', 'Ask for a fresh one with GetAttachment and go on where it ended.'),
  OFFSET_CONFLICT: entry(36, 409, 0, true, 'The upload does not stand there.',
    'Another offset than the one on record, or another connection that is sending.', 'Ask for the offset with HEAD and go on from it.'),
  ATTACHMENT_CORRUPT: entry(37, 422, 0, false, 'The bytes do not fit the digest.',
    'The file changed while it was sent, or another digest or size was announced.', 'Announce the file again and upload it whole.'),
  HOST_REFUSED: entry(38, 403, 0, false, 'Attachments of your party may not lie at this host.',
    'The agreement does not name it.', 'Offer what lies at one of the hosts of your application file, or upload it.'),
  REPORT_REFUSED: entry(39, 403, 0, false, 'This cannot be reported.',
    'A frank that is forged, of another message, sender, recipient or gateway, or more than 90 days old: the gateway answers alike.', 'Send commitment, frank and context exactly as the Deliver or the event had them, for the user that it was delivered to.'),
  ERASED_LIST_UNFIT: entry(45, 409, 0, false, 'The list of erased users does not fit this store.',
    'It is missing, damaged, of other keys, or older than a restored store; or the store is an older copy that no command restored.', 'Put the newest list to where privacy.erasedList says, or go on without it as the detail says.'),
  AUDIT_LOG_UNFIT: entry(44, 409, 0, false, 'The audit log is not the one that was signed.',
    'The store was set back, or somebody changed entries or checkpoints in the database while no gateway looked.', 'If you put the store back by hand, run drawbridge backup mark-restored; if not, keep a copy as evidence, and restore a backup.'),
  USER_SUSPENDED: entry(42, 403, 0, false, 'This user of yours is suspended.',
    'The gateway or the operator suspended it; nobody else learns of it.', 'Ask with ListEnforcement for rule, reason and time, and appeal if it is wrong.'),
  APPEAL_REFUSED: entry(43, 409, 0, false, 'This step cannot be appealed now.',
    'It was appealed before, or it is over.', 'Ask with ListEnforcement where it stands, and speak to the operator.'),
} as const satisfies Record<string, ErrorEntry>

/** A code of {@link errorCatalogue}. */
export type ErrorCode = keyof typeof errorCatalogue

/** An error that may be shown to the party that caused it; anything else is a bug and becomes `INTERNAL`. */
export class GatewayError extends Error {
  readonly code: ErrorCode
  /** What exactly was wrong, in words that hold no identifier, secret or content; may be empty. */
  readonly detail: string
  constructor(code: ErrorCode, detail = '') {
    super(detail === '' ? errorCatalogue[code].meaning : `${errorCatalogue[code].meaning} (${detail})`)
    this.name = 'GatewayError'
    this.code = code
    this.detail = detail
  }
}
