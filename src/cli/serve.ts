// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Gateway } from '../gateway.ts'
import type { Config } from '../config/index.ts'
import { configOf, placeArguments, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'
import type { Io } from './io.ts'
import { invocation } from './shell.ts'
import { abortOnSignal, CUT_SHORT } from './signals.ts'

type ServeOptions = PlaceOptions & { readonly json?: boolean }

/** `serve`: runs the daemon until a signal or a fault ends it. */
export const serveCommand = (context: Context): Command => {
  const command = withPlace(new Command('serve'))
    .description('run the gateway; needs no configuration')
    .option('--keys <dir>', 'folder of the service keys')
    .option('--listen <host:port>', 'where parties connect')
    .action(async (options: ServeOptions) => { context.exitCode = await serve(context, options) })
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'stopped by a signal, everything stored', [ExitCode.FAILED]: 'could not start, or the store refused a write', [CUT_SHORT]: 'a second signal ended it at once' },
    examples: ['serve', 'serve --config /etc/drawbridge/config.yaml', 'serve --data ./data --keys ./keys --listen 127.0.0.1:8443'],
  }).addHelpText('after', '\nSignals:\n  SIGTERM, SIGINT  stop in order; a second one at once\n  SIGHUP           read certificates and log.level again (docs/operating.md); in a terminal as SIGTERM')
}

const serve = async (context: Context, options: ServeOptions): Promise<number> => {
  const { io } = context
  const { config } = await configOf(context, options)
  const ending = abortOnSignal(io)
  // Before the start is over it is what ends a process that does not listen to it.
  let reload = (): void => {}
  const forgetReload = io.onReloadSignal(() => { reload() })
  try {
    // Loaded here, so that the other commands start fast.
    const { createGateway } = await import('../gateway.ts')
    const gateway = await createGateway(config, { sink: io.stderr, execPath: io.self[0] })
    await gateway.start()
    reload = () => { void gateway.reload(async () => (await configOf(context, options)).config) }
    const greeting = { config, gateway, commands: commandsToTry(io, options) }
    say(context, options.json, toJson(greeting), toText(greeting))
    const cause = await Promise.race([ending.first, gateway.storeFailed.then(() => 'STORE_FAILED' as const)])
    // A store that refuses writes can finish nothing: links end at once.
    const [signal, code] = cause === 'STORE_FAILED' ? [AbortSignal.abort(), ExitCode.FAILED] : [undefined, ExitCode.OK]
    if (await gateway.stop(cause, signal) === 'left') io.exitNow(code)
    return code
  } finally {
    ending.forget()
    forgetReload()
  }
}

interface Greeting { readonly config: Config; readonly gateway: Gateway; readonly commands: readonly string[] }

const toJson = ({ config, gateway, commands }: Greeting) => ({
  ready: true, version: gateway.version, linksUrl: gateway.linksUrl(), coreUrl: gateway.coreUrl() ?? null, adminSocket: config.admin.socket,
  dataFolder: config.data.folder, keysFolder: config.keys.folder, try: commands,
})

const toText = ({ config, gateway, commands }: Greeting): string => `drawbridge ${gateway.version} is ready.
  links  ${gateway.linksUrl()}${gateway.coreUrl() === undefined ? '' : `\n  core   ${gateway.coreUrl() ?? ''}`}
  admin  ${config.admin.socket}
  data   ${config.data.folder}
  keys   ${config.keys.folder}
Stop it with Ctrl-C. Try, in another terminal in this folder:
${commands.map((command) => `  ${command}`).join('\n')}`

/** Three commands that work as they stand, in this order, from the same folder. */
const commandsToTry = (io: Io, options: PlaceOptions): string[] => {
  const self = invocation(io.self, io.workingFolder)
  const place = placeArguments(options)
  return [
    `${self} core init --party core.example --name "Example Chat" --out core`,
    `${self} core add core/application.json${place}`,
    `${self} info${place}`,
  ]
}
