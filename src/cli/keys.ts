// SPDX-License-Identifier: AGPL-3.0-only
import { Command, InvalidArgumentError } from 'commander'
import Type from 'typebox'
import type { Static } from 'typebox'
import { GatewayError } from '../model/errors.ts'
import { parseVaultSecretFile } from '../model/vault-files.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'
import { createKeyEncryptionKey } from './fresh-keys.ts'
import { writeStartSecret } from './vault-secret.ts'

interface RotateOptions { readonly secret: string; readonly json?: boolean }
type ListOptions = PlaceOptions & { readonly json?: boolean }
type DropOptions = RotateOptions & ListOptions & { readonly unasked?: boolean }

const Answer = Type.Object({ wrapping: Type.Optional(Type.Integer()), keys: Type.Array(Type.Object({ key: Type.Integer(), users: Type.Integer() })) })
type KeysInUse = Static<typeof Answer>

/** `keys …` */
export const keysCommand = (context: Context): Command => new Command('keys')
  .description('the key-encryption keys in a vault\'s start secret, which wrap the key of each user')
  .addCommand(rotateCommand(context)).addCommand(listCommand(context)).addCommand(dropCommand(context))

const rotateCommand = (context: Context): Command => {
  const command = new Command('rotate')
    .description('add a new key-encryption key to a start secret; from the vault\'s next start all users are wrapped anew, without a pause')
    .requiredOption('--secret <file>', 'the start secret')
    .action((options: RotateOptions) => { rotate(context, options) })
  return finish(command, { examples: ['keys rotate --secret vault.secret'] })
}

const listCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('say which key-encryption keys are still needed, and for how many users of the store; of vaults it knows those of this gateway, so ask each gateway that shares the store')
    .action(async (options: ListOptions) => { await list(context, options) })
  return finish(command, { talksToDaemon: true, examples: ['keys list', 'keys list --json'] })
}

const dropCommand = (context: Context): Command => {
  const command = withPlace(new Command('drop'))
    .description('take a key-encryption key that no user needs any more out of a start secret; the daemon is asked first, which knows its own vaults')
    .argument('<number>', 'which one', numberOf)
    .requiredOption('--secret <file>', 'the start secret')
    .option('--unasked', 'do not ask the daemon: "keys list" said that no user needs it')
    .action(async (number: number, options: DropOptions) => { await drop(context, number, options) })
  return finish(command, { talksToDaemon: true, examples: ['keys drop 1 --secret vault.secret', 'keys drop 1 --secret vault.secret --unasked'] })
}

const rotate = (context: Context, { secret, json }: RotateOptions): void => {
  const path = pathFrom(context, secret)
  const present = readJsonFile(path, parseVaultSecretFile)
  const newest = Math.max(...present.keyEncryptionKeys.map(({ id }) => id))
  writeStartSecret(path, { ...present, keyEncryptionKeys: [...present.keyEncryptionKeys, createKeyEncryptionKey(newest + 1)] }, true)
  say(context, json, { ok: true, secret: path, added: newest + 1, held: [...present.keyEncryptionKeys.map(({ id }) => id), newest + 1] },
    `Added key-encryption key ${String(newest + 1)}. Copy the secret to every vault of this store and start them again; drawbridge keys list says when an older key may go.`)
}

const list = async (context: Context, options: ListOptions): Promise<void> => {
  const found = await keysInUse(context, options)
  say(context, options.json, { ok: true, ...found, droppableBelow: droppableBelow(found) ?? null }, toText(found))
}

const drop = async (context: Context, number: number, options: DropOptions): Promise<void> => {
  const path = pathFrom(context, options.secret)
  const present = readJsonFile(path, parseVaultSecretFile)
  const held = present.keyEncryptionKeys.map(({ id }) => id)
  if (!held.includes(number)) throw new GatewayError('NOT_FOUND', `${path} holds no key-encryption key ${String(number)}`)
  if (number === Math.max(...held)) throw new GatewayError('CONFLICT', `key-encryption key ${String(number)} is the newest, which wraps`)
  if (options.unasked !== true) refuseNeeded(number, await keysInUse(context, options))
  const keyEncryptionKeys = present.keyEncryptionKeys.filter(({ id }) => id !== number)
  writeStartSecret(path, { ...present, keyEncryptionKeys }, true)
  say(context, options.json, { ok: true, secret: path, dropped: number, held: keyEncryptionKeys.map(({ id }) => id) }, `Key-encryption key ${String(number)} is gone from ${path}.`)
}

const refuseNeeded = (number: number, found: KeysInUse): void => {
  const users = found.keys.find(({ key }) => key === number)?.users ?? 0
  if (users > 0) throw new GatewayError('CONFLICT', `${String(users)} users still need key-encryption key ${String(number)}; without it their messages cannot be read by anybody`)
  // Whoever wraps under it still may do so at any moment.
  if (number >= (droppableBelow(found) ?? 0)) throw new GatewayError('CONFLICT', 'not every vault has a newer key-encryption key yet; start them again with the new secret')
}

const keysInUse = async (context: Context, options: ListOptions): Promise<KeysInUse> => (await connect(context, options)).get('/v1/keys', Answer)

/** The lowest number that is needed; undefined while a vault is away or wraps under an older key. */
const droppableBelow = ({ wrapping, keys }: KeysInUse): number | undefined => (wrapping === undefined ? undefined : Math.min(wrapping, ...keys.map(({ key }) => key)))

const toText = (found: KeysInUse): string => {
  const below = droppableBelow(found)
  const rows = found.keys.map(({ key, users }) => `key ${String(key)}: ${String(users)} users`)
  return [...rows, below === undefined ? 'A vault of this gateway is away, or has another newest key than the others: no key may go yet.' : `Keys below ${String(below)} are not needed any more by this gateway's vaults. Where gateways share a store, ask each before one goes.`].join('\n')
}

const numberOf = (text: string): number => {
  if (!/^[1-9][0-9]{0,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}
