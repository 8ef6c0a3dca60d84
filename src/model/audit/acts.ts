// SPDX-License-Identifier: Apache-2.0

/** Everything that the audit log tells of, each with its sentence. A closed set: an act that is not here does not verify. */
export const auditActs = {
  'daemon.started': 'A node of the gateway began to run.',
  'daemon.stopped': 'A node of the gateway ended as planned.',
  'store.restored': 'The first start after a backup was put back; what was told after that backup is gone from the log.',
  'audit.set-back': 'This node goes on with another log than the one it had signed last, as the operator told it to after a restore; details name that log.',
  'store.copied': 'The store was copied into this database by "migrate copy".',
  'store.erased-again': 'After a restore, whoever was erased since that backup was erased again from the list outside.',
  'party.added': 'A party was admitted.',
  'party.suspended': 'A party was suspended and its links were closed.',
  'party.resumed': 'A suspension was lifted.',
  'party.limits-changed': 'What the agreement with a party allows was changed.',
  'party.keys-changed': 'A new key of a party was let in beside the old one, or the old one was taken out.',
  'agreement.requested': 'A provider\'s request for interoperability was noted; three months run from its day.',
  'agreement.withdrawn': 'A provider took its request back.',
  'agreement.report-attached': 'A signed conformance report was attached to an agreement.',
  'agreement.live': 'A provider that was testing was let through: messages pass.',
  'offer.built': 'A new version of the reference offer was signed.',
  'enforcement.taken': 'A step of enforcement was taken against a user or a provider, by the operator or by a rule.',
  'enforcement.ended': 'A step of enforcement was lifted, or its time was over.',
  'enforcement.appeal-decided': 'An appeal against a step of enforcement was turned down.',
  'mailbox.retried': 'Parked messages were put back into their lanes.',
  'mailbox.dropped': 'Parked messages were removed for good.',
  'webhook.replayed': 'Events that the webhook of the core had not taken were offered again.',
  'webhook.secrets-changed': 'Webhooks are signed with secrets that this run of the gateway met first now.',
  'user.exported': 'The operator was given what is held about a person.',
  'credential.added': 'A credential for /core/v1 was made.',
  'credential.removed': 'A credential for /core/v1 was removed.',
  'tokens.changed': 'The tokens of the admin API over TCP are a set that this run of the gateway met first now.',
  'vault.rewrapped': 'The keys of all users of the vault are under a newer key-encryption key.',
  'report.dropped': 'A report was deleted; its reporter stays counted only if it was founded.',
  'media.bucket-adopted': 'The operator said that the bucket of attachments is this store\'s from now on.',
  'issuer-list.put': 'The core put a newer list of the keys that it vouches for.',
  'identity.changed': 'A user got a new identity key from its home.',
  'user.erased': 'An enlistment was erased by its home, or a person by the operator.',
} as const

/** One of them. */
export type AuditAct = keyof typeof auditActs

/** Whether a word is one of them. */
export const isAuditAct = (word: string): word is AuditAct => Object.hasOwn(auditActs, word)
