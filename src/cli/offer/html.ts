// SPDX-License-Identifier: AGPL-3.0-only
import { escapeMarkup } from '../../conformance/report/markup.ts'
import type { Offer } from '../../model/offer.ts'
import { sectionsOf } from './document.ts'
import type { Section } from './document.ts'

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f23;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dee4;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}td,th{border-color:#30363d}}`

/** Before the JWS in a page, and after it. */
export const HTML_MARKS = ['<script type="application/jose" id="signed">', '</script>'] as const

/** An offer as one page without anything from elsewhere. The same offer and signature always make the same page. */
export const toHtml = (offer: Offer, jws: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeMarkup(titleOf(offer))}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${STYLE}</style></head><body>
<h1>${escapeMarkup(titleOf(offer))}</h1>
${sectionsOf(offer).map(toSection).join('\n')}
<p>Signed: <code>drawbridge offer verify FILE</code> tells by whom, and whether anything was changed.</p>
${HTML_MARKS[0]}${escapeMarkup(jws)}${HTML_MARKS[1]}
</body></html>
`

/** What an offer is called. */
export const titleOf = ({ number, terms }: Offer): string => `Reference offer ${String(number)} of ${terms.operator.displayName}`

const toSection = ({ title, sentences, head, rows }: Section): string => [
  `<h2>${escapeMarkup(title)}</h2>`, ...(sentences.length === 0 ? [] : [`<ul>${sentences.map((sentence) => `<li>${escapeMarkup(sentence)}</li>`).join('')}</ul>`]),
  ...(rows.length === 0 ? [] : [`<table>${head.every((cell) => cell === '') ? '' : `<tr>${head.map((cell) => `<th scope="col">${escapeMarkup(cell)}</th>`).join('')}</tr>`}
${rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`).join('\n')}
</table>`]),
].join('\n')
