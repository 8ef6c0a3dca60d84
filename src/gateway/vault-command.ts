// SPDX-License-Identifier: AGPL-3.0-only
import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { VaultPlace } from '../vault/protocol/start.ts'

/** Packages that the vault loads, each with the one whose folder it is looked for from. */
const PACKAGES = [
  ['@signalapp/libsignal-client', undefined], ['node-gyp-build', '@signalapp/libsignal-client'],
  ['protobufjs/minimal.js', undefined], ['long', 'protobufjs/minimal.js'], ['jose', undefined],
] as const
/** node-gyp-build only asks whether it is there. */
const ASKED_FOR = '/etc/alpine-release'
/** Folders of the program that the vault loads from. */
const FOLDERS = ['vault', 'signal', 'wire', 'model']

/** How a vault is started: Node's options, its entry, and what it is told. */
export interface VaultCommand {
  readonly options: readonly string[]
  readonly entry: string
  /** A native add-on that is there to be loaded. */
  readonly addOn: string
}

/** The confined vault of this program. Nothing that it is given lets it do more than load itself. */
export const vaultCommand = (): VaultCommand => {
  const program = realpathSync(fileURLToPath(new URL('..', import.meta.url)))
  const packages = packageFolders()
  const readable = [...FOLDERS.map((folder) => `${program}/${folder}`), `${realpathSync(`${program}/..`)}/package.json`, ...packages, ASKED_FOR]
  return {
    options: [
      '--permission', '--allow-addons', ...readable.map((path) => `--allow-fs-read=${path}`), '--no-experimental-sqlite', '--no-experimental-ffi',
      // A signal must not open the inspector either, and no warning shall be written.
      '--disable-sigusr1', '--no-warnings',
    ],
    entry: `${program}/vault/main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
    addOn: `${packages[0] ?? ''}/prebuilds/${platform()}-${arch()}/@signalapp+libsignal-client.node`,
  }
}

/** The arguments for Node. */
export const vaultArguments = ({ options, entry }: VaultCommand, place: VaultPlace): string[] => [...options, entry, JSON.stringify(place)]

const packageFolders = (): string[] => {
  const folders = new Map<string, string>()
  return PACKAGES.map(([name, from]) => {
    const resolved = createRequire(from === undefined ? import.meta.url : `${folders.get(from) ?? ''}/`).resolve(name)
    const word = name.replace(/\/minimal\.js$/, '')
    const folder = realpathSync(resolved.slice(0, resolved.lastIndexOf(`/node_modules/${word}/`) + `/node_modules/${word}`.length))
    folders.set(name, folder)
    return folder
  })
}
