// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what is said of the running containers, each tried from inside, with the same look where it must find something.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const TRY = (code) => `try { ${code}; console.log('done') } catch (error) { console.log(error.code ?? error.message) }`

/** The words of every process that is seen, this one left out. */
const COMMANDS = "console.log(fs.readdirSync('/proc').filter((name) => +name && +name !== process.pid).map((id) => { try { return fs.readFileSync('/proc/' + id + '/cmdline', 'utf8').split('\\0').join() } catch { return '' } }).join(' '))"

/** `[claim, whether it holds, what was found]` of the two containers. */
export function confinement({ run }, page) {
  const { gateway, vault } = page.containers()
  const { services } = parse(readFileSync(join(page.folder, 'compose.yaml'), 'utf8'), { merge: true })
  const inside = (container, code) => run('podman', 'exec', container, 'node', '-e', code)
  const attempt = (container, code) => inside(container, TRY(code))
  const claims = [
    ['the vault has no network but its own loopback', inside(vault, 'console.log(Object.keys(os.networkInterfaces()).join())'), 'lo'],
    ['the gateway has one', inside(gateway, "console.log(Object.keys(os.networkInterfaces()).includes('eth0'))"), 'true'],
    ['the vault reads the start secret', attempt(vault, "fs.readFileSync('/run/secrets/vault_secret')"), 'done'],
    ['the gateway does not see it', attempt(gateway, "fs.readFileSync('/run/secrets/vault_secret')"), 'ENOENT'],
    ['the gateway has no code of a vault', attempt(gateway, "fs.readFileSync('/app/dist/vault/main.js')"), 'ENOENT'],
    ['the full image has', attempt(vault, "fs.readFileSync('/app/dist/vault/main.js')"), 'done'],
    ['the vault sees its own processes', inside(vault, COMMANDS).includes('vault,run'), true],
    ['the gateway sees no process of the vault', inside(gateway, COMMANDS).includes('vault,run'), false],
  ]
  claims.push(['by what the image asks, the gateway lives', run('podman', 'healthcheck', 'run', gateway), ''])
  for (const [name, container] of Object.entries({ gateway, vault })) {
    const [, ...health] = services[name].healthcheck.test
    const status = inside(container, "console.log(fs.readFileSync('/proc/1/status', 'utf8'))")
    claims.push(
      [`the root of the ${name} cannot be written to`, attempt(container, "fs.writeFileSync('/app/x', '')"), 'EROFS'],
      [`the ${name} has no capability`, /CapPrm:\t(\S+)/.exec(status)?.[1], '0000000000000000'],
      [`the ${name} gains no privilege`, /NoNewPrivs:\t(\d)/.exec(status)?.[1], '1'],
      [`the ${name} is healthy by what the compose file asks`, run('podman', 'exec', container, ...health), name === 'gateway' ? 'ready' : 'listens'],
      [`the ${name} has no shell`, attempt(container, "fs.statSync('/bin/sh')"), 'ENOENT'],
    )
  }
  claims.push(['the gateway runs as 10001', inside(gateway, 'console.log(process.getuid())'), '10001'], ['the vault runs as 10002', inside(vault, 'console.log(process.getuid())'), '10002'])
  return claims.map(([claim, found, wanted]) => [claim, found === wanted, `${found}, not ${wanted}`])
}
