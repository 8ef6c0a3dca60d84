// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { pathFrom } from './context.ts'
import type { Context } from './context.ts'

/** A party of the demo as a process of its own; the demo starts it, people do not. */
export const sandboxPartyCommand = (context: Context): Command => new Command('sandbox-party')
  .argument('<folder>', 'folder with the party\'s keys and admission file')
  .action(async (folder: string) => {
    const { serveParty } = await import('../sandbox/serve-party.ts')
    await serveParty(pathFrom(context, folder), context.io.pipes.input, context.io.pipes.output)
  })
