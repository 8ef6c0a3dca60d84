// SPDX-License-Identifier: AGPL-3.0-only
// Promise: buildah and podman with a storage of their own, under the name `docker`, so that what the documents say can be typed as it stands.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const TOOLS = [['buildah', 'buildah'], ['podman', 'podman'], ['runc', 'runc'], ['mmdebstrap', 'mmdebstrap'], ['curl', 'curl']]
/** Below the hard limits of most machines; what podman asks for by itself is above some. */
export const ULIMITS = ['nofile=4096:4096', 'nproc=4096:4096']

/** Debian packages of the tools that are missing. */
export function missingTools() {
  return TOOLS.filter(([tool]) => !(process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, tool)))).map(([, name]) => name)
}

/**
 * An engine whose images and containers are in `storage` and whose settings and commands are in `folder`.
 * @returns {{ environment: NodeJS.ProcessEnv, storage: string, run: (command: string, ...words: string[]) => string }}
 */
export function createEngine(folder, storage, { clone, node }) {
  const bin = join(folder, 'bin')
  for (const path of [bin, join(storage, 'images'), join(storage, 'run')]) mkdirSync(path, { recursive: true })
  const [containersConf, storageConf] = [join(folder, 'containers.conf'), join(folder, 'storage.conf')]
  writeFileSync(containersConf, `[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n[containers]\ndefault_ulimits = ${JSON.stringify(ULIMITS)}\nlog_driver = "k8s-file"\n`)
  writeFileSync(storageConf, `[storage]\ndriver = "overlay"\ngraphroot = "${storage}/images"\nrunroot = "${storage}/run"\n`)
  const npm = npmSettings(folder)
  command(bin, 'docker', `case "$1" in
build) shift; exec buildah bud --isolation chroot --pull-never --format docker --layers ${npm} "$@" ;;
compose) shift; exec "${node}" "${clone}/scripts/lib/image/compose.mjs" "$@" ;;
*) exec podman "$@" ;;
esac`)
  command(bin, 'sudo', 'exec "$@"')
  command(bin, 'drawbridge', `exec "${node}" "${clone}/bin/drawbridge.js" "$@"`)
  const environment = { ...process.env, PATH: `${bin}:${process.env.PATH}`, CONTAINERS_CONF: containersConf, CONTAINERS_STORAGE_CONF: storageConf }
  const run = (name, ...words) => execFileSync(name, words, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 67_108_864 }).trim()
  return { environment, storage, run }
}

/** A machine may trust certificates of its own on the way to its registry; the build then needs them as npm here does. */
function npmSettings(folder) {
  const certificates = process.env.NODE_EXTRA_CA_CERTS
  const file = join(folder, 'npmrc')
  writeFileSync(file, certificates === undefined ? '' : 'cafile=/etc/ssl/registry.pem\n', { mode: 0o600 })
  return `--secret id=npmrc,src=${file}${certificates === undefined ? '' : ` --volume ${certificates}:/etc/ssl/registry.pem:ro`}`
}

function command(bin, name, text) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
}
