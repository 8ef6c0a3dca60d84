// SPDX-License-Identifier: AGPL-3.0-only
export { createRequireCallable } from './callable.ts'
export { createOutgoing } from './outgoing.ts'
export type { Outgoing } from './ports.ts'
export { createWake } from './wake.ts'
export { createWakeUrls } from './wake-url.ts'
export { createWakeCall } from './wake-call.ts'
