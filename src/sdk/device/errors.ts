// SPDX-License-Identifier: Apache-2.0

/** Every reason for which a device refuses, by name; no text holds an identifier, a key or content. */
export const deviceErrors = {
  FILE_REFUSED: 'The state file is of a newer version, is no state file, or cannot be written durably.',
  FILE_IN_USE: 'Another process has this state file open.',
  CLOSED: 'The device was closed.',
  NOT_ENLISTED: 'The device holds no enlisted identity yet.',
  ALREADY_ENLISTED: 'The file belongs to another user already.',
  STATEMENT_MISMATCH: 'The home signed a statement or token that does not fit this device.',
  NOT_MINE: 'A push for another user or device was handed over.',
  UNEXPECTED_ANSWER: 'The gateway answered with something that does not belong to the request.',
  NOT_A_CONTACT: 'There is no grant between the two users.',
  BLOCKED: 'The user has blocked, or taken back the consent toward, this contact.',
  NOT_SUPPORTED: 'A device of the contact cannot show this kind of message.',
  NOT_OWN_MESSAGE: 'Only a message of one\'s own, to this contact, can be edited or deleted.',
  NOT_THEIRS: 'A contact wanted to edit or delete a message that is not its own.',
  TOO_LATE: 'The message that was to be edited is more than a day old.',
  CONTENT_TOO_LONG: 'The content does not fit one message.',
  IDENTITY_CHANGED: 'The contact has a new identity key or custody that was not accepted yet.',
  CUSTODY_REFUSED: 'The contact does not have the custody that was demanded.',
  DEVICES_UNSETTLED: 'The contact\'s devices changed with every try.',
  NO_KEYS: 'The gateway serves no keys for a device of the contact.',
  GIVEN_UP: 'The contact could not open the message, however often it was sent again.',
  UNKNOWN_ISSUER: 'No trusted list names a key of the contact\'s home.',
  STATEMENT_REFUSED: 'The identity statement does not hold for this contact and key.',
  DEVICE_LIST_REFUSED: 'The device list is not signed by the identity key, or is another user\'s or version\'s.',
  DEVICE_LIST_ROLLED_BACK: 'The device list is older than one seen before.',
  BUNDLE_REFUSED: 'A prekey or its signature does not hold.',
  HOME_CHANGED: 'The contact was said to belong to another home than before.',
  ISSUER_LIST_REFUSED: 'The issuer list is not signed by the core, or is not well formed.',
  ISSUER_LIST_ROLLED_BACK: 'The issuer list is older than one seen before.',
  UNTRUSTED_IDENTITY: 'A message was under an identity key that the contact\'s home does not vouch for.',
  COMMITMENT_MISMATCH: 'A message does not fit the commitment that travelled with it.',
  SENDER_MISMATCH: 'A message names another sender or recipient than the frame around it.',
  REPLAYED: 'A message opens a session that was opened before.',
  HELD_TOO_MANY: 'Too many messages wait for their sender to become known or verified.',
  REPORTS_NOT_READ: 'The operator names no key that reports are sealed to.',
  NOT_REPORTABLE: 'Nothing is kept that would prove this message to the operator: it is too old, was discarded, or the gateway did not vouch for it.',
  MALFORMED_MESSAGE: 'What was inside the encryption, or around it, is not well formed.',
} as const satisfies Record<string, string>

/** A code of {@link deviceErrors}. */
export type DeviceErrorReason = keyof typeof deviceErrors

/** Thrown when the device itself refuses; what the gateway refuses is a `GatewayError`, and no answer is a `LinkLost`. */
export class DeviceError extends Error {
  readonly reason: DeviceErrorReason
  constructor(reason: DeviceErrorReason) {
    super(deviceErrors[reason])
    this.name = 'DeviceError'
    this.reason = reason
  }
}
