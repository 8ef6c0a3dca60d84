// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { addCommand } from './add.ts'
import type { Context } from './context.ts'
import { initCommand } from './init.ts'
import { providerLimitsCommand } from './limits.ts'
import { providerListCommand } from './provider-list.ts'
import { providerReportCommand } from './provider-report.ts'
import { providerLiveCommand, providerRequestCommand, providerWithdrawCommand } from './provider-request.ts'
import { providerRotateCommand } from './provider-rotate.ts'
import { providerShowCommand } from './provider-show.ts'
import { providerResumeCommand, providerSuspendCommand } from './provider-state.ts'

/** `provider …` */
export const providerCommand = (context: Context): Command => new Command('provider').description('organisations with an agreement')
  .addCommand(initCommand(context, 'provider')).addCommand(providerRequestCommand(context)).addCommand(providerWithdrawCommand(context)).addCommand(addCommand(context, 'provider'))
  .addCommand(providerReportCommand(context)).addCommand(providerRotateCommand(context)).addCommand(providerLiveCommand(context))
  .addCommand(providerListCommand(context)).addCommand(providerShowCommand(context)).addCommand(providerLimitsCommand(context))
  .addCommand(providerSuspendCommand(context)).addCommand(providerResumeCommand(context))
