// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { ApplicationFile } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import { parseAdmissionFile, parseApplicationFile } from '../model/party-files.ts'
import { parseCoreKeysFile, parseVaultSecretFile } from '../model/vault-files.ts'
import type { VaultKeysFile, VaultSecretFile } from '../model/vault-files.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile, SECRET_MODE, writeJsonFile } from './files.ts'
import { createEd25519, createKeyEncryptionKey, createX25519, publicPart } from './fresh-keys.ts'

interface InitOptions extends PinOptions { readonly out: string; readonly force?: boolean }
interface PinOptions { readonly core?: readonly string[]; readonly delegation?: string; readonly json?: boolean }

/** Nobody writes it again but by replacing it. */
const START_SECRET_MODE = 0o400

/** `vault init`: makes a start secret. Needs no daemon, and belongs where the vault runs. */
export const vaultInitCommand = (context: Context): Command => {
  const command = withPins(new Command('init'))
    .description('make the start secret of a vault, and print the public keys that go to the core')
    .requiredOption('--out <file>', 'where the secret goes; readable by the user that starts the vault only')
    .option('--force', 'overwrite a secret that is there; everything sealed with it is lost')
    .action((options: InitOptions) => { init(context, options) })
  return finish(command, { examples: ['vault init --out vault.secret > vault-keys.json', 'vault init --out vault.secret --core admission.json core-keys.json --json'] })
}

/** `vault pin`: tells a vault whom it works for. */
export const vaultPinCommand = (context: Context): Command => {
  const command = withPins(new Command('pin'))
    .description('write the core\'s keys, or its delegation, into a start secret; the vault takes it at its next start')
    .requiredOption('--secret <file>', 'the start secret')
    .action((options: PinOptions & { readonly secret: string }) => { pin(context, options) })
  return finish(command, { examples: [
    'vault pin --secret vault.secret --core core/application.json core-keys.json --delegation delegation.jws',
    'vault pin --secret vault.secret --core core/admission.json core-keys.json', 'vault pin --secret vault.secret --delegation delegation.jws',
  ] })
}

const withPins = (command: Command): Command => command
  .option('--core <files...>', 'two files: the core\'s application or admission file, for its issuer keys, and its keys file, for content')
  .option('--delegation <file>', 'the core\'s delegation to this vault\'s statement key; without it no user can be minted')

const init = (context: Context, options: InitOptions): void => {
  const path = pathFrom(context, options.out)
  const secret: VaultSecretFile = {
    drawbridge: 'vault-secret/1', keyEncryptionKeys: [createKeyEncryptionKey(1)],
    signingKey: createEd25519(), agreementKey: createX25519(), statementKey: createEd25519(),
    ...pinsFrom(context, options, { core: null, delegation: '' }),
  }
  writeStartSecret(path, secret, options.force === true)
  announce(context, options.json, path, secret)
}

const pin = (context: Context, options: PinOptions & { readonly secret: string }): void => {
  if (options.core === undefined && options.delegation === undefined) throw new GatewayError('CONFIG_INVALID', 'name what to pin: --core, --delegation or both')
  const path = pathFrom(context, options.secret)
  const present = readJsonFile(path, parseVaultSecretFile)
  const secret = { ...present, ...pinsFrom(context, options, present) }
  writeStartSecret(path, secret, true)
  announce(context, options.json, path, secret)
}

const pinsFrom = (context: Context, { core, delegation }: PinOptions, present: Pick<VaultSecretFile, 'core' | 'delegation'>): Pick<VaultSecretFile, 'core' | 'delegation'> => ({
  core: core === undefined ? present.core : pinnedCore(context, core),
  delegation: delegation === undefined ? present.delegation : readText(pathFrom(context, delegation)),
})

const pinnedCore = (context: Context, files: readonly string[]): VaultSecretFile['core'] => {
  const [issuersFile, keysFile, ...more] = files
  if (issuersFile === undefined || keysFile === undefined || more.length > 0) {
    throw new GatewayError('CONFIG_INVALID', '--core takes two files: the core\'s application or admission file and its keys file')
  }
  const core = readJsonFile(pathFrom(context, issuersFile), parseIssuers)
  const { party, signingKey, agreementKey } = readJsonFile(pathFrom(context, keysFile), parseCoreKeysFile)
  if (party !== core.party) throw new GatewayError('CONFIG_INVALID', `${keysFile} is of ${party}, and the core that ${issuersFile} names is ${core.party}`)
  return { party, signingKey, agreementKey, issuerKeys: core.issuerKeys }
}

/** Whose issuer keys a vault takes: the core says so itself in its application, and the gateway in the admission. */
const parseIssuers = (json: unknown): Pick<ApplicationFile, 'party' | 'issuerKeys'> => {
  const isApplication = typeof json === 'object' && json !== null && 'role' in json && !('core' in json)
  if (!isApplication) return parseAdmissionFile(json).core
  const application = parseApplicationFile(json)
  if (application.role !== 'core') throw new GatewayError('CONFIG_INVALID', `role: is the application of a ${application.role}, and a vault works for a core`)
  return application
}

/** Writes a start secret; what the vault would refuse at its start is refused here. */
export const writeStartSecret = (path: string, secret: VaultSecretFile, force: boolean): void => {
  writeJsonFile(path, parseVaultSecretFile(secret), SECRET_MODE, force)
  chmodSync(path, START_SECRET_MODE)
}

const announce = (context: Context, asJson: boolean | undefined, path: string, { signingKey, agreementKey, statementKey, core, delegation }: VaultSecretFile): void => {
  const keys: VaultKeysFile = { drawbridge: 'vault-keys/1', signingKey: publicPart(signingKey), agreementKey: publicPart(agreementKey), statementKey: publicPart(statementKey) }
  say(context, asJson, { ok: true, secret: path, core: core?.party ?? null, delegated: delegation !== '', keys }, JSON.stringify(keys, undefined, 2))
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new GatewayError('CONFIG_INVALID', `${path}: cannot be read`)
  }
}
