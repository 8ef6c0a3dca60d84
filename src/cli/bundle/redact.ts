// SPDX-License-Identifier: AGPL-3.0-only

/** Takes out of a text what is the operator's, or somebody's. */
export type Redact = (text: string) => string

/**
 * What no text of a bundle needs: addresses of people, phone numbers, URLs, IP addresses and what is as long as a key, a token or an id.
 * The last of several lines of defence: nothing that is meant to be in a bundle looks like one of them.
 */
const PERSONAL: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]*:\/\/\S+/gi, /\S+@\S+/g, /\+?\d(?:[ ()./-]?\d){6,}/g, /\b\d{1,3}(?:\.\d{1,3}){3}\b/g, /\[[0-9a-f:]*:[0-9a-f:]*\]/gi, /\b[0-9a-f]{1,4}(?:::?[0-9a-f]{1,4}){2,7}\b/gi, /[A-Za-z0-9_+/=-]{24,}/g,
]
const REMOVED = '<removed>'

/** Puts names in the place of what is `hidden` (the text, and what stands for it), the longest first, and takes out whatever else looks like a person, a place or a key. */
export const createRedact = (hidden: ReadonlyMap<string, string>): Redact => {
  const known = [...hidden].filter(([text]) => text !== '').sort(([a], [b]) => b.length - a.length)
  return (text) => {
    // Cut at what is known, so that a name that was put in is not taken for something of the operator's.
    let parts: readonly { readonly text: string; readonly isName: boolean }[] = [{ text, isName: false }]
    for (const [secret, name] of known) {
      parts = parts.flatMap((part) => (part.isName ? [part] : part.text.split(secret).flatMap((piece, index) => (index === 0 ? [{ text: piece, isName: false }] : [{ text: name, isName: true }, { text: piece, isName: false }]))))
    }
    return parts.map((part) => (part.isName ? part.text : PERSONAL.reduce((rest, pattern) => rest.replace(pattern, REMOVED), part.text))).join('')
  }
}
