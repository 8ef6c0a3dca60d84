// SPDX-License-Identifier: AGPL-3.0-only
import type { Command } from 'commander'
import { ContentRefused, createVaultChannel } from '../agent/channel/index.ts'
import type { ContentRefusal, VaultChannel } from '../agent/channel/index.ts'
import { GatewayError } from '../model/errors.ts'
import { parseCoreSecretFile, parseVaultKeysFile } from '../model/vault-files.ts'
import { pathFrom } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { readJsonFile } from './files.ts'
import { ExitCode } from './io.ts'

/** Files that hold a core's end of the channel. */
export interface KeyOptions { readonly coreSecret: string; readonly vaultKeys: string }

/** Largest input: an event with a message in it, with room for labels. */
const MAX_INPUT_BYTES = 262_144

/** Adds the options that name the keys. */
export const withKeys = (command: Command): Command => command
  .requiredOption('--core-secret <file>', 'what core keys init wrote')
  .requiredOption('--vault-keys <file>', 'what vault init printed')

/** The core's end under the keys of these files. */
export const channelOf = (context: Context, { coreSecret, vaultKeys }: KeyOptions): VaultChannel => createVaultChannel({
  own: readJsonFile(pathFrom(context, coreSecret), parseCoreSecretFile), vault: readJsonFile(pathFrom(context, vaultKeys), parseVaultKeysFile),
})

/** All of standard input. Throws `CONFIG_INVALID` for nothing, or too much. */
export const readInput = async ({ io }: Context, wanted: string): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of io.pipes.input) {
    const bytes = Buffer.from(chunk as Uint8Array | string)
    size += bytes.length
    if (size > MAX_INPUT_BYTES) throw new GatewayError('CONFIG_INVALID', `standard input: more than ${MAX_INPUT_BYTES} bytes`)
    chunks.push(bytes)
  }
  if (size === 0) throw new GatewayError('CONFIG_INVALID', `standard input: is empty; it takes ${wanted}`)
  return Buffer.concat(chunks)
}

/** The JSON object on standard input. Throws `CONFIG_INVALID`. */
export const parseInput = (bytes: Buffer, wanted: string): object => {
  const value = parse(bytes)
  if (typeof value !== 'object' || value === null) throw new GatewayError('CONFIG_INVALID', `standard input: is no JSON object; it takes ${wanted}`)
  return value
}

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    // A parser's own text quotes what it read.
    return undefined
  }
}

const REASONS: Readonly<Record<ContentRefusal, readonly [detail: string, fix: string]>> = {
  'malformed': ['it is no compact JWE with exactly the header that it must have', 'Pass content and epochKey of one event, unchanged and whole; docs/vault.md has the header member by member.'],
  'other-core': ['it is encrypted to another core\'s key', 'Use the core secret whose public keys were given to vault pin.'],
  'other-vault': ['another vault\'s key signed it', 'Use the vault keys that this vault\'s init printed; with several vaults, those of the one that sealed it.'],
  'other-epoch': ['the key message is of another epoch, or of the other direction', 'Pass the epochKey of the same event. What a core sealed only its vault opens.'],
  'over': ['its epoch has not begun, or was over long ago', 'Check the clock of this machine.'],
  'other-ends': ['it says something else than was expected', 'Compare with the event that it came in: either the options are wrong, or the gateway relabelled it.'],
  'broken': ['it was changed on its way, or sealed under another key', 'Pass it unchanged. If you did, tell your operator: somebody altered it.'],
}

/** What `work` resolves to; a refusal is explained. */
export const explaining = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ContentRefused)) throw error
    const [detail, fix] = REASONS[error.refused]
    throw new CommandFailed({ code: 'CONTENT_REFUSED', what: 'The vault did not seal this for this core and these ends; nothing of it is shown.', detail: `${error.refused}: ${detail}`, fix, exitCode: ExitCode.FAILED })
  }
}
