// SPDX-License-Identifier: AGPL-3.0-only
import { changedKeys } from '../config/index.ts'
import type { Config } from '../config/index.ts'
import { GatewayError } from '../model/errors.ts'
import type { createEvents } from '../ops/events.ts'
import type { LeveledLog } from '../ops/logger.ts'
import type { CoreServer } from './core-server.ts'
import type { LinksServer } from './links-server.ts'
import { readRenewed } from './secure.ts'
import type { Secured } from './secure.ts'

/** What a reload stands on. */
export interface ReloadDeps {
  readonly server: Pick<LinksServer, 'renew'>
  readonly coreServer: Pick<CoreServer, 'renew'> | undefined
  readonly log: Pick<LeveledLog, 'setLevel'>
  readonly events: Pick<ReturnType<typeof createEvents>, 'configReloaded' | 'configRefused' | 'configNeedsRestart'>
  readonly now: () => number
}

/** Takes what a running daemon can take of the configuration that `load` gives, and says in the log what it did; never rejects. */
export type Reload = (load: () => Promise<Config>) => Promise<void>

/** A reload beside what was started: all that a running daemon can take, or nothing where something is wrong. One at a time, what was asked for last is taken last. */
export const createReload = (started: Config, { server, coreServer, log, events, now }: ReloadDeps): Reload => {
  let running = started
  let before: Promise<void> = Promise.resolve()

  const reload = async (load: () => Promise<Config>): Promise<void> => {
    try {
      const next = await load()
      const taken = takenOf(running, next)
      const [links, core] = [renewedOf('links.tls', taken.links.tls, now()), renewedOf('core.tls', taken.core.http?.tls, now())]
      // Nothing below can fail.
      if (links !== undefined) server.renew(links)
      if (core !== undefined) coreServer?.renew(core)
      log.setLevel(taken.log.level)
      for (const name of changedKeys(taken, next)) events.configNeedsRestart(name)
      events.configReloaded(changedKeys(running, taken).length)
      running = taken
    } catch (error) {
      events.configRefused(error instanceof GatewayError ? error.code : 'INTERNAL', error)
    }
  }

  return (load) => {
    before = before.then(() => reload(load))
    return before
  }
}

/** What holds once `next` is taken: of a listener that has TLS the certificate, and how much is logged. */
const takenOf = (running: Config, next: Config): Config => ({
  ...running,
  links: { ...running.links, tls: running.links.tls && (next.links.tls ?? running.links.tls) },
  core: { ...running.core, http: running.core.http && { ...running.core.http, tls: running.core.http.tls && (next.core.http?.tls ?? running.core.http.tls) } },
  log: { ...running.log, level: next.log.level },
})

const renewedOf = (section: string, files: Config['links']['tls'], now: number): Secured | undefined => files && readRenewed(section, files, now)
