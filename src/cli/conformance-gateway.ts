// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Party } from '../conformance/gateway/party.ts'
import type { Cast } from '../conformance/gateway/trial.ts'
import { readAbout } from '../gateway/about.ts'
import { GatewayError } from '../model/errors.ts'
import { parseAdmissionFile } from '../model/party-files.ts'
import { parsePartyKeys } from '../sdk/link/party-keys.ts'
import { chooseScenarios, listScenarios, prepareOutputs, teller, usage } from './conformance-outputs.ts'
import type { RunOptions } from './conformance-outputs.ts'
import { unreachable } from './conformance-unreachable.ts'
import { pathFrom } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'
import { shellWord } from './shell.ts'
import { abortOnSignal } from './signals.ts'

/** Options of a run against a gateway. */
export interface GatewayOptions extends RunOptions { readonly sandbox?: boolean; readonly keys?: readonly string[]; readonly ca?: string }

/** Files in a party's folder, as `provider init` and `provider add` write them. */
const FILES = { keys: 'keys.json', admission: 'admission.json' } as const

interface Place { readonly cast: Cast; close(): Promise<void> }

/** `conformance [url]`: runs the scenarios against a gateway, one of its own or that of the admission files. */
export const conformGateway = async (context: Context, url: string | undefined, options: GatewayOptions): Promise<void> => {
  const { scenarios } = await import('../conformance/gateway/scenarios/index.ts')
  const chosen = chooseScenarios(scenarios, options.only)
  if (options.list === true) {
    listScenarios(context, chosen, options.json)
    return
  }
  const open = await prepare(context, url, options)
  const out = prepareOutputs(context, options, options.sandbox === true ? undefined : open.signer)
  const ending = abortOnSignal(context.io)
  const place = await open.place()
  try {
    const { checkReachable, runScenarios } = await import('../conformance/gateway/run.ts')
    const { cast } = place
    const software = await checkReachable(cast).catch(unreachable)
    const [begun, command] = [new Date(), commandOf(url, options)]
    const outcomes = await runScenarios({ scenarios: chosen, cast, command, signal: ending.signal, told: teller(context, chosen.length) })
    const parties = [cast.provider, cast.other, cast.core].flatMap((party) => party?.keys.party ?? [])
    await out.finish({ tested: 'gateway', url: cast.provider.url, software, parties, kit: readAbout().version }, begun, outcomes)
  } finally {
    ending.forget()
    out.discard()
    await place.close()
  }
}

/** Reads what the options name, before anything is started. */
const prepare = async ({ io, ...context }: Context, url: string | undefined, { sandbox = false, keys = [], ca }: GatewayOptions) => {
  if (sandbox && (keys.length > 0 || url !== undefined)) usage('--sandbox brings its own gateway and parties: leave out <url> and --keys')
  if (sandbox) {
    const { startSandbox } = await import('../conformance/gateway/sandbox.ts')
    return { signer: undefined, place: (): Promise<Place> => startSandbox({ self: io.self, environment: io.environment }) }
  }
  if (keys.length === 0) usage('say either --sandbox, or --keys with the folder of a party to play')
  if (url !== undefined && !/^wss?:\/\//.test(url)) usage('<url> must begin with ws:// or wss://')
  const { playParty } = await import('../conformance/gateway/party.ts')
  const read = (path: string): string => pathFrom({ io, ...context }, path)
  const tls = ca === undefined ? undefined : { ca: orUsage(() => readFileSync(read(ca))) }
  const parties = keys.map((folder) => {
    const [party, admission] = orUsage(() => [readJsonFile(join(read(folder), FILES.keys), parsePartyKeys), readJsonFile(join(read(folder), FILES.admission), parseAdmissionFile)])
    if (party.party !== admission.party) usage(`in ${folder} ${FILES.keys} is of ${party.party} and ${FILES.admission} of ${admission.party}`)
    return playParty(party, admission, url, tls)
  })
  const cast = castOf(parties)
  return { signer: parties[0]?.keys, place: async (): Promise<Place> => ({ cast, close: () => Promise.resolve() }) }
}

/** What can be read, or why the command line does not fit. Files that cannot are no outcome of a test. */
const orUsage = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    return usage(error instanceof GatewayError ? error.detail : (error instanceof Error ? error.message : String(error)))
  }
}

const castOf = (parties: readonly Party[]): Cast => {
  const [provider, other, ...more] = parties.filter(({ admission }) => admission.role === 'provider')
  const [core, ...cores] = parties.filter(({ admission }) => admission.role === 'core')
  if (provider !== undefined && provider.keys.party === other?.keys.party) return usage(`two folders are of ${provider.keys.party}: a second provider is another one`)
  if (provider === undefined || more.length + cores.length > 0) return usage('--keys must name one or two providers, and the core at most once')
  return { provider, other, core, operator: undefined }
}

/** The command line again, but for what it writes and which scenarios it names. */
const commandOf = (url: string | undefined, { sandbox = false, keys = [], ca }: GatewayOptions): string => [
  'drawbridge conformance', ...(url === undefined ? [] : [shellWord(url)]), ...(sandbox ? ['--sandbox'] : []), ...keys.map((folder) => `--keys ${shellWord(folder)}`),
  ...(ca === undefined ? [] : [`--ca ${shellWord(ca)}`]),
].join(' ')
