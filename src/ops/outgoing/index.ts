// SPDX-License-Identifier: AGPL-3.0-only
export { createOutgoing } from './outgoing.ts'
export { createPrivateHosts } from './private-hosts.ts'
export { readTarget } from './target.ts'
export { createWake } from './wake.ts'
export type { Wake } from './wake.ts'
export { createWakeCall } from './wake-call.ts'
