// SPDX-License-Identifier: AGPL-3.0-only
import { Command, InvalidArgumentError } from 'commander'
import type { IssuerListClaims } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import { keyId } from '../model/ids.ts'
import { parseApplicationFile } from '../model/party-files.ts'
import { createHome } from '../sdk/link/home.ts'
import { parsePartyKeys } from '../sdk/link/party-keys.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile, writeTextFile } from './files.ts'

interface SignOptions { readonly keys: string; readonly listVersion: number; readonly suspended?: readonly string[]; readonly out?: string; readonly force?: boolean; readonly json?: boolean }
type ListedParty = IssuerListClaims['parties'][number]

/** `core issuers sign`: the core says which keys speak for which provider. Needs the core's keys and no daemon. */
export const issuersCommand = (context: Context): Command => {
  const sign = new Command('sign')
    .description('sign an issuer list from the application files of all providers; the core\'s server puts it on its link')
    .argument('[applications...]', 'application files of the providers that are live')
    .requiredOption('--keys <file>', 'keys.json of the core')
    .requiredOption('--list-version <number>', 'higher than that of every list before', wholeNumber)
    .option('--suspended <files...>', 'application files of providers whose keys must not be trusted now')
    .option('--out <file>', 'where the list goes (default: standard output)')
    .option('--force', 'overwrite a file that is there')
    .action(async (applications: string[], options: SignOptions) => { await signList(context, applications, options) })
  finish(sign, { examples: [
    'core issuers sign --keys core/keys.json --list-version 1 heron/application.json',
    'core issuers sign --keys core/keys.json --list-version 2 heron/application.json --suspended gull/application.json --out issuers.jws --json',
  ] })
  return new Command('issuers').description('the list of keys that the core vouches for').addCommand(sign)
}

const signList = async (context: Context, applications: readonly string[], options: SignOptions): Promise<void> => {
  const keys = readJsonFile(pathFrom(context, options.keys), parsePartyKeys)
  const parties = [
    ...applications.map((file) => listed(context, file, 'live')),
    ...(options.suspended ?? []).map((file) => listed(context, file, 'suspended')),
  ]
  if (new Set(parties.map(({ party }) => party)).size < parties.length) throw new GatewayError('CONFIG_INVALID', 'a party is named twice')
  // An issuer list is for everybody: the gateway id, which tokens are bound to, plays no part in it.
  const home = createHome({ keys, gatewayId: keyId(keys.issuerKey.kid) })
  const list = await home.signIssuerList({ version: options.listVersion, parties })
  if (options.out !== undefined) writeTextFile(pathFrom(context, options.out), list, options.force === true)
  const summary = { ok: true, version: options.listVersion, parties: parties.map(({ party, state }) => ({ party, state })), list }
  say(context, options.json, summary, options.out === undefined ? list : `${options.out}: version ${options.listVersion} with ${parties.length} providers`)
}

const listed = (context: Context, file: string, state: ListedParty['state']): ListedParty => {
  const { party, role, issuerKeys } = readJsonFile(pathFrom(context, file), parseApplicationFile)
  if (role === 'core') throw new GatewayError('CONFIG_INVALID', `${file}: the core's own keys are pinned by the admission file and stand in no list`)
  return { party, state, keys: issuerKeys.keys }
}

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (!/^[0-9]+$/.test(text) || !Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.')
  return value
}
