// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 6: invites.
const asking = 'src/registry/contacts.ts'
const storing = 'src/store/sqlite/write/invites.ts'
const test = 'test/unit/registry/invites.test.ts'
const conformance = 'test/unit/store/sqlite-conformance.test.ts'
const alike = { test, title: 'an invite gets the same bytes, one row and one unit of quota whether or not it holds' }

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-170', check: 'uses are counted', test: conformance, title: 'SQLite: of a thousand requests by one invite at once as many get its owner as it has uses, and all are recorded', sample: true,
    mutation: { file: storing, find: 'SET usesLeft = usesLeft - 1', replace: 'SET usesLeft = usesLeft' },
  },
  { must: 'DIP-171', check: 'an invite ends', ...alike, mutation: { file: storing, find: "WHERE secretHash = ? AND usesLeft > 0 AND expiresAt > ?", replace: 'WHERE secretHash = ? AND usesLeft > 0 AND expiresAt > ? - 1000000' } },
  { must: 'DIP-171', check: 'a request by what nobody made is recorded', ...alike, mutation: { file: asking, find: 'const found = await store.read.invite(hash)', replace: "const found = await store.read.invite(hash)\n    if (!found) throw new GatewayError('NOT_FOUND')" } },
  {
    must: 'DIP-172', check: 'the target is judged as any other', test, title: 'an invite changes nothing for whom the owner blocked, denied or shut out',
    mutation: { file: 'src/policy/contact.ts', find: "if (silenced || recipientConsent?.state === 'blocked') return 'drop'", replace: '' },
  },
  {
    must: 'DIP-173', check: 'who it is not for does not use it up', test, title: 'somebody whom an invite could never lead anywhere does not use it up',
    mutation: { file: 'src/policy/invite.ts', find: 'return acrossTheBridge && wanted', replace: 'return (acrossTheBridge || true) && wanted' },
  },
  {
    must: 'DIP-174', check: 'only the hash is kept', test, title: 'the store holds nothing from which a link could be made',
    mutation: { file: 'src/registry/invites.ts', find: "createHash('sha256').update(secret).digest()", replace: "createHash('sha256') && secret" },
  },
  {
    must: 'DIP-175', check: 'open invites are counted', test, title: 'a user has so many invites that hold; ends make room, and only one’s own can be ended',
    mutation: { file: storing, find: "if ((open.get(row.owner, now) ?? 0) >= most) return { refused: 'invites' }", replace: '' },
  },
  {
    must: 'DIP-176', check: 'an address beside an invite', test: 'test/unit/wire/invites.test.ts', title: 'a request has an address or an invite, and not both',
    mutation: { file: 'src/wire/gateway/contact-bodies.ts', find: "if (toAddress) throw malformed('RequestContact.to_address')", replace: '' },
  },
]
