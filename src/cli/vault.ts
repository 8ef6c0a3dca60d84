// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Context } from './context.ts'
import { vaultInitCommand, vaultPinCommand } from './vault-secret.ts'
import { vaultHealthCommand } from './vault-health.ts'
import { vaultRunCommand } from './vault-run.ts'

/** `vault …` */
export const vaultCommand = (context: Context): Command => new Command('vault')
  .description('the process that holds message keys of users whose core speaks no Signal')
  .addCommand(vaultInitCommand(context)).addCommand(vaultPinCommand(context)).addCommand(vaultRunCommand(context)).addCommand(vaultHealthCommand(context))
