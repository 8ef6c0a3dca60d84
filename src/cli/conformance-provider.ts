// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import type { ProviderStage } from '../conformance/provider/stage.ts'
import { readAbout } from '../gateway/about.ts'
import type { AdmissionFile, ApplicationFile } from '../model/credentials.ts'
import { parseAdmissionFile, parseApplicationFile } from '../model/party-files.ts'
import { chooseScenarios, listScenarios, prepareOutputs, teller, usage, withRun } from './conformance-outputs.ts'
import type { RunOptions } from './conformance-outputs.ts'
import { finish, pathFrom } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { PUBLIC_MODE, readJsonFile, writeJsonFile } from './files.ts'
import { ExitCode } from './io.ts'
import { abortOnSignal } from './signals.ts'

interface ProviderOptions extends RunOptions { readonly sandbox?: boolean; readonly application?: string; readonly admission?: string; readonly wait: number }

/** Long enough to type another command in another window, and to start what it starts. */
const WAIT_SECONDS = 120
const MAX_WAIT_SECONDS = 3_600
const MS = 1_000
const SANDBOX_PARTY = 'heron.example'

/** `conformance provider`: plays the gateway and the core against a provider's implementation. */
export const conformanceProviderCommand = (context: Context): Command => {
  const command = withRun(new Command('provider'))
    .description('test a provider\'s implementation: start a gateway that it connects to, and somebody who talks to its responder (docs/conformance.md)')
    .option('--sandbox', 'test this program\'s own SDK')
    .option('--application <file>', 'application file of the provider')
    .option('--admission <file>', 'where the admission file of the test goes, which it then connects with; not where the one of your operator lies')
    .option('--wait <seconds>', 'how long to wait for its responder', secondsOf, WAIT_SECONDS)
    .action(async (options: ProviderOptions) => { await conformProvider(context, options) })
  return finish(command, {
    examples: ['conformance provider --sandbox', 'conformance provider --application application.json --admission test-admission.json --report report.html'],
    exitCodes: {
      [ExitCode.OK]: 'everything passed', [ExitCode.FAILED]: 'something failed; the table says what', [ExitCode.NO_DAEMON]: 'no responder came, so nothing was tested',
    },
  })
}

const secondsOf = (text: string): number => {
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_WAIT_SECONDS) throw new InvalidArgumentError(`must be a whole number from 1 to ${String(MAX_WAIT_SECONDS)}`)
  return seconds
}

const conformProvider = async (context: Context, options: ProviderOptions): Promise<void> => {
  const { providerScenarios } = await import('../conformance/provider/scenarios/index.ts')
  const chosen = chooseScenarios(providerScenarios, options.only)
  if (options.list === true) {
    listScenarios(context, chosen, options.json)
    return
  }
  const { sandbox = false, application, admission } = options
  if (sandbox === (application !== undefined) || (application === undefined) !== (admission === undefined)) usage('say either --sandbox, or --application and --admission')
  const own = sandbox ? await ownProvider() : undefined
  const file = own?.application ?? readJsonFile(pathFrom(context, application ?? ''), parseApplicationFile)
  if (admission !== undefined) keepGiven(pathFrom(context, admission))
  const out = prepareOutputs(context, options)
  const ending = abortOnSignal(context.io)
  const { createProviderStage } = await import('../conformance/provider/stage.ts')
  const stage = await createProviderStage({ self: context.io.self, environment: context.io.environment }, file)
  const responder = await own?.start(stage)
  try {
    if (admission !== undefined) invite(context, stage, pathFrom(context, admission), options)
    if (!await stage.enlisted(options.wait * MS)) throw new CommandFailed(NOBODY)
    const { runProviderScenarios } = await import('../conformance/provider/run.ts')
    const begun = new Date()
    const outcomes = await runProviderScenarios({ scenarios: chosen, stage, command: commandOf(options), told: teller(context, chosen.length), signal: ending.signal })
    await out.finish({ tested: 'provider', url: stage.door.url, software: stage.software() ?? '', parties: [file.party], kit: readAbout().version }, begun, outcomes)
  } finally {
    ending.forget()
    out.discard()
    await responder?.close()
    await stage.close()
  }
}

const NOBODY = {
  code: 'UNAVAILABLE', what: 'No responder was enlisted in time, so nothing was tested.', detail: '',
  fix: 'Start your provider with the admission file that was written; it must enlist its responder as docs/conformance.md says. --wait gives it longer.', exitCode: ExitCode.NO_DAEMON,
}

/** This program's own SDK as a provider. */
const ownProvider = async (): Promise<{ readonly application: ApplicationFile; start(stage: ProviderStage): Promise<{ close(): Promise<void> }> }> => {
  const [{ createPartyKeys }, { startOwnResponder }, { createTempFolder }] = await Promise.all([
    import('../sdk/link/index.ts'), import('../conformance/provider/own-responder.ts'), import('../sandbox/temp-folder.ts'),
  ])
  const { keys, application } = await createPartyKeys({ party: SANDBOX_PARTY, role: 'provider', displayName: 'Heron' })
  return {
    application,
    start: async ({ admission }) => {
      const folder = await createTempFolder('drawbridge-responder-')
      const responder = startOwnResponder({ keys, admission, folder: folder.path })
      return {
        close: async () => {
          await responder.close()
          await folder.remove()
        },
      }
    },
  }
}

/** An operator gives an admission file once: the kit writes over its own, which lead to a door of this machine, and over nothing else. */
const keepGiven = (path: string): void => {
  if (!existsSync(path) || admissionIn(path)?.bindingMode === 'plain-loopback') return
  throw new CommandFailed({
    code: 'FILE_EXISTS', what: 'The file is there already, and is none that a test wrote; nothing was done.', detail: path,
    fix: 'Choose another --admission: what your operator gave you is given once.', exitCode: ExitCode.FAILED,
  })
}

const admissionIn = (path: string): AdmissionFile | undefined => {
  try {
    return readJsonFile(path, parseAdmissionFile)
  } catch {
    return undefined
  }
}

const invite = ({ io }: Context, stage: ProviderStage, path: string, { wait }: ProviderOptions): void => {
  writeJsonFile(path, stage.admission, PUBLIC_MODE, true)
  io.stderr.write(`Start your provider with ${path} now. Waiting ${String(wait)} seconds for its responder.\n`)
}

const commandOf = ({ sandbox = false, application = '', admission = '' }: ProviderOptions): string =>
  `drawbridge conformance provider ${sandbox ? '--sandbox' : `--application ${application} --admission ${admission}`}`
