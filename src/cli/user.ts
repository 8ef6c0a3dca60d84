// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Context } from './context.ts'
import { userEraseCommand } from './user-erase.ts'
import { userExportCommand } from './user-export.ts'
import { userReceiptCommand } from './user-receipt.ts'

/** `user …` */
export const userCommand = (context: Context): Command => new Command('user').description('what is held of a person, and its end')
  .addCommand(userExportCommand(context)).addCommand(userEraseCommand(context)).addCommand(userReceiptCommand(context))
