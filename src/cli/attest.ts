// SPDX-License-Identifier: AGPL-3.0-only
import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { Command, InvalidArgumentError } from 'commander'
import Type from 'typebox'
import { Check } from 'typebox/value'
import { parseVaultKeysFile } from '../model/vault-files.ts'
import type { VaultKeysFile } from '../model/vault-files.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'
import { ExitCode } from './io.ts'

type AttestOptions = PlaceOptions & { readonly nonce?: string; readonly vaultKeys?: string; readonly json?: boolean }

const NONCE_BYTES = 32
const Answer = Type.Object({ vaults: Type.Array(Type.Object({ place: Type.Integer(), ready: Type.Boolean(), statement: Type.Optional(Type.String()) })) })
const Claims = Type.Object({
  nonce: Type.String(), shape: Type.String(), cst: Type.String(), cfg: Type.String(), delegated: Type.Boolean(), refused: Type.Array(Type.String()),
  versions: Type.Object({ drawbridge: Type.String(), libsignal: Type.String(), node: Type.String() }),
})

/** `attest`: what the vaults of a running daemon say of themselves, signed by them. */
export const attestCommand = (context: Context): Command => {
  const command = withPlace(new Command('attest'))
    .description('ask each vault what it is: shape, custody, versions, keys, and what it tried and could not do; signed by the vault')
    .option('--nonce <hex>', '32 bytes that prove how fresh it is (default: random)', nonceText)
    .option('--vault-keys <file>', 'what "vault init" printed; checks the signature and fails where it does not hold')
    .action(async (options: AttestOptions) => { await attest(context, options) })
  return finish(command, {
    talksToDaemon: true, exitCodes: { [ExitCode.FAILED]: 'there is no vault, one does not answer, or a statement does not hold' },
    examples: ['attest', 'attest --vault-keys vault-keys.json --json'],
  })
}

const attest = async (context: Context, options: AttestOptions): Promise<void> => {
  const keys = options.vaultKeys === undefined ? undefined : readJsonFile(pathFrom(context, options.vaultKeys), parseVaultKeysFile)
  const nonce = options.nonce ?? randomBytes(NONCE_BYTES).toString('hex')
  const { vaults } = await (await connect(context, options)).get(`/v1/vaults/attestations?nonce=${nonce}`, Answer)
  const found = vaults.map(({ place, statement }) => ({ place, statement, ...judge(statement, nonce, keys) }))
  if (!found.every(({ holds }) => holds)) context.exitCode = ExitCode.FAILED
  say(context, options.json, { ok: context.exitCode === ExitCode.OK, nonce, vaults: found }, found.map(toText).join('\n'))
}

interface Judged { readonly holds: boolean; readonly verified: boolean; readonly claims: unknown }

/** Without the vault's keys only that it was made for this nonce. */
const judge = (statement: string | undefined, nonce: string, keys: VaultKeysFile | undefined): Judged => {
  const [header = '', payload = '', signature = ''] = statement?.split('.') ?? []
  const claims = parse(payload)
  const verified = keys !== undefined
    && verify(null, Buffer.from(`${header}.${payload}`), createPublicKey({ key: { ...keys.signingKey }, format: 'jwk' }), Buffer.from(signature, 'base64url'))
  return { holds: Check(Claims, claims) && claims.nonce === nonce && (keys === undefined || verified), verified, claims }
}

const parse = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return null
  }
}

const toText = ({ place, holds, verified, claims }: Judged & { readonly place: number }): string => {
  if (!Check(Claims, claims)) return `vault ${place} does not answer`
  return `vault ${place}: ${claims.shape}, custody ${claims.cst}, ${claims.delegated ? 'may' : 'may not'} state identities; ${holds ? verified ? 'the signature holds' : 'signature not checked (--vault-keys)' : 'THE STATEMENT DOES NOT HOLD'}
  versions   drawbridge ${claims.versions.drawbridge}, libsignal ${claims.versions.libsignal}, node ${claims.versions.node}
  config     ${claims.cfg}
  refused    ${claims.refused.join(', ')}`
}

const nonceText = (text: string): string => {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError('It must be 64 hexadecimal digits in lower case.')
  return text
}
