// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { GatewayError } from '../model/errors.ts'
import { rotateWebhookSecret } from '../ops/webhook-secrets.ts'
import { configOf } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'

interface RotateOptions extends PlaceOptions { readonly overlapHours: string; readonly json?: boolean }

const HOUR_MS = 3_600_000
/** A week: who has not taken up the new secret by then will not. */
const MAX_OVERLAP_HOURS = 168

/** `core webhook rotate`: also how the first secret is made. */
export const webhookRotateCommand = (context: Context): Command => {
  const command = new Command('rotate')
    .description('make a new secret for webhooks and print it for the core; the one before signs beside it for a while. Also makes the first one')
    .option('--config <file>', 'configuration file of the daemon')
    .option('--keys <dir>', 'folder of the service keys')
    .option('--overlap-hours <n>', 'how long the secret before signs too, 0 to 168; 0 ends it at once, for one that leaked', '24')
    .action(async ({ overlapHours, ...options }: RotateOptions) => {
      const hours = /^[0-9]{1,3}$/.test(overlapHours) ? Number(overlapHours) : Infinity
      if (hours > MAX_OVERLAP_HOURS) throw new GatewayError('CONFIG_INVALID', `--overlap-hours must be a whole number from 0 to ${String(MAX_OVERLAP_HOURS)}`)
      const { config } = await configOf(context, options)
      const { secret, formerUntil } = rotateWebhookSecret(config.keys.folder, Date.now(), hours * HOUR_MS)
      const until = formerUntil === undefined ? undefined : new Date(formerUntil).toISOString()
      say(context, options.json, { secret, ...(until === undefined ? {} : { formerUntil: until }) }, secret)
      if (until !== undefined && options.json !== true) context.io.stderr.write(`The secret before signs too until ${until}.\n`)
    })
  return finish(command, { examples: ['core webhook rotate > webhook-secret', 'core webhook rotate --overlap-hours 0 --json'] })
}
