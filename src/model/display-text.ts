// SPDX-License-Identifier: Apache-2.0

/** Characters of a display name, a label and the like: room for any name, too short to imitate a screen. */
const MAX_DISPLAY_CHARACTERS = 64

// Line ends and controls could fake a second line; bidirectional controls could make a text read as something else.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/
const EVERY_UNSAFE = new RegExp(UNSAFE, 'gu')

/**
 * One line of text that can be shown beside the gateway's own words: without control and bidirectional-control characters,
 * in NFC, at most `max` characters (code points), without blanks around it. May come out empty. Doing it twice changes nothing.
 */
export const safeDisplayText = (text: string, max: number = MAX_DISPLAY_CHARACTERS): string => {
  const clean = text.toWellFormed().replace(EVERY_UNSAFE, '').normalize('NFC').trim()
  return firstCharacters(clean, max).trimEnd()
}

/** Whether a text may be shown as it is: what {@link safeDisplayText} asks for, except for normalisation and blanks. */
export const isSafeDisplayText = (text: string, max: number = MAX_DISPLAY_CHARACTERS): boolean =>
  text.isWellFormed() && !UNSAFE.test(text) && firstCharacters(text, max) === text

/** Text in its lines, for a terminal: without what moves a cursor or turns a text, but for line ends and tabs. */
export const safeLines = (text: string): string => text.toWellFormed().replace(EVERY_UNSAFE, (character) => (character === '\n' || character === '\t' ? character : ''))

/** A value as JSON in which everything that a terminal would act on is escaped; whoever parses it reads the same. */
export const safeJson = (value: unknown): string => JSON.stringify(value).replace(EVERY_UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const firstCharacters = (text: string, max: number): string =>
  text.length <= max ? text : Array.from(text.slice(0, 2 * max)).slice(0, max).join('')
