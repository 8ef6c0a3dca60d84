// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { auditExportCommand } from './audit-export.ts'
import { auditListCommand } from './audit-list.ts'
import { auditProveCommand } from './audit-prove.ts'
import { auditVerifyCommand } from './audit-verify.ts'
import type { Context } from './context.ts'

/** `audit …` */
export const auditCommand = (context: Context): Command => new Command('audit').description('what operators and parties changed, and the proof that nothing of it was changed afterwards')
  .addCommand(auditListCommand(context)).addCommand(auditExportCommand(context)).addCommand(auditVerifyCommand(context)).addCommand(auditProveCommand(context))
