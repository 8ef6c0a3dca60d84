// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { Command } from 'commander'
import { checkCore } from '../conformance/core/index.ts'
import type { Checked } from '../conformance/core/index.ts'
import { GatewayError } from '../model/errors.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'
import { table } from './table.ts'
import { readWebhookSecret } from './webhook-secret.ts'

interface CoreOptions { readonly secretFile: string; readonly ref: string; readonly json?: boolean }

/** `conformance core`: tests how a core takes webhooks. */
export const conformanceCoreCommand = (context: Context): Command => {
  const command = new Command('core')
    .description('test how a core takes webhooks: it gets a few dozen events of a user that it need not know')
    .argument('<url>', 'where it takes them')
    .requiredOption('--secret-file <file>', 'the secret that it verifies with')
    .option('--ref <ref>', 'the user that the events name', 'drawbridge-conformance')
    .action(async (url: string, { secretFile, ref, json }: CoreOptions) => {
      if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new GatewayError('CONFIG_INVALID', '<url> must be an http:// or https:// URL')
      const secret = readWebhookSecret(context, secretFile)
      const checked = await checkCore({ url, secret, ref, now: () => Date.now(), pause: (ms) => pause(ms) })
      const passed = checked.filter((check) => check.passed).length
      say(context, json, { passed: passed === checked.length, checks: checked }, report(checked, passed))
      context.exitCode = passed === checked.length ? ExitCode.OK : ExitCode.FAILED
    })
  return finish(command, {
    examples: ['conformance core http://127.0.0.1:8080/hook --secret-file webhook-secret', 'conformance core https://core.example/hook --secret-file webhook-secret --ref test-user --json'],
    exitCodes: { [ExitCode.FAILED]: 'a check failed, or the test could not be made' },
  })
}

const report = (checked: readonly Checked[], passed: number): string => {
  const rows = table(['check', '', 'what is expected'], checked.map((check) => [check.name, check.passed ? 'ok' : 'WRONG', check.expects]))
  const wrong = checked.flatMap((check) => (check.passed ? [] : [`${check.name}: ${check.wrong ?? ''}\n  fix: ${check.fix ?? ''}`]))
  return [rows, ...wrong, `${String(passed)} of ${String(checked.length)} passed.`].join('\n\n')
}
