// SPDX-License-Identifier: AGPL-3.0-only
// Promise: `docker compose up --detach`, `exec -T SERVICE …` and `down --volumes` of the compose.yaml in the working folder, by podman. A key that this does not know ends it:
// nothing in the file is passed over in silence.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { ULIMITS } from './engine.mjs'

const { name: project, services, volumes, secrets } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true })
const network = `${project}_default`

/** What `podman run` is given for each key of a service. */
const KEYS = {
  image: () => [],
  command: () => [],
  depends_on: () => [],
  user: (user) => ['--user', user],
  group_add: (groups) => groups.flatMap((group) => ['--group-add', group]),
  // Docker adds no writable folders of its own.
  read_only: () => ['--read-only', '--read-only-tmpfs=false'],
  cap_drop: (names) => names.flatMap((name) => ['--cap-drop', name]),
  security_opt: (words) => words.flatMap((word) => ['--security-opt', word]),
  // With one limit of its own a container of podman has none of the engine's.
  ulimits: (limits) => [...ULIMITS, ...Object.entries(limits).map(([name, most]) => `${name}=${most}`)].flatMap((limit) => ['--ulimit', limit]),
  restart: (when) => ['--restart', when],
  network_mode: (mode) => ['--network', mode],
  environment: (variables) => Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ports: (mappings) => mappings.flatMap((mapping) => ['--publish', mapping]),
  volumes: (mounts) => mounts.flatMap((mount) => ['--volume', source(mount)]),
  secrets: (names) => names.flatMap((name) => ['--volume', `${resolve(secrets[name].file)}:/run/secrets/${name}:ro`]),
  // Asked by whoever called this, word by word: podman takes no list of words.
  healthcheck: () => [],
  stop_grace_period: (time) => ['--stop-timeout', /^(\d+)s$/.exec(time)[1]],
}

const [verb, ...words] = process.argv.slice(2)
const verbs = { up, exec, down }
if (verbs[verb] === undefined) throw new Error(`compose ${verb} is not among ${Object.keys(verbs).join(', ')}`)
verbs[verb]()

function up() {
  podman(['network', 'create', network])
  const inOrder = Object.entries(services).sort(([, a], [, b]) => (a.depends_on ?? []).length - (b.depends_on ?? []).length)
  for (const [service, keys] of inOrder) {
    const given = Object.entries(keys).flatMap(([key, value]) => {
      if (KEYS[key] === undefined) throw new Error(`${service}: ${key} is a key that this does not know`)
      return KEYS[key](value)
    })
    const joined = keys.network_mode === undefined ? ['--network', network] : []
    podman(['run', '--detach', '--name', container(service), '--label', `com.docker.compose.service=${service}`, ...joined, ...given, keys.image, ...(keys.command ?? [])])
  }
}

function exec() {
  const [flag, service, ...command] = words
  if (flag !== '-T') throw new Error('exec without -T asks for a terminal')
  podman(['exec', '--interactive', container(service), ...command])
}

function down() {
  podman(['rm', '--force', '--time', '10', '--ignore', ...Object.keys(services).map(container)])
  podman(['volume', 'rm', '--force', ...Object.keys(volumes).map((name) => `${project}_${name}`)])
  podman(['network', 'rm', '--force', network])
}

function container(service) {
  return `${project}_${service}_1`
}

/** A path beside the file, or a volume of the project. */
function source(mount) {
  const [place, ...rest] = mount.split(':')
  if (!place.startsWith('.') && !(place in volumes)) throw new Error(`${place} is neither a path nor a volume`)
  return [place.startsWith('.') ? resolve(place) : `${project}_${place}`, ...rest].join(':')
}

function podman(args) {
  const { status } = spawnSync('podman', args, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
