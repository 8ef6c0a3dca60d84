// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GatewayError } from '../model/errors.ts'
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

/** The confined vault of this program. Nothing that it is given lets it do more than load itself. Throws `CONFIG_INVALID` where the program was installed without one. */
export const vaultCommand = (): VaultCommand => {
  const program = realpathSync(fileURLToPath(new URL('..', import.meta.url)))
  const entry = `${program}/vault/main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`
  if (!existsSync(entry)) throw new GatewayError('CONFIG_INVALID', 'this installation has no vault, as in the image for a gateway; run a vault from the full one, with vault.shape split')
  const packages = packageFolders()
  const readable = [...FOLDERS.map((folder) => `${program}/${folder}`), `${realpathSync(`${program}/..`)}/package.json`, ...new Set(packages.flat()), ASKED_FOR]
  return {
    options: [
      '--permission', '--allow-addons', ...readable.map((path) => `--allow-fs-read=${path}`), '--no-experimental-sqlite', '--no-experimental-ffi',
      // A signal must not open the inspector either, and no warning shall be written.
      '--disable-sigusr1', '--no-warnings',
    ],
    entry,
    addOn: `${packages[0]?.at(-1) ?? ''}/prebuilds/${platform()}-${arch()}/@signalapp+libsignal-client.node`,
  }
}

/** The arguments for Node. */
export const vaultArguments = ({ options, entry }: VaultCommand, place: VaultPlace): string[] => [...options, entry, JSON.stringify(place)]

/** For each package the paths of the links that lead to it, one after another, and at last the folder that it really is: each is permitted by itself. */
const packageFolders = (): (readonly string[])[] => {
  const folders = new Map<string, string>()
  return PACKAGES.map(([name, from]) => {
    const word = name.replace(/\/minimal\.js$/, '')
    const places = createRequire(from === undefined ? import.meta.url : `${folders.get(from) ?? ''}/`).resolve.paths(name) ?? []
    const found = places.map((place) => `${place}/${word}`).find((folder) => existsSync(`${folder}/package.json`))
    if (found === undefined) throw new Error(`the package ${word} is not there`)
    folders.set(name, realpathSync(found))
    return waysTo(found)
  })
}

const waysTo = (path: string): readonly string[] => {
  const parts = path.split(sep)
  const link = parts.map((_, index) => parts.slice(0, index + 1).join(sep)).find((way) => way !== '' && lstatSync(way).isSymbolicLink())
  if (link === undefined) return [path]
  return [link, ...waysTo(resolve(dirname(link), readlinkSync(link), path.slice(link.length + 1)))]
}
