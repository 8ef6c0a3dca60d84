// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 2, what a link may cost.
const floods = 'test/unit/links/floods.test.ts'

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-195', check: 'pings are counted', test: floods, title: 'a flood of pings ends the link, and as many as an honest one may send do not',
    mutation: { file: 'src/links/link.ts', find: "if (this.#isTooMuch()) this.broken('THROTTLED')", replace: '' },
  },
  {
    must: 'DIP-195', check: 'requests that are refused unread are counted', test: floods, title: 'a flood of requests that are refused unread ends the link',
    mutation: { file: 'src/links/link.ts', find: "if (id !== 0 && isUnread(kind, code) && this.#isTooMuch()) return this.broken('THROTTLED')", replace: '' },
  },
  {
    must: 'DIP-195', check: 'the count begins anew after its time', test: floods, title: 'the count begins anew after its time, and with a clock that was set back',
    mutation: { file: 'src/links/nuisance.ts', find: 'time - since >= NUISANCE_MS || ', replace: '' },
  },
  {
    must: 'DIP-196', check: 'a message has its time', test: floods, title: 'a frame that does not become whole ends the link after its time',
    mutation: { file: 'src/links/whole.ts', find: 'if (!isArriving) return', replace: 'return' },
  },
  {
    must: 'DIP-196', check: 'one that came whole gives the next one its own time', test: floods, title: 'who sends one whole frame after the other, each in pieces, stays',
    mutation: { file: 'src/links/whole.ts', find: 'if (hasProgressed || isExcused()) start()', replace: 'if (isExcused()) start()' },
  },
  {
    must: 'DIP-196', check: 'while nothing is read no time passes', test: floods, title: 'a frame that is not whole because the link is not read has its time when it is read again',
    mutation: { file: 'src/links/whole.ts', find: 'if (hasProgressed || isExcused()) start()', replace: 'if (hasProgressed) start()' },
  },
  {
    must: 'DIP-197', check: 'links that a party opens are counted', test: floods, title: 'a party that opens links again and again is turned away, and no other',
    mutation: { file: 'src/links/connections.ts', find: 'this.#returns(party, linksPerParty)\n', replace: '' },
  },
  {
    must: 'DIP-197', check: 'each party for itself and each minute anew', test: floods, title: 'openings are counted by party and minute',
    mutation: { file: 'src/links/returns.ts', find: 'time - known.since >= OPENED_MS || ', replace: '' },
  },
]
