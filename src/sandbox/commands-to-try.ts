// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../model/ids.ts'
import type { AgentProcess } from './agent-process.ts'
import { HERON, KITE } from './stage.ts'

/** A command that works as it stands, and what it does. */
export interface CommandToTry { readonly what: string; readonly command: string }

/** What the commands are about. */
export interface ToTry {
  readonly ana: UserId
  /** Cem's request, which Ben has not answered. */
  readonly openRequest: string
  /** Of the picture that Ana has sent to Ben, as its event has it. */
  readonly picture: Readonly<Record<string, unknown>>
}

/** Commands for a shell that work as they stand, each by itself. */
export const commandsToTry = ({ url, tokenFile }: Pick<AgentProcess, 'url' | 'tokenFile'>, { ana, openRequest, picture }: ToTry, adminSocket: string): readonly CommandToTry[] => {
  const curl = `curl -sS -H "Authorization: Bearer $(cat ${tokenFile})"`
  const key = '-H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)"'
  const json = (body: unknown): string => `--json '${JSON.stringify(body)}'`
  const toAna = { ref: 'ben', provider: HERON, peer: ana }
  const file = new URLSearchParams({ ...toAna, type: 'file', mediaType: 'text/plain', name: 'gate.txt' }).toString()
  const message = JSON.stringify({ ...toAna, content: { kind: 'attachment', attachment: 'POINTER' } }).replaceAll('"', '\\"').replace('\\"POINTER\\"', '$pointer')
  return [
    { what: 'See what waits for the core', command: `${curl} '${url}/events?after=0&wait=10'` },
    { what: 'Ben writes to Ana, who answers', command: `${curl} ${key} ${json({ ...toAna, content: { kind: 'text', text: 'Hello Ana' } })} ${url}/messages` },
    { what: 'Ben sends Ana a file', command: `pointer=$(printf 'Gate 4 is open until nine.' | ${curl} --data-binary @- '${url}/attachments?${file}') && ${curl} ${key} --json "${message}" ${url}/messages` },
    { what: 'Ben reads the picture that Ana has sent', command: `${curl} ${json({ ref: 'ben', provider: HERON, attachment: picture })} ${url}/attachments:read -o picture.png` },
    { what: 'Ben lets Cem in', command: `${curl} ${json({ provider: KITE, decision: 'grant' })} ${url}/users/ben/contacts/${openRequest}` },
    { what: 'The operator looks at the gateway', command: `drawbridge info --admin-socket ${adminSocket}` },
  ]
}
