// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Static } from 'typebox'
import type { Agreement } from './agreement-answer.ts'
import { AgreementList } from './agreement-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { PartyList } from './party-answer.ts'
import { table } from './table.ts'

/** `provider list`: everybody with an agreement, the core included. */
export const providerListCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('list the core, all providers with the state of their agreements, and those that asked; with what is due, and what comes next')
    .action(async (options: PlaceOptions & { readonly json?: boolean }) => {
      const client = await connect(context, options)
      const [{ parties }, { agreements }] = await Promise.all([client.get('/v1/parties', PartyList), client.get('/v1/agreements', AgreementList)])
      const agreementOf = new Map(agreements.map((agreement) => [agreement.party, agreement]))
      const requests = agreements.filter(({ party }) => !parties.some((one) => one.party === party))
      const rows = [
        ...parties.map(({ party, role, state, bindingMode, addedAt, displayName }) => [party, role, state, bindingMode, addedAt.slice(0, 10), ...dueCells(agreementOf.get(party)), displayName]),
        ...requests.map((request) => [request.party, 'provider', request.stage, '-', (request.requestedAt ?? '').slice(0, 10), ...dueCells(request), request.displayName]),
      ]
      const json = { parties: parties.map((party) => ({ ...party, ...(agreementOf.has(party.party) ? { agreement: agreementOf.get(party.party) } : {}) })), requests }
      say(context, options.json, json, rows.length === 0
        ? 'Nobody is admitted yet. Begin with: drawbridge core init --party core.example --name "Example Chat" --out core'
        : table(['party', 'role', 'state', 'binding', 'since', 'due', 'next', 'name'], rows))
    })
  return finish(command, { talksToDaemon: true, examples: ['provider list', 'provider list --json'] })
}

/** An agreement that is live in time is nobody's to-do. */
const dueCells = (agreement: Static<typeof Agreement> | undefined): readonly [due: string, next: string] => {
  if (agreement === undefined) return ['-', '-']
  const { due = '-', overdue, liveAt, next } = agreement
  return [liveAt === undefined ? `${due}${overdue ? ' OVERDUE' : ''}` : '-', next === 'none' ? '-' : next]
}
