// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { BucketAnswer, bucketWords } from './bucket-words.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'

/** `media …` */
export const mediaCommand = (context: Context): Command => new Command('media').description('where the bytes of attachments lie')
  .addCommand(bucketCommand(context)).addCommand(adoptCommand(context))

const bucketCommand = (context: Context): Command => {
  const command = withPlace(new Command('bucket'))
    .description('say whether the bucket of media.s3 is this gateway\'s, by the mark in it')
    .action(async (options: PlaceOptions & { readonly json?: boolean }) => {
      const found = await (await connect(context, options)).get('/v1/media/bucket', BucketAnswer)
      say(context, options.json, found, bucketWords[found.state].join('\n'))
    })
  return finish(command, { talksToDaemon: true, examples: ['media bucket', 'media bucket --json'] })
}

const adoptCommand = (context: Context): Command => {
  const command = withPlace(new Command('adopt'))
    .description('say that the bucket of media.s3 is this store\'s from now on: after a restore, or where its mark is lost. Whatever other copy of the store had it touches it no more, and what this store does not know in it is deleted')
    .requiredOption('--reason <text>', 'why; kept in the audit log')
    .action(async ({ reason, ...options }: PlaceOptions & { readonly reason: string; readonly json?: boolean }) => {
      const found = await (await connect(context, options)).post('/v1/media/bucket/adopt', { reason }, BucketAnswer)
      say(context, options.json, found, 'The bucket is this store\'s.')
    })
  return finish(command, { talksToDaemon: true, examples: ['media adopt --reason "restored from the backup of Monday, the old machine is gone"', 'media adopt --reason OPS-41 --json'] })
}
