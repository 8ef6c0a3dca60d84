// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { connect } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { prepareFile } from './files.ts'
import { printedReceipt, Receipt } from './receipt-text.ts'
import { aboutOf, NOTHING_HELD, NOTHING_HELD_MEANS, withAbout } from './user-about.ts'
import type { AboutOptions } from './user-about.ts'

const Answer = Type.Object({ held: Type.Boolean(), receipt: Type.Optional(Receipt), jws: Type.Optional(Type.String()) })

/** `user erase`: the end of what the gateway holds about a person, and the proof. */
export const userEraseCommand = (context: Context): Command => {
  const command = withAbout(new Command('erase'))
    .description('erase a person: all enlistments, keys, choices, consents and what waits; there is no way back')
    .option('--dry-run', 'say how much it would be, and do nothing')
    .option('--out <file>', 'write the signed receipt to this new file; it names nobody')
    .action(async (options: AboutOptions & { readonly dryRun?: boolean }) => {
      const { reason, dryRun = false } = options
      const about = aboutOf(options)
      // A receipt is made once: see that there is a place for it before anything happens.
      const file = options.out === undefined ? undefined : prepareFile(pathFrom(context, options.out), false)
      try {
        const { receipt, jws } = await (await connect(context, options)).post('/v1/users/erase', { about, reason, dryRun }, Answer)
        if (receipt === undefined) {
          context.exitCode = NOTHING_HELD
          say(context, options.json, { held: false }, 'The gateway holds nothing about such a user.')
          return
        }
        file?.write(`${JSON.stringify({ receipt, jws }, undefined, 2)}\n`)
        say(context, options.json, { held: true, receipt, jws }, printedReceipt(receipt))
      } finally {
        file?.discard()
      }
    })
  return finish(command, {
    talksToDaemon: true, exitCodes: NOTHING_HELD_MEANS,
    examples: [
      'user erase --party heron.example --reference ana --reason OPS-41 --dry-run', 'user erase --party heron.example --reference ana --reason OPS-41 --out receipt.json',
      'user erase --user 7b0f3c52-3f0e-4c6e-9a55-0d9f5b1f6a11 --reason OPS-41 --json',
    ],
  })
}
