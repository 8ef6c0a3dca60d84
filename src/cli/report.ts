// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Context } from './context.ts'
import { reportFrankKeysCommand, reportKeysCommand, reportPinCommand } from './report-keys.ts'
import { reportDropCommand, reportExportCommand, reportListCommand } from './report-list.ts'
import { reportOpenCommand, reportVerifyCommand } from './report-open.ts'

/** `report …` */
export const reportCommand = (context: Context): Command => new Command('report').description('what users report to you: sealed where the gateway is, opened and proven where the moderation key is')
  .addCommand(reportKeysCommand(context)).addCommand(reportPinCommand(context)).addCommand(reportFrankKeysCommand(context))
  .addCommand(reportListCommand(context)).addCommand(reportExportCommand(context)).addCommand(reportDropCommand(context))
  .addCommand(reportOpenCommand(context)).addCommand(reportVerifyCommand(context))
