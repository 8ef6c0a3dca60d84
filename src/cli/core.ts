// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { addCommand } from './add.ts'
import type { Context } from './context.ts'
import { coreCredentialCommand } from './core-credential.ts'
import { coreKeysCommand } from './core-keys.ts'
import { coreListenCommand } from './core-listen.ts'
import { coreWebhookCommand } from './core-webhook.ts'
import { delegateCommand } from './delegate.ts'
import { initCommand } from './init.ts'
import { issuersCommand } from './issuers.ts'
import { coreLimitsCommand } from './limits.ts'

/** `core …` */
export const coreCommand = (context: Context): Command => new Command('core').description('your own messaging service')
  .addCommand(initCommand(context, 'core')).addCommand(addCommand(context, 'core'))
  .addCommand(coreCredentialCommand(context)).addCommand(issuersCommand(context)).addCommand(coreKeysCommand(context)).addCommand(delegateCommand(context))
  .addCommand(coreWebhookCommand(context)).addCommand(coreListenCommand(context)).addCommand(coreLimitsCommand(context))
