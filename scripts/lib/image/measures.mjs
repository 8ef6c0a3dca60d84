// SPDX-License-Identifier: AGPL-3.0-only
// Promise: how large an image is, how long a gateway takes to serve, and what the processes hold at rest.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const READY_MS = 60_000

/** Bytes of an image, and of it as it is shipped (an OCI archive, gzip). */
export function sizesOf({ run, environment }, image) {
  const packed = execFileSync('/bin/sh', ['-c', 'podman save --format oci-archive "$0" | gzip | wc -c', image], { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return { bytes: Number(run('podman', 'image', 'inspect', '--format', '{{.Size}}', image)), packedBytes: Number(packed) }
}

/** Resident bytes of each process of the containers. */
export function memoryOf({ run }, containers) {
  return Object.entries(containers).flatMap(([name, container]) => {
    const first = Number(run('podman', 'inspect', '--format', '{{.State.Pid}}', container))
    return [first, ...childrenOf(first)].map((pid, index) => ({ process: index === 0 ? name : `${name}, its child`, bytes: residentOf(pid) }))
  })
}

/** Milliseconds that a stopped gateway needs until `health` says yes, and until it says ready by its own clock. */
export function readyMs({ run }, container) {
  run('podman', 'stop', '--time', '20', container)
  const began = Date.now()
  run('podman', 'start', container)
  for (;;) {
    try {
      run('podman', 'exec', container, 'drawbridge', 'health')
      break
    } catch (error) {
      if (Date.now() - began > READY_MS) throw error
    }
  }
  const healthMs = Date.now() - began
  const ready = run('/bin/sh', '-c', 'podman logs "$0" 2>&1', container).split('\n').filter((line) => line.includes('"daemon.ready"')).at(-1)
  return { healthMs, daemonMs: JSON.parse(ready.slice(ready.indexOf('{'))).ms }
}

function childrenOf(parent) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => new RegExp(`^PPid:\\t${parent}$`, 'm').test(statusOf(pid)))
}

function residentOf(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(statusOf(pid))?.[1] ?? 0) * 1_024
}

function statusOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
