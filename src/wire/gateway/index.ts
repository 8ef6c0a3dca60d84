// SPDX-License-Identifier: Apache-2.0
// The door for who speaks the gateway protocol: frames, and the signed and sealed bytes that travel in them. Content is
// behind another door, which nothing that runs in the daemon may reach.
export { decodePartyFrame, encodePartyFrame, partyRequestKinds } from './party-frame.ts'
export type { PartyFrame } from './party-frame.ts'
export { decodeGatewayFrame, encodeGatewayFrame } from './gateway-frame.ts'
export type { GatewayFrame, ReceivedBody } from './gateway-frame.ts'
export type { ReceivedEvent } from './event-bodies.ts'
export { FrameError } from './frame-error.ts'
export { decodeEnlistment, encodeEnlistment } from './enlistment.ts'
export { decodeDeviceList, encodeDeviceList } from './device-list.ts'
export { decodeEnvelope, encodeEnvelope } from './envelope.ts'
export type { OpenableEnvelope } from './envelope.ts'
export { prekeysNamedBy } from './prekey-names.ts'
