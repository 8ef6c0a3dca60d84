// SPDX-License-Identifier: Apache-2.0

// Controls other than line feed and tab; embeddings and overrides, which make a text read as something else than it says.
// Marks and isolates stay: right-to-left text needs them, and they end with their paragraph.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is removed
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/gu

/** In a line of its own an isolate that is left open reaches into whatever is shown behind it. */
const ISOLATES = /[\u2066-\u2069]/gu

/** A received text as it may be shown: without control characters other than line feed and tab, without bidirectional overrides, line ends as line feeds. */
export const displayText = (text: string): string => text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(UNSAFE, '')

/** A received file name as it may be shown: its last path component in one line, without what {@link displayText} takes away; may be empty. Never a path to write to. */
export const displayName = (name: string): string => {
  const last = displayText(name).replaceAll(/[\n\t]/g, ' ').replaceAll(ISOLATES, '').split(/[/\\]/).at(-1)?.trim() ?? ''
  return last === '.' || last === '..' ? '' : last
}

/** A received emoji as it may be shown: in one line. */
export const displayEmoji = (emoji: string): string => displayText(emoji).replaceAll(/[\n\t]/g, '')
