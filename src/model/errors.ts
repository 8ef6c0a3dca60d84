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
  /** Whether, when and under which ids to send them again. */
  readonly again: string
  readonly httpStatus: number
  /** WebSocket close code when the error ends the link; 0 when the link stays open. */
  readonly closeCode: number
}

const entry = (
  number: number, httpStatus: number, closeCode: number, retryable: boolean, meaning: string, cause: string, fix: string, again: string,
): ErrorEntry => ({ number, meaning, cause, fix, retryable, again, httpStatus, closeCode })

/**
 * Every error that may leave the gateway, by code. The proto enum, docs/errors.md and the SDK read this one table.
 * No text tells an unknown user from an unwilling one.
 */
export const errorCatalogue = {
  INTERNAL: entry(1, 500, 1011, true, 'The gateway failed on its own side.',
    'A bug or a broken machine; the correlation id names the log line.', 'Repeat the request with the same ids; tell the operator the correlation id.',
    'Repeat them under the same ids: after a second, then after twice as long each time, up to a minute.'),
  UNAVAILABLE: entry(2, 503, 1013, true, 'The gateway cannot serve this now.',
    'It is starting, draining, or its store refuses writes.', 'Reconnect after the time named in GoAway, or after a few seconds, and repeat with the same ids.',
    'Repeat them under the same ids after the time that is named (retry_after_seconds, GoAway, Retry-After), else after a second, then after twice as long each time.'),
  MALFORMED: entry(3, 400, 0, false, 'A field is missing or not well formed.',
    'The value breaks the rule written beside the field in proto/.', 'Correct the field that the detail names.',
    'Do not. Nothing was stored, so the corrected request may use the same ids.'),
  UNDECODABLE: entry(4, 400, 1007, false, 'The bytes are not a Frame of this protocol.',
    'Truncated, nested too deep, too many fields, or not protobuf.', 'Send one serialised Frame in each binary WebSocket message.',
    'Do not. The link ends; on the next one repeat what else was not answered.'),
  FRAME_TOO_LARGE: entry(5, 413, 1009, false, 'The frame is larger than the limit in Hello.',
    'More ciphertext, keys or devices than one frame carries.', 'Send less in one frame; send long content as an attachment.',
    'Do not. The link ends; on the next one repeat what else was not answered.'),
  UNKNOWN_REQUEST: entry(6, 501, 0, false, 'The gateway does not know this request.',
    'A newer client, or a body that only the gateway may send.', 'Use only requests whose capability the gateway names in Hello.',
    'Do not, until the gateway names the capability. Nothing was stored, and the link stays open.'),
  OUT_OF_ORDER: entry(7, 409, 1002, false, 'The frame is not allowed at this point of the link.',
    'A request before Ready, a second Hello or Auth, a Resume that is not the first frame after Ready, or an id that still awaits its answer.', 'Open the link as docs/protocol.md section 2 says: Hello, Auth, Ready, then requests; count their ids up.',
    'Do not. The link ends; on the next one repeat what else was not answered, each under an id of its own.'),
  UNSUPPORTED_VERSION: entry(8, 426, 4001, false, 'The two version ranges do not meet.',
    'The client or the gateway is too old. Over HTTP: no WebSocket with subprotocol drawbridge.v1 was asked for, or a transfer says no Tus-Resumable.', 'Upgrade the older side; over HTTP send what the detail names.',
    'Do not, until one side was upgraded; a new link once an hour is enough to notice.'),
  HANDSHAKE_TIMEOUT: entry(9, 408, 4002, true, 'The link was not authenticated in time.',
    'More than five seconds or 16 KiB before Ready.', 'Send Hello and Auth at once after connecting.',
    'Open another link, with a fresh nonce: after a second, then after twice as long each time.'),
  UNAUTHENTICATED: entry(10, 401, 4003, false, 'The caller is not authenticated.',
    'On a link: unknown party or key, a signature that does not hold, or another binding mode than agreed. Over HTTP: no token, or an unknown one.', 'On a link, sign the transcript with a key of your application file, with the gateway key of your admission file, in the agreed binding mode; over HTTP, send a known token as "Authorization: Bearer".',
    'Do not, until a key, the admission file or the agreement has changed. No answer will say more.'),
  SUSPENDED: entry(11, 403, 4004, false, 'Your own party is suspended.',
    'The operator suspended the agreement; the detail holds the reason.', 'Speak to the operator.',
    'Do not, until the operator lifts it; a link every few minutes is enough to notice. What waits for you waits on.'),
  NOT_YOURS: entry(12, 403, 0, false, 'The user or device does not belong to your party.',
    'A request names a user of another home, or one that was never enlisted.', 'Send requests for your own enlisted users only.',
    'Do not. After an Unenlist whose answer was lost it says that the user is gone.'),
  WRONG_ROLE: entry(13, 403, 0, false, 'Links of your role may not send this request.',
    'Participation, choices and the issuer list belong to the core.', 'Send the request on a link of the role named in docs/protocol.md.',
    'Do not. Nothing was stored, and the link stays open.'),
  NOT_PERMITTED: entry(14, 403, 0, false, 'This is not permitted between these two users now.',
    'No consent, a withdrawn or wrong token, an opt-out, a block, a user nobody has: the gateway answers alike.', 'Ask for contact and wait for the event contact_granted.',
    'Do not, until contact_granted brings another token; with that one the same submission id and envelopes may go.'),
  CUSTODY_REFUSED: entry(15, 403, 0, false, 'The recipient does not have the custody you demanded.',
    'The demand was DEVICE and the keys are held elsewhere, or the reverse.', 'Send without the demand, or do not send.',
    'Do not, until identity_changed names another custody.'),
  THROTTLED: entry(16, 429, 0, true, 'Your own limit is used up.',
    'Too many of these requests from this pair, user or party; or, of a link that ends, too many links, or more than 256 requests in 5 seconds that were refused unread.', 'Wait for the named time. docs/limits.md has the limits.',
    'Repeat them under the same ids after the time that is named (Throttled.retry_after_seconds, Retry-After). Where it ends a link none is named: open the next one after a minute.'),
  CONFLICT: entry(17, 409, 0, false, 'This does not go with what is there already.',
    'An id was used before with other content, or the party, or a core, is admitted already.', 'Use a new random id for new content and repeat the same bytes for the same id; otherwise the detail says what is there.',
    'Do not. After PutPrekeys whose answer was lost it says that the keys are there.'),
  TOKEN_REFUSED: entry(18, 401, 0, false, 'The enlistment token does not hold.',
    'Wrong issuer, audience, subject, key confirmation, signature, a lifetime over ten minutes, or expired.', 'Have the home sign a fresh token for exactly these fields.',
    'Do not. Sign the enlistment anew, with a fresh token in it.'),
  STATEMENT_REFUSED: entry(19, 400, 0, false, 'The identity statement does not hold.',
    'Not signed by a live issuer key of the home, or it speaks of another user, key, custody or device list.', 'Have the home sign a statement over exactly these fields.',
    'Do not. Nothing was stored, and a token beside it is not used up.'),
  BAD_KEY: entry(20, 400, 0, false, 'A public key is refused.',
    'Wrong length, non-canonical, or a point of low order.', 'Publish keys as libsignal makes them.',
    'Do not. Nothing was stored, and a token beside it is not used up.'),
  BAD_SIGNATURE: entry(21, 400, 0, false, 'A signature by the identity key does not hold.',
    'Signed by another key or over other bytes.', 'Sign the bytes exactly as sent, with the identity key of the enlistment.',
    'Do not. Nothing was stored, and a token beside it is not used up.'),
  STALE_DEVICE_LIST: entry(22, 409, 0, false, 'The device list is not newer than the one on record.',
    'A repeated or rolled-back version.', 'Sign a list with a higher version.',
    'Do not. The list on record, repeated to the byte because its answer was lost, is answered with Enlisted: so it is another one.'),
  ALREADY_ENLISTED: entry(23, 409, 0, false, 'The user is enlisted already.',
    'A second enlistment with another token, of the same identity key or of another; or an id that was a user of another home.', 'For another identity key send ChangeIdentity, or un-enlist first; for an id of another home take a new one.',
    'Do not. If it was yours, and only its answer was lost, go on.'),
  TOO_MANY: entry(24, 422, 0, false, 'More items than the request may carry.',
    'More devices (10), prekeys (100 EC, 20 Kyber, together with those that are there), invites that hold (20) or items of another list than may be.', 'Send fewer.',
    'Do not, until there is room: CountPrekeys tells of prekeys.'),
  ISSUER_LIST_REFUSED: entry(25, 400, 0, false, 'The issuer list does not hold.',
    'Not signed by a live issuer key of the core, its version is not higher, or it is of a form that no endpoint reads; then the detail says what it must have.', 'Have the core sign a list with a higher version.',
    'Do not. The list that is on record, repeated to the byte, is answered with Done.'),
  NOT_FOUND: entry(26, 404, 0, false, 'There is no such thing of yours.',
    'A request, party, step or list that does not exist, or a core user that takes no part yet.', 'Check the id; of a core user send SetParticipation first.',
    'Do not, until it is there. After a denial whose answer was lost it says that the request is closed.'),
  CONFIG_INVALID: entry(27, 400, 0, false, 'The configuration or file is not valid.',
    'An unknown key, a wrong type, a value outside its range, or a file that is not there.', 'Correct what the detail names.',
    'Do not, until it is corrected.'),
  REPLACED: entry(28, 409, 4005, true, 'A newer link of the same instance, or a newer consumer of events, took over.',
    'Two servers use one instance name, a reconnect, or two consumers ask for events over HTTP.', 'Give each running server its own instance name, and let one consumer at a time ask for events.',
    'Do not open another link under this instance name: two that do replace each other for ever. The newer one goes on.'),
  SLOW_READER: entry(29, 408, 4006, true, 'The link did not take what it gave credit for, or fell silent.',
    'The reader stopped, or pings were not answered.', 'Read, answer pings, and reconnect.',
    'Open another link and Resume: after a second, then after twice as long each time. Repeat what was not answered.'),
  ENVELOPE_TOO_LARGE: entry(30, 413, 0, false, 'An envelope is larger than the ciphertext limit in Hello.',
    'Content over 16 KiB before sealing.', 'Send long content as an attachment.',
    'Do not. Nothing was stored.'),
  OUT_OF_SCOPE: entry(31, 403, 0, false, 'Your token does not allow this.',
    'A token of a narrower scope, or a request that a web page of another origin made.', 'Use a token whose scope covers the request, from a program and not from a web page.',
    'Do not, until the token has the scope.'),
  IDENTITY_CHANGED: entry(32, 409, 0, false, 'The peer has another identity key than the one that was accepted.',
    'A new installation, or a change of who holds the keys; nothing is sealed to it before your user has seen it.', 'Accept the key that the newest event identity.changed names, then send again.',
    'Do not, until the key was accepted.'),
  ATTACHMENT_TOO_LARGE: entry(33, 413, 0, false, 'The attachment is larger than it may be.',
    'More bytes than the agreement allows, or than were announced for this upload.', 'Announce the true size; send less, or ask the operator for a larger limit.',
    'Do not. What was uploaded before is still there.'),
  ATTACHMENT_REFUSED: entry(34, 404, 0, false, 'There is no such attachment for you.',
    'Foreign, absent, not complete, ended, or for somebody else: the gateway answers alike.', 'Ask with GetAttachment where it stands; only its sender names it, for its recipient, once it is complete.',
    'Do not, unless it was not whole yet: then the same Submit once GetAttachment says AVAILABLE.'),
  TICKET_REFUSED: entry(35, 401, 0, false, 'The ticket does not hold.',
    'Unknown, expired, spent, of another attachment or direction, or of a party that may not pass now: the gateway answers alike.', 'Ask for a fresh one with GetAttachment and go on where it ended.',
    'Do not with this ticket; with a fresh one at once.'),
  OFFSET_CONFLICT: entry(36, 409, 0, true, 'The upload does not stand there.',
    'Another offset than the one on record, or another connection that is sending.', 'Ask for the offset with HEAD and go on from it.',
    'Not from this offset: ask with HEAD, after a second where another connection is sending, and go on from what it says.'),
  ATTACHMENT_CORRUPT: entry(37, 422, 0, false, 'The bytes do not fit the digest.',
    'The file changed while it was sent, or another digest or size was announced.', 'Announce the file again and upload it whole.',
    'Do not. The upload is over; the next one has another id.'),
  HOST_REFUSED: entry(38, 403, 0, false, 'Attachments of your party may not lie at this host.',
    'The agreement does not name it.', 'Offer what lies at one of the hosts of your application file, or upload it.',
    'Do not, until the agreement names the host.'),
  REPORT_REFUSED: entry(39, 403, 0, false, 'This cannot be reported.',
    'A frank that is forged, of another message, sender, recipient or gateway, or more than 90 days old: the gateway answers alike.', 'Send commitment, frank and context exactly as the Deliver or the event had them, for the user that it was delivered to.',
    'Do not. Nothing was stored.'),
  ERASED_LIST_UNFIT: entry(45, 409, 0, false, 'The list of erased users does not fit this store.',
    'It is missing, damaged, of other keys, or older than a restored store; or the store is an older copy that no command restored.', 'Put the newest list to where privacy.erasedList says, or go on without it as the detail says.',
    'Do not, until that is done.'),
  AUDIT_LOG_UNFIT: entry(44, 409, 0, false, 'The audit log is not the one that was signed.',
    'The store was set back, or somebody changed entries or checkpoints in the database while no gateway looked.', 'If you put the store back by hand, run drawbridge backup mark-restored; if not, keep a copy as evidence, and restore a backup.',
    'Do not, until that is done.'),
  USER_SUSPENDED: entry(42, 403, 0, false, 'This user of yours is suspended.',
    'The gateway or the operator suspended it; nobody else learns of it.', 'Ask with ListEnforcement for rule, reason and time, and appeal if it is wrong.',
    'Do not, until the step ends: EnforcementChanged tells, or ListEnforcement.'),
  APPEAL_REFUSED: entry(43, 409, 0, false, 'This step cannot be appealed now.',
    'It was appealed before, or it is over.', 'Ask with ListEnforcement where it stands, and speak to the operator.',
    'Do not. After an Appeal whose answer was lost it says that it was taken.'),
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
