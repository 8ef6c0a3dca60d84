// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { GatewayError } from '../model/errors.ts'
import { isWebhookSecret, mintWebhookSecret } from '../model/webhook-signature.ts'
import { readPrivateJson, writePrivateJson } from './private-file.ts'

/** Name of the file in the keys folder. */
const FILE = 'webhook-secrets.json'
/** The one in force and the one before it: a receiver that has neither is told by none of three. */
const MAX_SECRETS = 2
const closed = { additionalProperties: false } as const

const SecretsFile = Type.Object({
  drawbridge: Type.Literal('webhook-secrets/1'),
  /** The newest first. */
  secrets: Type.Array(Type.Object({
    secret: Type.String({ maxLength: 100 }),
    /** Ms since the epoch. */
    madeAt: Type.Integer({ minimum: 0 }),
    /** Signs until then; without it there is no end yet. */
    endsAt: Type.Optional(Type.Integer({ minimum: 0 })),
  }, closed), { maxItems: MAX_SECRETS }),
}, closed)
type SecretsFile = Static<typeof SecretsFile>

/** A secret that the gateway signs webhooks with. */
export type WebhookSecret = SecretsFile['secrets'][number]

/** A rotation that is done. */
export interface Rotated {
  readonly secret: string
  /** Until when the one before signs too, in ms since the epoch; undefined where there was none, or it ended at once. */
  readonly formerUntil: number | undefined
}

/** The secrets in the keys folder that are in force, the newest first; none where none was made. Throws `CONFIG_INVALID` for a damaged file. */
export const webhookSecrets = (folder: string, now: number): readonly string[] => read(folder).filter(inForce(now)).map(({ secret }) => secret)

/**
 * Makes a new secret, which signs from now on; the one before signs beside it for `overlapMs`, so that the receiver has that
 * time to take the new one up. Throws `CONFLICT` while two are in force, unless the overlap is 0, which ends both of them.
 */
export const rotateWebhookSecret = (folder: string, now: number, overlapMs: number): Rotated => {
  const held = read(folder).filter(inForce(now))
  const [current] = held
  if (held.length >= MAX_SECRETS && overlapMs > 0) {
    throw new GatewayError('CONFLICT', 'the last rotation is not over, and a third secret would end one that may still be needed; wait for it, or end both with an overlap of 0')
  }
  const secret = mintWebhookSecret()
  const formerUntil = current !== undefined && overlapMs > 0 ? now + overlapMs : undefined
  const former = current === undefined || formerUntil === undefined ? [] : [{ ...current, endsAt: formerUntil }]
  writePrivateJson(join(folder, FILE), { drawbridge: 'webhook-secrets/1', secrets: [{ secret, madeAt: now }, ...former] } satisfies SecretsFile)
  return { secret, formerUntil }
}

const inForce = (now: number) => ({ endsAt }: WebhookSecret): boolean => endsAt === undefined || endsAt > now

const read = (folder: string): readonly WebhookSecret[] => {
  const path = join(folder, FILE)
  const file = readPrivateJson(path)
  if (file === undefined) return []
  const { value } = file
  if (!Check(SecretsFile, value) || !value.secrets.every(({ secret }) => isWebhookSecret(secret))) {
    throw new GatewayError('CONFIG_INVALID', `${path} holds no webhook secrets of this version, or is damaged`)
  }
  return value.secrets
}
