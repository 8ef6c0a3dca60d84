// SPDX-License-Identifier: AGPL-3.0-only
import { escapeMarkup } from '../../conformance/report/markup.ts'
import type { Offer } from '../../model/offer.ts'
import { sectionsOf } from './document.ts'
import type { Section } from './document.ts'
import { titleOf } from './html.ts'

/** Before the JWS in a page, and after it. */
export const MARKDOWN_MARKS = ['\n```jose\n', '\n```\n'] as const

/** An offer as Markdown. The same offer and signature always make the same text. */
export const toMarkdown = (offer: Offer, jws: string): string => `# ${escapeText(titleOf(offer))}

${sectionsOf(offer).map(toSection).join('\n\n')}

Signed: \`drawbridge offer verify FILE\` tells by whom, and whether anything was changed.
${MARKDOWN_MARKS[0]}${jws}${MARKDOWN_MARKS[1]}`

const toSection = ({ title, sentences, head, rows }: Section): string => [
  `## ${escapeText(title)}`, ...(sentences.length === 0 ? [] : [sentences.map((sentence) => `- ${escapeText(sentence)}`).join('\n')]),
  ...(rows.length === 0 ? [] : [[toRow(head), toRow(head.map(() => '---')), ...rows.map((row) => toRow(row.map(escapeText)))].join('\n')]),
].join('\n\n')

const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Text that Markdown, with HTML in it, shows as it is, on one line and in a cell. */
const escapeText = (text: string): string => escapeMarkup(text.replaceAll(/\s+/g, ' ')).replaceAll(/[\\`*_[\]|~#!]/g, (character) => (character === '#' ? '#' : `\\${character}`))
