// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { isWebhookSecret } from '../model/webhook-signature.ts'
import { readPrivateFile } from '../ops/private-file.ts'
import { pathFrom } from './context.ts'
import type { Context } from './context.ts'

/** The webhook secret in a file, as `core webhook rotate` prints it. Throws `CONFIG_INVALID` for anything else. */
export const readWebhookSecret = (context: Context, file: string): string => {
  const secret = readPrivateFile(pathFrom(context, file))?.trim() ?? ''
  if (!isWebhookSecret(secret)) throw new GatewayError('CONFIG_INVALID', `${file}: holds no webhook secret; "drawbridge core webhook rotate" prints one, which begins with whsec_`)
  return secret
}
