// SPDX-License-Identifier: Apache-2.0

/** Why something is kept, for how long, and what ends it. */
export interface Retention {
  readonly purpose: string
  /** For how long, in words. */
  readonly kept: string
  /** What deletes it. */
  readonly endedBy: string
}

/**
 * Every kind of data that the gateway keeps. docs/data-register.md puts each column of the store and each field on the wire under one of them, and says of each
 * the same in the same words; an export quotes them.
 */
export const retention = {
  agreement: { purpose: 'to know which organisation may connect, and what it may do', kept: 'as long as the gateway lives', endedBy: 'nothing by itself' },
  membership: { purpose: 'to reach a user and to show who it is', kept: 'until the user leaves', endedBy: 'Unenlist, DELETE /users/{ref}, user erase' },
  keys: { purpose: 'to let others begin an encrypted conversation', kept: 'until replaced, handed out, or the user leaves', endedBy: 'PutPrekeys, UpdateDevices, GetBundles, and what ends membership' },
  consent: { purpose: 'to let only those through who said yes', kept: 'until one of both leaves; a block or a denial for good', endedBy: 'what ends membership, but for the other\'s no' },
  request: { purpose: 'to ask for contact, once', kept: '30 days', endedBy: 'the sweep each minute' },
  invite: { purpose: 'to let somebody be asked for by a link', kept: 'until it ends, at most 30 days', endedBy: 'the sweep each minute, RevokeInvite, what ends membership' },
  message: { purpose: 'to deliver it', kept: 'until acknowledged, at most 30 days; off the disk within 60 seconds', endedBy: 'Ack, expiry each minute, mailbox drop' },
  submission: { purpose: 'to answer a repetition alike, and so to deliver once', kept: 'the longest life of a message and 7 days', endedBy: 'the sweep each minute' },
  lane: { purpose: 'to keep messages in order', kept: 'until one of both leaves', endedBy: 'what ends membership' },
  trace: { purpose: 'to find out why a message did not arrive', kept: '7 days after its end', endedBy: 'the sweep each minute' },
  event: { purpose: 'to tell a user what happened', kept: 'until acknowledged; a dead letter 30 days, or fewer if privacy.deadLetterDays says so', endedBy: 'Ack, the core\'s cursor, the webhook\'s hourly sweep' },
  attachment: { purpose: 'to hand a sealed file over', kept: 'until every device has it, at most the longest life of a message; that it was there for 30 days more; that it counts, until its time is over', endedBy: 'AttachmentDone, the media sweep, the sweep' },
  vault: { purpose: 'to hold a core user\'s side of its conversations, sealed by the vault', kept: 'until the user or the peer leaves', endedBy: 'what ends membership; each prekey goes when it is used' },
  spoken: { purpose: 'to send a message again to a device that could not open it', kept: 'as long as its submission', endedBy: 'the sweep each minute, newer messages of the pair' },
  report: { purpose: 'to let the operator act on what users report, with proof', kept: '90 days', endedBy: 'the sweep each minute, report drop' },
  usage: { purpose: 'to bound what a user and a party may send in a day', kept: '2 days', endedBy: 'the sweep each minute' },
  target: { purpose: 'to bound how many new people a party may ask for', kept: '30 days after the last request', endedBy: 'the sweep each minute' },
  step: { purpose: 'to stop who misuses the service, and to answer for it', kept: 'until it ends and 90 days; one that has ended until the user leaves', endedBy: 'the sweep each minute, what ends membership' },
  position: { purpose: 'to go on after a link broke', kept: '10 minutes', endedBy: 'Resume, the sweep each minute' },
  erased: { purpose: 'to let nobody take an erased id over, and to erase again after a restore', kept: 'for good, as a hash', endedBy: 'nothing' },
  audit: { purpose: 'to prove what operators and parties changed', kept: 'for good; users in it as keyed hashes', endedBy: 'nothing' },
  machine: { purpose: 'to run', kept: 'as long as the gateway lives', endedBy: 'nothing; it is about no person' },
  passing: { purpose: 'to do what was asked', kept: 'not kept', endedBy: 'the answer' },
} as const satisfies Record<string, Retention>

/** A kind of data of {@link retention}. */
export type Kind = keyof typeof retention
