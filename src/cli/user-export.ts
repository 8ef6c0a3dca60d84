// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { connect } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { SECRET_MODE, writeJsonFile } from './files.ts'
import { aboutOf, NOTHING_HELD, NOTHING_HELD_MEANS, withAbout } from './user-about.ts'
import type { AboutOptions } from './user-about.ts'

const Answer = Type.Object({ held: Type.Boolean(), export: Type.Optional(Type.Unknown()) })

/** `user export`: what the gateway holds about a person. */
export const userExportCommand = (context: Context): Command => {
  const command = withAbout(new Command('export'))
    .description('show what the gateway holds about a person, in plain words; never content, which it cannot open')
    .option('--out <file>', 'write it to this new file, which only you may read')
    .action(async (options: AboutOptions) => {
      const about = aboutOf(options)
      const answer = await (await connect(context, options)).post('/v1/users/export', { about, reason: options.reason }, Answer)
      if (!answer.held) {
        context.exitCode = NOTHING_HELD
        say(context, options.json, { held: false }, 'The gateway holds nothing about such a user.')
        return
      }
      if (options.out === undefined) {
        say(context, options.json, answer, JSON.stringify(answer.export, undefined, 2))
        return
      }
      const path = pathFrom(context, options.out)
      writeJsonFile(path, answer.export, SECRET_MODE, false)
      say(context, options.json, { held: true, out: path }, `Wrote ${path}. It is personal data: hand it to the person alone, and delete it.`)
    })
  return finish(command, {
    talksToDaemon: true, exitCodes: NOTHING_HELD_MEANS,
    examples: ['user export --party heron.example --reference ana --reason OPS-41 --out ana.json', 'user export --address ana@heron.example --reason OPS-41 --json'],
  })
}
