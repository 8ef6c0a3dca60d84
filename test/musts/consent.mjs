// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 6: three rings of consent, closed by default.
const registry = 'src/registry'
const verdicts = 'src/policy/contact.ts'

const participation = { test: 'test/unit/registry/participation.test.ts', title: 'participation and choices are in force when the calls return' }
const judged = { test: 'test/unit/policy/contact.test.ts', title: 'each request is shown, renewed, kept waiting or dropped as promised' }
const vectors = { test: 'test/unit/wire/vectors.test.ts', title: 'a frank covers who said it to whom, when, and the commitment' }
const transcript = 'src/wire/transcript.ts'
const asking = 'test/unit/registry/contacts.test.ts'
const surfacing = 'test/unit/registry/surfacing.test.ts'
const grants = 'test/unit/registry/grants.test.ts'
const decisions = 'test/unit/registry/decisions.test.ts'

const person = "store.write.commit({ expect: [stampOf(core)], writes: [{ put: 'person', row }] })"

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-62', check: 'an opt-in or opt-out is on disk when it is answered', ...participation,
    mutation: { file: `${registry}/participation.ts`, find: `const outcome = await ${person}`, replace: `void ${person}\n      const outcome = { committed: true }` },
  },
  {
    must: 'DIP-62', check: 'a choice for a provider is on disk when it is answered', ...participation,
    mutation: { file: `${registry}/participation.ts`, find: "const outcome = await store.write.commit({\n        expect: [stampOf(core)],\n        writes: [{ put: 'choice'", replace: "const outcome = { committed: true }\n      void store.write.commit({\n        expect: [stampOf(core)],\n        writes: [{ put: 'choice'" },
  },
  {
    must: 'DIP-63', check: 'nothing is looked up before a request is answered', test: asking, title: 'a request is answered, written and charged alike whoever the address belongs to',
    mutation: { file: `${registry}/contacts.ts`, find: 'const dayStart = row.createdAt - DAY_MS\n', replace: "if (!await store.read.personByAddress(row.targetIndex)) return { kind: 'recorded', leftToday: 9 }\n      const dayStart = row.createdAt - DAY_MS\n" },
  },
  {
    must: 'DIP-64', check: 'the requests of a day are counted', test: asking, title: 'ten requests a day may be made, and the eleventh waits for the first to be a day old', sample: true,
    mutation: { file: 'src/store/sqlite/write/contacts.ts', find: "if ((made.get(row.fromUser, dayStart) ?? 0) >= perDay) return { throttled: 'contactsPerUserDay' }", replace: '' },
  },
  {
    must: 'DIP-65', check: 'only who may be found is shown a request', ...judged,
    mutation: { file: verdicts, find: '!findable || !mayMeet(sender, recipient)', replace: '!mayMeet(sender, recipient)' },
  },
  {
    must: 'DIP-65', check: 'only who opted in and allows the provider is shown a request', ...judged,
    mutation: { file: verdicts, find: '!findable || !mayMeet(sender, recipient)', replace: '!findable' },
  },
  {
    must: 'DIP-65', check: 'whether a person may be found is the person’s word', test: surfacing, title: 'a request from before is shown when the target may be found, once',
    mutation: { file: `${registry}/request-targets.ts`, find: 'findable: person.findable', replace: 'findable: true' },
  },
  {
    must: 'DIP-66', check: 'a silenced request is dropped', ...judged,
    mutation: { file: verdicts, find: "if (silenced || recipientConsent?.state === 'blocked') return 'drop'", replace: "if (recipientConsent?.state === 'blocked') return 'drop'" },
  },
  {
    must: 'DIP-66', check: 'a denial silences the pair for thirty days', test: surfacing, title: 'after a denial the pair is silent for thirty days from the denial, and then may be asked again',
    mutation: { file: `${registry}/request-targets.ts`, find: "silenced: said?.state === 'denied' && said.changedAt > since", replace: 'silenced: false' },
  },
  {
    must: 'DIP-67', check: 'a grant answers a yes', test: 'test/unit/policy/contact.test.ts', title: 'a yes counts only as the answer to another’s yes',
    mutation: { file: verdicts, find: '|| !asked || !mayMeet', replace: '|| !mayMeet' },
  },
  {
    must: 'DIP-67', check: 'only who was asked grants a request', test: decisions, title: 'only who was asked decides, and only about a request that is there',
    mutation: { file: `${registry}/decisions.ts`, find: 'if (row?.targetUser !== user || (row.state', replace: 'if (!row || (row.state' },
  },
  {
    must: 'DIP-68', check: 'the token compared is the one of this direction', test: 'test/unit/policy/admit.test.ts', title: 'the way back is admitted with the token of that direction',
    mutation: { file: 'src/policy/admit.ts', find: 'const expected = standing.recipientConsent?.tokenHash', replace: 'const expected = standing.senderConsent?.tokenHash' },
  },
  {
    must: 'DIP-68', check: 'each direction has a token of its own', test: grants, title: 'a grant opens both directions, each with a token of its own',
    mutation: { file: `${registry}/grants.ts`, find: 'const [askerToken, granterToken] = [deps.randomBytes(TOKEN_BYTES), deps.randomBytes(TOKEN_BYTES)]', replace: 'const askerToken = deps.randomBytes(TOKEN_BYTES)\n      const granterToken = askerToken' },
  },
  {
    must: 'DIP-69', check: 'a new token replaces the old', test: grants, title: 'a new token makes the old one worthless, and only that one',
    mutation: { file: `${registry}/grants.ts`, find: "writes: [{ put: 'token', proof: decision.granted, tokenHash: hashOf(token) }]", replace: 'writes: []' },
  },
  {
    must: 'DIP-70', check: 'a block is on disk when it is answered', test: decisions, title: 'to block a contact closes both directions until it is granted again',
    mutation: { file: `${registry}/decisions.ts`, find: 'const outcome = await store.write.commit({\n      expect: [{ of:', replace: 'const outcome = { committed: true }\n    void store.write.commit({\n      expect: [{ of:' },
  },
  {
    must: 'DIP-70', check: 'a withdrawal is on disk when it is answered', test: decisions, title: 'either of the two closes both directions by taking back its own yes',
    mutation: { file: `${registry}/decisions.ts`, find: "return put(user, wish.peerUser, old, 'withdrawn')", replace: "void put(user, wish.peerUser, old, 'withdrawn')\n      return { kind: 'done' }" },
  },
  {
    must: 'DIP-70', check: 'a block ends with a grant alone', test: decisions, title: 'a block ends with a grant and with nothing less',
    mutation: { file: `${registry}/decisions.ts`, find: "old?.state === 'blocked' ? 'blocked' : state", replace: 'state' },
  },
  {
    must: 'DIP-71', check: "a suspension returns when the party's links are gone", test: 'test/unit/registry/suspension-waits.test.ts', title: 'a suspension waits until the last link is gone',
    mutation: { file: `${registry}/parties.ts`, find: 'await deps.closeLinks(party, because.reason)', replace: 'void deps.closeLinks(party, because.reason)' },
  },
  {
    must: 'DIP-71', check: 'the links of a suspended party are closed', test: 'test/unit/links/life.test.ts', title: 'a suspension closes all links of the party with the reason, and no other', sample: true,
    mutation: { file: 'src/links/connections.ts', find: 'for (const link of links) link.shutOut(reason)', replace: '' },
  },
  {
    must: 'DIP-71', check: 'a link that opens meanwhile is refused', test: 'test/unit/links/handshake.test.ts', title: 'whatever else does not open a link ends it with its own code',
    mutation: { file: 'src/links/connections.ts', find: ' || this.#context.shutOuts(party) !== opened.shutOuts', replace: '' },
  },
  {
    must: 'DIP-71', check: 'requests of a suspended party are refused', test: asking, title: 'only for its own enlisted users may a party ask',
    mutation: { file: `${registry}/own-users.ts`, find: "if (home.state === 'suspended') throw new GatewayError('SUSPENDED', home.stateReason)", replace: '' },
  },
  {
    must: 'DIP-72', check: 'a frank covers the commitment', ...vectors,
    mutation: { file: transcript, find: 'digits(frank.gatewayTimeMs), frank.commitment', replace: 'digits(frank.gatewayTimeMs)' },
  },
  {
    must: 'DIP-72', check: 'a frank covers who said it', ...vectors,
    mutation: { file: transcript, find: 'uuidBytes(frank.senderUser), digits(frank.senderDevice), ', replace: "'', '', " },
  },
  {
    must: 'DIP-72', check: 'a frank covers to whom and when it was said', ...vectors,
    mutation: { file: transcript, find: "uuidBytes(frank.recipientUser),\n  uuidBytes(frank.submissionId), digits(frank.gatewayTimeMs)", replace: "'',\n  uuidBytes(frank.submissionId), ''" },
  },
  {
    must: 'DIP-72', check: 'the gateway vouches for what it accepts', test: 'test/unit/relay/accept.test.ts', title: 'an accepted message is stored, has its places, and is vouched for',
    mutation: { file: 'src/relay/accept.ts', find: 'if (submission.commitment.length === 0) return undefined', replace: 'if (submission.commitment.length >= 0) return undefined' },
  },
  {
    must: 'DIP-72', check: 'the frank travels with the message', test: 'test/unit/relay/deliver.test.ts', title: 'a message arrives with everything that its sender and the gateway said of it',
    mutation: { file: 'src/relay/accept.ts', find: 'frank: frank ? Buffer.concat([frank.mac, frank.signature]) : new Uint8Array()', replace: 'frank: new Uint8Array()' },
  },
]
