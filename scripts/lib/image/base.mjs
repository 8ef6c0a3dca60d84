// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an image under the name of the Dockerfile's base, made from Debian's packages, the Node of the lockfile and this machine's npm, where the real one cannot be pulled.
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What Node loads, beside what every Debian has. */
const LIBRARIES = 'libstdc++6,libatomic1'

/** The base image that a Dockerfile names. */
export function baseImageOf(dockerfile) {
  const name = /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(dockerfile, 'utf8'))?.[1]
  if (name === undefined) throw new Error('the Dockerfile names no NODE_IMAGE')
  return name
}

/** Makes it, unless it is there. */
export function makeBase({ run }, { name, node, folder }) {
  const full = `docker.io/library/${name}`
  if (run('buildah', 'images', '--format', '{{.Name}}:{{.Tag}}').split('\n').includes(full)) return
  const tar = join(folder, 'base.tar')
  run('mmdebstrap', '--variant=minbase', `--include=${LIBRARIES}`, /-(\w+)-slim$/.exec(name)?.[1] ?? 'bookworm', tar)
  const container = run('buildah', 'from', 'scratch')
  run('buildah', 'add', '--quiet', container, tar, '/')
  rmSync(tar)
  run('buildah', 'copy', '--quiet', container, node, '/usr/local/bin/node')
  run('buildah', 'copy', '--quiet', container, join(dirname(node), '../LICENSE'), '/usr/local/LICENSE')
  run('buildah', 'copy', '--quiet', container, join(dirname(realpathSync(run('sh', '-c', 'command -v npm'))), '..'), '/usr/local/lib/node_modules/npm')
  run('buildah', 'run', '--isolation', 'chroot', container, '--', 'ln', '-s', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm')
  run('buildah', 'config', '--env', 'PATH=/usr/local/bin:/usr/bin:/bin', container)
  run('buildah', 'commit', '--quiet', '--rm', container, full)
}
