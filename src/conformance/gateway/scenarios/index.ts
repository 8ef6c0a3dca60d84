// SPDX-License-Identifier: AGPL-3.0-only
import type { Scenario } from '../scenario.ts'
import { agreements } from './agreements.ts'
import { attachments } from './attachments.ts'
import { contacts } from './contacts.ts'
import { costs } from './costs.ts'
import { delivery } from './delivery.ts'
import { enlistment } from './enlistment.ts'
import { ephemeral } from './ephemeral.ts'
import { frames } from './frames.ts'
import { handshake } from './handshake.ts'
import { invites } from './invites.ts'
import { keys } from './keys.ts'
import { messages } from './messages.ts'
import { sessions } from './sessions.ts'
import { reports, traces } from './traces.ts'

/** All of them, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = [
  ...handshake, ...frames, ...costs, ...enlistment, ...keys, ...contacts, ...invites, ...sessions, ...messages, ...delivery, ...ephemeral, ...traces, ...attachments, ...reports, ...agreements,
]
