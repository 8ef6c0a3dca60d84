// SPDX-License-Identifier: Apache-2.0

/** What a vault passes on for its users, as their device lists say it. What comes once, such as typing, reaches no vault. */
export const VAULT_CAPABILITIES = Object.freeze(['msg.text/1', 'receipts/1', 'retry/1', 'msg.attachment/1', 'msg.reaction/1', 'msg.edit/1', 'msg.delete/1'] as const)

/** What the devices of this software can show and do, as their device lists say it. */
export const DEVICE_CAPABILITIES = Object.freeze([...VAULT_CAPABILITIES, 'msg.typing/1'] as const)

/** One of {@link DEVICE_CAPABILITIES}. */
export type DeviceCapability = (typeof DEVICE_CAPABILITIES)[number]
