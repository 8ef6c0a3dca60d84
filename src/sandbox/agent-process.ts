// SPDX-License-Identifier: AGPL-3.0-only
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { Unmet } from './checks.ts'
import { VAULT_FILES } from './party-process.ts'
import type { Stage } from './stage.ts'

/** A core-agent in a process of its own. */
export interface AgentProcess {
  readonly pid: number
  /** Where it takes plain JSON. */
  readonly url: string
  readonly tokenFile: string
  /** One call of the core's own server; its answer. Throws with what the agent says where it refuses. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>
}

/** What a call may take: the longest wait of a poll and a little. */
const CALL_MS = 15_000

/** Starts the agent of a core whose vault is set up, with the files in its `folder`; resolves when it takes calls. */
export const startAgentProcess = async (stage: Pick<Stage, 'run' | 'folder'>, folder: string): Promise<AgentProcess> => {
  const at = (file: string): string => join(folder, file)
  const { origin } = new URL(await readFile(at(VAULT_FILES.url), 'utf8'))
  const child = stage.run([
    'core-agent', '--core-secret', at(VAULT_FILES.secret), '--vault-keys', at(VAULT_FILES.vaultKeys), '--credential', at(VAULT_FILES.credential),
    '--state', at('agent'), '--gateway', origin, '--listen', '127.0.0.1:0', '--json',
  ], at('agent.log'))
  const { url, tokenFile } = await greeting(child.stdout, at('agent.log'))
  child.stdout.resume()
  const token = (await readFile(tokenFile, 'utf8')).trim()
  return {
    pid: child.pid, url, tokenFile,
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const content = body === undefined ? {} : { body: JSON.stringify(body) }
      const type = body === undefined ? {} : { 'content-type': 'application/json' }
      const answer = await fetch(`${url}${path}`, { method, ...content, headers: { authorization: `Bearer ${token}`, ...type }, signal: AbortSignal.timeout(CALL_MS) })
      const told = await answer.json() as T & { readonly detail?: string }
      if (!answer.ok) throw new Error(`${method} ${path} was answered ${String(answer.status)} ${told.detail ?? ''}`)
      return told
    },
  }
}

const greeting = async (output: NodeJS.ReadableStream, logFile: string): Promise<{ readonly url: string; readonly tokenFile: string }> => {
  for await (const line of createInterface({ input: output })) return JSON.parse(line) as { readonly url: string; readonly tokenFile: string }
  throw new Unmet('a core-agent that takes calls', (await readFile(logFile, 'utf8')).trim())
}
