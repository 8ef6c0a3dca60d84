// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the proto enum and the documentation page of the error catalogue, as text, from the one table in src/model.

const WIDTH = 110

/** The catalogue as a proto3 enum; numbers and names are those of the table. */
export function renderErrorEnum(catalogue) {
  const values = ordered(catalogue).map(([code, entry]) =>
    `${comment(`${entry.meaning} ${entry.cause} ${entry.fix}`)}  ERROR_CODE_${code} = ${entry.number};\n`)
  return `// SPDX-License-Identifier: Apache-2.0
// Generated from src/model/errors.ts by scripts/generate.mjs. Do not edit.
syntax = "proto3";

package drawbridge.gateway.v1;

// Every error that may leave the gateway. A receiver treats a number it does not know as ERROR_CODE_INTERNAL.
enum ErrorCode {
  // Never sent.
  ERROR_CODE_UNSPECIFIED = 0;
${values.join('')}}
`
}

/** The catalogue as a Markdown page: one table to find a code, one section that explains it. */
export function renderErrorPage(catalogue) {
  const entries = ordered(catalogue)
  const rows = entries.map(([code, entry]) =>
    `| [\`${code}\`](#${code.toLowerCase()}) | ${entry.number} | ${entry.httpStatus} | ${entry.closeCode || '–'} | ${entry.retryable ? 'yes' : 'no'} | ${entry.meaning} |`)
  const sections = entries.map(([code, entry]) =>
    `## ${code}\n\n${entry.meaning}\n\n- **Usual cause:** ${entry.cause}\n- **What to do:** ${entry.fix}\n- **The same bytes again:** ${entry.again}\n`)
  return `<!-- Generated from src/model/errors.ts by scripts/generate.mjs. Do not edit. -->
# Errors

Every error that leaves the gateway is one of these. On a link it arrives as \`Error\` with the number; over HTTP with the
status and the code's name; where it ends a link, the WebSocket closes with the close code. A code that has none here ends a link only where
there is no request to answer (a frame without an id, a \`Hello\`) or one too many of them, and closes with 1002, or 1013 if the same bytes may succeed
later. A number you do not know means \`INTERNAL\`.

Nothing of the request was stored, and its ids are free; but after \`INTERNAL\` and \`UNAVAILABLE\` it may have been, so repeat just those bytes. What to make of an answer that did not come is in
[protocol.md](protocol.md#when-an-answer-does-not-come).

| code | number | HTTP | close code | the same bytes may succeed later | meaning |
|---|---|---|---|---|---|
${rows.join('\n')}

${sections.join('\n')}`
}

function ordered(catalogue) {
  const entries = Object.entries(catalogue).sort(([, a], [, b]) => a.number - b.number)
  const numbers = new Set(entries.map(([, entry]) => entry.number))
  if (numbers.size !== entries.length || numbers.has(0)) throw new Error('error numbers must be unique and not 0')
  return entries
}

function comment(text) {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    if (lines.at(-1).length + word.length >= WIDTH) lines.push('')
    lines.push(`${lines.pop()} ${word}`)
  }
  return lines.map((line) => `  //${line}\n`).join('')
}
