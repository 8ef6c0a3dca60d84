// SPDX-License-Identifier: AGPL-3.0-only
// Who the provider's users are: in life its accounts and their logins, here a file with the hash of one token for each.
// node examples/provider-server/users.ts FOLDER NAME "Display name"  adds one and prints the token:
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { address, userId, userReference } from '@drawbridge-im/drawbridge/link'
import type { HomeUser, PartyId } from '@drawbridge-im/drawbridge/link'
import { endWith, orEnd } from './words.ts'

interface Account { readonly name: string; readonly displayName: string; readonly userId: string; readonly tokenSha256: string }

const accountsIn = (folder: string): readonly Account[] => (existsSync(`${folder}/users.json`) ? JSON.parse(readFileSync(`${folder}/users.json`, 'utf8')) as Account[] : [])
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The user whose token this is, as the provider vouches for it; nothing of it comes from the device. */
export const userByToken = (folder: string, party: PartyId, token: string): HomeUser | undefined => {
  const hash = hashOf(token)
  const account = accountsIn(folder).find(({ tokenSha256 }) => tokenSha256 === hash)
  return account && {
    userId: userId(account.userId), userReference: userReference(account.name), displayName: account.displayName, address: address(`${account.name}@${party}`),
  }
}

/** A new account; its token is not kept. Who is there already keeps the user id and gets a new token. */
export const addUser = (folder: string, name: string, displayName: string): string => {
  const token = randomBytes(32).toString('base64url')
  // Throws for what is no local part of an address.
  address(`${name}@heron.example`)
  const accounts = accountsIn(folder)
  const known = accounts.find((one) => one.name === name)
  const account: Account = { name, displayName, userId: known?.userId ?? randomUUID(), tokenSha256: hashOf(token) }
  // At once, whenever the server reads it.
  writeFileSync(`${folder}/users.json.new`, JSON.stringify([...accounts.filter((one) => one !== known), account], undefined, 2), { mode: 0o600 })
  renameSync(`${folder}/users.json.new`, `${folder}/users.json`)
  return token
}

if (import.meta.main) {
  const [folder, name, displayName = name] = argv.slice(2)
  if (folder === undefined || name === undefined) endWith('Name a folder and a user: node examples/provider-server/users.ts FOLDER NAME "Display name"')
  else console.log(orEnd(`${name} was not added`, () => addUser(folder, name, displayName ?? name), 'FOLDER must be there, and NAME a word as in an address: ana'))
}
