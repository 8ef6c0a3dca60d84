// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import Type from 'typebox'
import { GatewayError } from '../model/errors.ts'
import { openOffer } from '../model/open-offer.ts'
import { parseAdmissionFile } from '../model/party-files.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { prepareFile, readJsonFile } from './files.ts'
import { ExitCode } from './io.ts'
import { HTML_MARKS, toHtml } from './offer/html.ts'
import { MARKDOWN_MARKS, toMarkdown } from './offer/markdown.ts'
import { WHY } from './reason.ts'

interface BuildOptions extends PlaceOptions { readonly out: string; readonly reason: string; readonly json?: boolean }
interface VerifyOptions { readonly admission?: string; readonly json?: boolean }

const Built = Type.Object({ jws: Type.String(), number: Type.Integer(), isNew: Type.Boolean() })

/** A page is some twenty kilobytes. */
const MAX_OFFER_BYTES = 1_048_576

/** `offer …` */
export const offerCommand = (context: Context): Command => new Command('offer')
  .description('the reference offer: what every provider may expect, and what it must show (Article 7(4) of the Digital Markets Act)')
  .addCommand(buildCommand(context)).addCommand(verifyCommand(context))

const buildCommand = (context: Context): Command => {
  const command = withPlace(new Command('build'))
    .description('write the offer as HTML and Markdown, from the configuration and what the gateway enforces, signed by the gateway. It gets the next number where anything has changed')
    .option('--out <dir>', 'folder for offer-N.html and offer-N.md', '.')
    .requiredOption('--reason <text>', WHY)
    .action(async (options: BuildOptions) => { await build(context, options) })
  return finish(command, { talksToDaemon: true, examples: ['offer build --out offers --reason OPS-3', 'offer build --reason OPS-3 --json'] })
}

const build = async (context: Context, options: BuildOptions): Promise<void> => {
  const folder = pathFrom(context, options.out)
  const { jws, number, isNew } = await (await connect(context, options)).post('/v1/offers', { reason: options.reason }, Built)
  const offer = openOffer(jws)?.offer
  if (offer === undefined) throw new GatewayError('CONFIG_INVALID', 'the daemon answered no offer of its own')
  const files = { html: join(folder, `offer-${String(number)}.html`), markdown: join(folder, `offer-${String(number)}.md`) }
  // The same number always makes the same pages.
  prepareFile(files.html, true).write(toHtml(offer, jws))
  prepareFile(files.markdown, true).write(toMarkdown(offer, jws))
  const [sha256, changed] = [digestOf(jws), offer.changes.map(({ what }) => `  changed  ${what}`)]
  say(context, options.json, { ok: true, isNew, files, sha256, ...offer }, [
    `Offer ${String(number)} ${isNew ? 'is signed' : 'stands: nothing has changed since'}.`, `  SHA-256  ${sha256}`, ...(isNew ? changed : []), `  ${files.html}`, `  ${files.markdown}`,
  ].join('\n'))
}

const verifyCommand = (context: Context): Command => {
  const command = new Command('verify')
    .description('say which gateway signed an offer, and whether anything in it was changed since. Needs no daemon')
    .argument('<file>', 'the offer, HTML or Markdown')
    .option('--admission <file>', 'an admission file: its gateway must have signed')
    .action((file: string, options: VerifyOptions) => { verify(context, file, options) })
  return finish(command, {
    examples: ['offer verify offer-1.html', 'offer verify offer-1.md --admission admission.json --json'],
    exitCodes: { [ExitCode.OK]: 'the signature holds', [ExitCode.FAILED]: 'it does not, the file shows something else, or another gateway signed' },
  })
}

const verify = (context: Context, file: string, { admission, json }: VerifyOptions): void => {
  const path = pathFrom(context, file)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? MAX_OFFER_BYTES) >= MAX_OFFER_BYTES) throw new GatewayError('CONFIG_INVALID', `${path}: there is no such file of this kind`)
  const text = readFileSync(path, 'utf8')
  const isPage = text.startsWith('<!doctype html>')
  const jws = between(text, isPage ? HTML_MARKS : MARKDOWN_MARKS)
  const opened = jws === undefined ? undefined : openOffer(jws)
  if (jws === undefined || opened === undefined) throw new GatewayError('CONFIG_INVALID', 'this is no signed offer, or what was signed was changed')
  const { offer, key } = opened
  if ((isPage ? toHtml : toMarkdown)(offer, jws) !== text) throw new GatewayError('CONFIG_INVALID', `the file shows something else than what was signed, or another version than ${offer.terms.gateway.software} made it`)
  const expected = admission === undefined ? undefined : readJsonFile(pathFrom(context, admission), parseAdmissionFile).gateway
  if (expected !== undefined && expected.id !== key.kid) throw new GatewayError('CONFIG_INVALID', `gateway ${key.kid} signed it, and the admission file is of ${expected.id}`)
  const sha256 = digestOf(jws)
  say(context, json, { holds: true, gateway: key.kid, sha256, ...offer }, `The signature holds, and the file shows what was signed.
  offer      ${String(offer.number)} of ${offer.terms.operator.party}, ${offer.builtAt}
  signed by  ${key.kid}, ${expected === undefined ? 'compare it with the gateway id that you know' : 'the gateway of the admission file'}
  SHA-256    ${sha256}`)
}

const digestOf = (jws: string): string => createHash('sha256').update(jws).digest('hex')

const between = (text: string, [before, after]: readonly [string, string]): string | undefined => {
  const from = text.lastIndexOf(before)
  const to = text.indexOf(after, from + before.length)
  return from < 0 || to < 0 ? undefined : text.slice(from + before.length, to)
}
