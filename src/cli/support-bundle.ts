// SPDX-License-Identifier: AGPL-3.0-only
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { Command } from 'commander'
import { ConfigError } from '../config/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { readAbout } from '../gateway/about.ts'
import { bundledConfig, hiddenOf } from './bundle/configuration.ts'
import { bundledLog } from './bundle/log.ts'
import { createRedact } from './bundle/redact.ts'
import { configOf, connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { findingsOf } from './doctor.ts'
import { problem } from './doctor/finding.ts'
import { failureOf } from './failure.ts'
import { refuseExisting, SECRET_MODE, writeJsonFile } from './files.ts'
import { Info } from './info.ts'
import { PartyList } from './party-answer.ts'
import { schemaOf } from './migrate-schema.ts'

interface BundleOptions extends PlaceOptions { readonly out: string; readonly log?: string; readonly force?: boolean; readonly json?: boolean }

const MEBIBYTE = 1 << 20

/** `support-bundle`: one file for who helps, without anything of the operator's people, partners, places or secrets. */
export const supportBundleCommand = (context: Context): Command => {
  const command = withPlace(new Command('support-bundle'))
    .description('write one JSON file for whoever helps you: versions, findings of doctor, settings, counters, the end of a log. No name, address, host, path, key or content is in it; read it before you send it')
    .option('--keys <dir>', 'folder of the service keys')
    .option('--out <file>', 'file to be made, which only you may read', 'drawbridge-support.json')
    .option('--log <file>', 'what the daemon wrote to standard error (log.format json); the last 500 entries are taken')
    .option('--force', 'overwrite a file that is there')
    .action(async (options: BundleOptions) => { await makeBundle(context, options) })
  return finish(command, { examples: ['support-bundle', 'support-bundle --log /var/log/drawbridge.log --out bundle.json', 'support-bundle --config /etc/drawbridge/config.yaml --json'] })
}

const makeBundle = async (context: Context, options: BundleOptions): Promise<void> => {
  const out = pathFrom(context, options.out)
  refuseExisting([out], options.force === true)
  const loaded = await loadedOf(context, options)
  const daemon = await daemonOf(context, options, loaded)
  const redact = createRedact(new Map([...loaded === undefined ? [] : hiddenOf(loaded.config, loaded.origins, loaded.file), ...daemon.hidden]))
  // What is wrong with a configuration quotes it.
  const found = loaded === undefined ? [problem('config', 'it does not hold', 'drawbridge config check says where and why')] : await findingsOf(context, options)
  const findings = found.map(({ id, state, what, fix }) => ({ id, state, what: redact(what), ...(fix === undefined ? {} : { fix: redact(fix) }) }))
  const log = options.log === undefined ? null : await bundledLog(pathFrom(context, options.log), daemon.nameOf)
  writeJsonFile(out, {
    drawbridge: 'support-bundle/1', madeAt: new Date().toISOString(), version: readAbout().version, runtime: context.io.runtime,
    machine: { platform: platform(), release: release().replace(/[^0-9.].*$/, ''), arch: arch(), cpus: cpus().length, memoryMib: Math.round(totalmem() / MEBIBYTE) },
    findings, configuration: loaded === undefined ? null : bundledConfig(loaded), schema: loaded === undefined ? null : await orWhy(() => schemaOf(loaded.config)),
    daemon: daemon.said, parties: daemon.parties, log,
  }, SECRET_MODE, options.force === true)
  const counts = { findings: findings.length, parties: daemon.parties.length, logEntries: log?.entries.length ?? 0, logLinesLeftOut: log?.leftOut ?? 0 }
  say(context, options.json, { ok: true, out, ...counts }, `Wrote ${out}: ${String(counts.findings)} findings, ${String(counts.parties)} parties without their names, ${log === null ? 'no log (--log FILE)' : `${String(counts.logEntries)} entries of the log`}.
Read it before you send it.`)
}

const loadedOf = async (context: Context, options: BundleOptions): Promise<LoadedConfig | undefined> => {
  try {
    return await configOf(context, options)
  } catch (error) {
    if (error instanceof ConfigError) return undefined
    throw error
  }
}

/** What a daemon that answers says of itself, without addresses, and its parties without names. */
const daemonOf = async (context: Context, options: BundleOptions, loaded: LoadedConfig | undefined) => {
  const names = new Map<string, string>()
  const nameOf = (party: string): string => names.get(party) ?? names.set(party, `party ${String(names.size + 1)}`).get(party) ?? ''
  if (loaded === undefined) return { said: null, parties: [], hidden: names, nameOf }
  const admin = await connect(context, options)
  const said = await orWhy(async () => {
    const { version, phase, startedAt, counts, events } = await admin.get('/v1/info', Info)
    return { version, phase, startedAt, counts, events }
  })
  if ('failed' in said) return { said, parties: [], hidden: names, nameOf }
  const { parties } = await admin.get('/v1/parties', PartyList)
  const hidden = new Map(parties.flatMap(({ party, displayName, wakeUrl, mediaHosts }) => [party, displayName, wakeUrl, ...mediaHosts].map((text) => [text, nameOf(party)] as const)))
  return { said, hidden, nameOf, parties: parties.map(({ party, role, state, bindingMode, addedAt, wakeUrl, mediaHosts }) => ({ name: nameOf(party), role, state, bindingMode, addedAt, isWoken: wakeUrl !== '', mediaHosts: mediaHosts.length })) }
}

/** What it gives, or the code of why it could not. */
const orWhy = async <T extends object>(ask: () => Promise<T>): Promise<T | { readonly failed: string }> => {
  try {
    return await ask()
  } catch (error) {
    return { failed: failureOf(error).code }
  }
}
