// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { Agreement, agreementPath, describeAgreement } from './agreement-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { describeParty, Party, partyPath } from './party-answer.ts'

/** `provider show`: one agreement. */
export const providerShowCommand = (context: Context): Command => {
  const command = withPlace(new Command('show'))
    .description('show one party, or one that asked: state and reason, binding, wake-up URL, ids of its keys; of a provider also how far its agreement is, what is due, and what comes next')
    .argument('<party>', 'domain name of the party')
    .action(async (party: string, options: PlaceOptions & { readonly json?: boolean }) => {
      const client = await connect(context, options)
      const path = agreementPath(party)
      const found = await known(client.get(partyPath(party), Party))
      const agreement = found?.role === 'core' ? undefined : await client.get(path, Agreement)
      const head = found === undefined ? `${party}  ${agreement?.displayName ?? ''}` : describeParty(found)
      say(context, options.json, { ...found ?? { party, displayName: agreement?.displayName, role: 'provider', state: agreement?.stage }, ...(agreement === undefined ? {} : { agreement }) },
        [head, ...(agreement === undefined ? [] : describeAgreement(agreement))].join('\n'))
    })
  return finish(command, { talksToDaemon: true, examples: ['provider show heron.example', 'provider show heron.example --json'] })
}

/** undefined for a party that is not admitted: it may have asked. */
const known = <T>(answer: Promise<T>): Promise<T | undefined> => answer.catch((error: unknown) => {
  if (error instanceof CommandFailed && error.failure.code === 'NOT_FOUND') return undefined
  throw error
})
