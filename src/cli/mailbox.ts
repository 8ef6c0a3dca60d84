// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Context } from './context.ts'
import { mailboxDropCommand, mailboxRetryCommand } from './mailbox-change.ts'
import { mailboxListCommand } from './mailbox-list.ts'

/** `mailbox …` */
export const mailboxCommand = (context: Context): Command => new Command('mailbox').description('messages that do not arrive')
  .addCommand(mailboxListCommand(context)).addCommand(mailboxRetryCommand(context)).addCommand(mailboxDropCommand(context))
