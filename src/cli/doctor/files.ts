// SPDX-License-Identifier: AGPL-3.0-only
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readTokensFile } from '../../ops/admin-tokens.ts'
import { lastInErasedList } from '../../ops/erased-list.ts'
import { folderKeyCheck, openKeysOfFolder } from '../../ops/key-check.ts'
import { KEY_FILE } from '../../ops/key-file.ts'
import { openServiceKeys } from '../../ops/keys.ts'
import { isPrivateFileThere } from '../../ops/private-file.ts'
import { shellWord } from '../shell.ts'
import { fine, problem, refused } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Check, World } from './world.ts'

const OTHERS = 0o077
const EVERYBODY = 0o007

/** `files.folders`: whoever asks may write the folders that the daemon writes, owns them as the daemon does, and nobody else may enter them. */
export const checkFolders: Check = ({ config: { data, keys, media }, user }) => {
  const found = [...new Set([data.folder, keys.folder, media.folder])].flatMap((folder) => ofFolder(folder, user))
  return found.length > 0 ? found : [fine('files.folders', 'only their owner may enter the folders of data, keys and attachments')]
}

const ofFolder = (folder: string, user: number): Finding[] => {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (stats === undefined) return mayWrite(nearest(folder)) ? [] : [problem('files.folders', `the first start cannot make ${folder}: you may not write in ${nearest(folder)}`, `As root, run: install -d -m 700 -o ${String(user)} ${shellWord(folder)}`)]
  // Root may do everything, and what it makes there the daemon may not use.
  if (stats.uid !== user) return [problem('files.folders', `${folder} belongs to user ${String(stats.uid)}, and you are ${String(user)}: what follows need not hold for the daemon`, 'Run the same command as the user that the daemon runs as. If that is you, give the folder to you: chown -R')]
  if ((stats.mode & OTHERS) !== 0) return [problem('files.folders', `others may enter ${folder}`, `Run: chmod 700 ${shellWord(folder)}`)]
  return mayWrite(folder) ? [] : [problem('files.folders', `nothing can be written in ${folder}`, `Run: chmod 700 ${shellWord(folder)}; or mount its disk so that it can be written.`)]
}

const mayWrite = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The folder itself, or the closest one above that is there. */
const nearest = (folder: string): string => (existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder)))

/** `keys`: the service keys are there, whole, and those that the data was sealed with. */
export const checkKeys: Check = ({ config: { data, keys, store } }) => {
  const isSealed = store.url === undefined && Object.keys(folderKeyCheck(data.folder)).length > 0
  if (!existsSync(join(keys.folder, KEY_FILE))) {
    if (!isSealed) return [fine('keys', `the first start makes them in ${keys.folder}`)]
    return [problem('keys', `there are no service keys in ${keys.folder}, and the data in ${data.folder} was sealed with some`, 'Restore them from their backup, or set keys.folder to where they lie.')]
  }
  if (isSealed) openKeysOfFolder(data.folder, keys.folder)
  else openServiceKeys(keys.folder, false)
  return [fine('keys', isSealed ? 'they are whole, and the data was sealed with them' : 'they are whole')]
}

/** `files.secrets`: each file with a secret that the configuration names is there, and only its owner may read it. */
export const checkSecrets: Check = ({ config }) => {
  const found = [...secretFiles(config).flatMap(([key, path, mayBeLink]) => secretFile(key, path, mayBeLink)), ...openTlsKeys(config)]
  const tokens = config.admin.tcp?.tokensFile
  if (tokens !== undefined && readTokensFile(tokens) === undefined) {
    found.push(problem('files.secrets', `admin.tokensFile: ${tokens} is missing, damaged, not for you to read, or can be written by others`, `Make it as the user that the daemon runs as: drawbridge token create --file ${shellWord(tokens)} --name NAME; one that is there, give to that user with mode 600.`))
  }
  return found.length > 0 ? found : [fine('files.secrets', 'only their owner may read the files with secrets that the configuration names')]
}

/** `erased-list`: whoever was erased would be erased again by a restore. */
export const checkErasedList: Check = ({ config: { data, privacy, store } }) => {
  const last = lastInErasedList(privacy.erasedList)
  if (last !== undefined) return [fine('erased-list', `the list of erased users is there, with ${String(last)} of them`)]
  if (store.url === undefined && !existsSync(join(data.folder, 'drawbridge.db'))) return [fine('erased-list', 'the first start makes it')]
  return [problem('erased-list', `${privacy.erasedList} is missing: a restore could not erase again whoever was erased`, 'Put the newest copy there. If nobody was ever erased, the next start makes it.')]
}

const secretFiles = ({ store, media, vault }: World['config']): readonly (readonly [key: string, path: string, mayBeLink: boolean])[] => [
  ...(store.passwordFile === undefined ? [] : [['store.passwordFile', store.passwordFile, true] as const]),
  ...(media.s3 === undefined ? [] : [['media.s3.accessKeyFile', media.s3.accessKeyFile, true] as const]),
  ...(vault.secretFile === undefined ? [] : [['vault.secretFile', vault.secretFile, false] as const]),
]

/** Of a certificate's key a group may read, which is how some systems hand it to a service. */
const openTlsKeys = ({ links, core }: World['config']): Finding[] => ([['links.tls.keyFile', links.tls?.keyFile], ['core.tls.keyFile', core.http?.tls?.keyFile]] as const).flatMap(([key, path]) =>
  path !== undefined && ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & EVERYBODY) !== 0 ? [problem('files.secrets', `${key}: everybody may read ${path}`, `Run: chmod o= ${shellWord(path)}`)] : [])

const secretFile = (key: string, path: string, mayBeLink: boolean): Finding[] => {
  try {
    return isPrivateFileThere(path, mayBeLink) ? [] : [problem('files.secrets', `${key}: there is no file ${path}`, `Put it there, or set ${key}.`)]
  } catch (error) {
    return [refused('files.secrets', error)]
  }
}
