// SPDX-License-Identifier: AGPL-3.0-only

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

// XML takes no control characters but these three, escaped or not.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** Text that HTML and XML show as it is, in elements and in quoted attributes. What the other side sent may be in it. */
export const escapeMarkup = (text: string): string =>
  text.toWellFormed().replace(CONTROL, '�').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
