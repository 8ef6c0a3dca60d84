// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { contentOpenCommand } from './content-open.ts'
import { contentSealCommand } from './content-seal.ts'
import type { Context } from './context.ts'

/** `content …` */
export const contentCommand = (context: Context): Command => new Command('content')
  .description('seal and open content as a core does, to see what your own code should do')
  .addCommand(contentSealCommand(context)).addCommand(contentOpenCommand(context))
