// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Context } from './context.ts'
import { keyPairCommand } from './key-pair.ts'
import type { KeyPairWords } from './key-pair.ts'
import { reportFrankKeysCommand, reportPinCommand } from './report-keys.ts'
import { reportDropCommand, reportExportCommand, reportListCommand } from './report-list.ts'
import { reportOpenCommand, reportVerifyCommand } from './report-open.ts'

const KEYS: KeyPairWords = {
  under: 'report', kind: 'moderation', loss: 'no report can be read',
  description: 'make the moderation key: the private half stays where reports are read, never where the gateway is; the public one is printed',
}

/** `report …` */
export const reportCommand = (context: Context): Command => new Command('report').description('what users report to you: sealed where the gateway is, opened and proven where the moderation key is')
  .addCommand(keyPairCommand(context, KEYS)).addCommand(reportPinCommand(context)).addCommand(reportFrankKeysCommand(context))
  .addCommand(reportListCommand(context)).addCommand(reportExportCommand(context)).addCommand(reportDropCommand(context))
  .addCommand(reportOpenCommand(context)).addCommand(reportVerifyCommand(context))
