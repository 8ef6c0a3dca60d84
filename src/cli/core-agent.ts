// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { Command, InvalidArgumentError } from 'commander'
import type { AgreementJwk } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import { parseAdmissionFile } from '../model/party-files.ts'
import { parseCoreSecretFile, parseVaultKeysFile } from '../model/vault-files.ts'
import { errorShape } from '../ops/error-shape.ts'
import { readPrivateFile } from '../ops/private-file.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'
import { ExitCode } from './io.ts'
import { abortOnSignal, CUT_SHORT } from './signals.ts'

interface AgentCommandOptions {
  readonly coreSecret: string; readonly vaultKeys: string; readonly credential: string; readonly state: string; readonly gateway: string; readonly admission?: string
  readonly listen: { readonly host: string; readonly port: number }; readonly beyondLoopback?: string; readonly json?: boolean
}

const MAX_PORT = 65_535
const PLACE = { host: '127.0.0.1', port: 7_446 } as const

/** `core-agent`: holds the core's keys and offers plain JSON, where the core's own servers run. */
export const coreAgentCommand = (context: Context): Command => {
  const command = new Command('core-agent')
    .description('hold the core\'s keys and offer plain JSON on loopback: run it where the core\'s servers run, never where the gateway does')
    .requiredOption('--core-secret <file>', 'what core keys init wrote')
    .requiredOption('--vault-keys <file>', 'what vault init printed')
    .requiredOption('--credential <file>', 'what core credential add printed')
    .requiredOption('--state <dir>', 'folder for its numbers and the token of its callers; made where there is none')
    .option('--admission <file>', 'your admission file, for the key that reports are sealed to; without it users cannot report')
    .option('--gateway <origin>', 'the gateway\'s core.listen', origin, 'http://127.0.0.1:7445')
    .option('--listen <host:port>', 'where its callers connect (default: 127.0.0.1:7446)', place, PLACE)
    .option('--beyond-loopback <reason>', 'why it may listen on an address that is not loopback')
    .action(async (options: AgentCommandOptions) => { await run(context, options) })
  const files = '--core-secret core.secret --vault-keys vault-keys.json --credential credential --state agent'
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'stopped by a signal', [ExitCode.FAILED]: 'could not start', [CUT_SHORT]: 'a second signal ended it at once' },
    examples: [`core-agent ${files}`, `core-agent ${files} --gateway https://gateway.example:7445 --listen 127.0.0.1:8000 --json`],
  })
}

const run = async (context: Context, options: AgentCommandOptions): Promise<void> => {
  const { io } = context
  const ending = abortOnSignal(io)
  // Loaded here, so that the other commands start fast.
  const { startAgent } = await import('../agent/index.ts')
  try {
    const agent = await startAgent({
      keys: { own: readSecret(pathFrom(context, options.coreSecret)), vault: readJsonFile(pathFrom(context, options.vaultKeys), parseVaultKeysFile) },
      origin: options.gateway, credential: readCredential(pathFrom(context, options.credential)), moderationKey: readModerationKey(context, options.admission), folder: pathFrom(context, options.state),
      listen: options.listen, beyondLoopback: options.beyondLoopback, now: () => Date.now(), correlationId: () => randomUUID(),
      failed: (correlationId, error) => { io.stderr.write(`${JSON.stringify({ level: 'error', event: 'agent.failed', correlationId, error: errorShape(error) })}\n`) },
    })
    say(context, options.json, { ready: true, url: agent.url, tokenFile: agent.tokenFile, gateway: options.gateway, reports: options.admission !== undefined, beyondLoopback: options.beyondLoopback ?? null }, `The core-agent is ready.
  ${agent.url}  plain JSON; callers show the token in ${agent.tokenFile}${options.beyondLoopback === undefined ? '' : `
  beyond loopback, because: ${options.beyondLoopback}`}
Stop it with Ctrl-C. Try, in another terminal in this folder:
  curl -H "Authorization: Bearer $(cat ${agent.tokenFile})" '${agent.url}/events?after=0&wait=50'`)
    await ending.first
    await agent.stop()
  } finally {
    ending.forget()
  }
}

/** A secret that others may read is none. */
const readSecret = (path: string) => {
  readPrivateFile(path, true)
  return readJsonFile(path, parseCoreSecretFile)
}

/** Who names the file wants reports. */
const readModerationKey = (context: Context, file: string | undefined): AgreementJwk | undefined => {
  if (file === undefined) return undefined
  const { moderationKey } = readJsonFile(pathFrom(context, file), parseAdmissionFile)
  if (moderationKey === undefined) throw new GatewayError('CONFIG_INVALID', `${file} has no moderationKey, so nobody reads reports; the operator puts it in with "drawbridge report pin"`)
  return moderationKey
}

const readCredential = (path: string): string => {
  const text = readPrivateFile(path, true)?.trim()
  if (text === undefined || !/^[A-Za-z0-9_-]{43}$/.test(text)) throw new GatewayError('CONFIG_INVALID', `${path}: holds no credential of a core`)
  return text
}

const origin = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new InvalidArgumentError('It must be https://HOST:PORT, or http:// to a loopback address.')
  }
  if (url.protocol === 'http:' && !/^(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(url.hostname)) throw new InvalidArgumentError('It must be https:// unless the gateway is on this machine.')
  return url.origin
}

const place = (text: string): { readonly host: string; readonly port: number } => {
  const found = /^(?:\[([0-9a-f:]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text)
  const [host, port] = [found?.[1] ?? found?.[2], Number(found?.[3])]
  if (host === undefined || isIP(host) === 0 || port > MAX_PORT) throw new InvalidArgumentError('It must be an IP address and a port, such as 127.0.0.1:7446; port 0 takes a free one.')
  return { host, port }
}
