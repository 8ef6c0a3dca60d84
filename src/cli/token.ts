// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { Command, Option } from 'commander'
import { GatewayError } from '../model/errors.ts'
import { readTokensFile, tokenHash } from '../ops/admin-tokens.ts'
import type { Scope, TokensFile } from '../ops/admin-tokens.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { SECRET_MODE, writeJsonFile } from './files.ts'

interface TokenOptions { readonly file: string; readonly name: string; readonly scope: Scope; readonly json?: boolean }

const TOKEN_BYTES = 32
const NAME = /^[A-Za-z0-9._-]{1,64}$/

/** `token create`: a token for the admin API over TCP. */
export const tokenCommand = (context: Context): Command => {
  const create = new Command('create')
    .description('make a token for the admin API over TCP; it is shown once, its hash is kept')
    .requiredOption('--file <path>', 'the file that admin.tokensFile names; made if it is missing')
    .requiredOption('--name <word>', 'who will use it')
    .addOption(new Option('--scope <scope>', 'metrics reads GET /metrics and nothing else, read looks at everything, manage also changes').choices(['metrics', 'read', 'manage']).default('read'))
    .action((options: TokenOptions) => { createToken(context, options) })
  finish(create, { examples: ['token create --file tokens.json --name dashboard', 'token create --file tokens.json --name prometheus --scope metrics > prometheus.token', 'token create --file tokens.json --name deploy --scope manage --json'] })
  return new Command('token').description('tokens of the admin API over TCP').addCommand(create)
}

const createToken = (context: Context, { file, name, scope, json }: TokenOptions): void => {
  const path = pathFrom(context, file)
  if (!NAME.test(name)) throw new GatewayError('CONFIG_INVALID', '--name must be 1 to 64 of A-Z a-z 0-9 . _ -')
  const { tokens } = readOrBegin(path)
  if (tokens.some((token) => token.name === name)) throw new GatewayError('CONFLICT', `there is a token for ${name} already; strike it from ${path} first`)
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const next: TokensFile = { drawbridge: 'admin-tokens/1', tokens: [...tokens, { name, scope, sha256: tokenHash(token) }] }
  writeJsonFile(path, next, SECRET_MODE, true)
  say(context, json, { ok: true, name, scope, token }, token)
}

const readOrBegin = (path: string): TokensFile => {
  if (!existsSync(path)) return { drawbridge: 'admin-tokens/1', tokens: [] }
  const file = readTokensFile(path)
  if (file === undefined) throw new GatewayError('CONFIG_INVALID', `${path}: is no tokens file, or others may write it`)
  return file
}
