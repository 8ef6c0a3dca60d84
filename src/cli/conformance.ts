// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { conformanceCoreCommand } from './conformance-core.ts'
import { conformanceVerifyCommand } from './conformance-verify.ts'
import { conformGateway } from './conformance-gateway.ts'
import type { GatewayOptions } from './conformance-gateway.ts'
import { collect, withRun } from './conformance-outputs.ts'
import { conformanceProviderCommand } from './conformance-provider.ts'
import { finish } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'

/** `conformance …`: plays the other side. */
export const conformanceCommand = (context: Context): Command => {
  const command = withRun(new Command('conformance'))
    .enablePositionalOptions()
    .description('test what speaks the protocol, by playing the other side: a gateway at <url> or in a sandbox, a core, a provider')
    .argument('[url]', 'the gateway\'s link endpoint, ws:// or wss://; without it the one of the admission files')
    .option('--sandbox', 'start a gateway of this program with fresh data, and test that')
    .option('--keys <folder>', 'keys.json and admission.json of a party to play; again for a second provider and for the core', collect)
    .option('--ca <file>', 'who signed the gateway\'s certificate, PEM')
    .action(async (url: string | undefined, options: GatewayOptions) => { await conformGateway(context, url, options) })
  return finish(command, {
    examples: [
      'conformance --sandbox', 'conformance --sandbox --junit junit.xml --report report.html', 'conformance --sandbox --only handshake --only frames/text',
      'conformance wss://gateway.example/v1/link --keys heron --keys kite --report report.json --sign-with heron/keys.json',
    ],
    exitCodes: {
      [ExitCode.OK]: 'everything that was run passed', [ExitCode.FAILED]: 'something failed; the table says what', [ExitCode.NO_DAEMON]: 'no link could be opened, so nothing was tested',
    },
  }).addCommand(conformanceProviderCommand(context)).addCommand(conformanceCoreCommand(context)).addCommand(conformanceVerifyCommand(context))
}
