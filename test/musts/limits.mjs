// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md: limits of an agreement, and what a throttled party is told.
const allowances = 'test/unit/relay/allowances.test.ts'
const enforcement = 'test/unit/registry/enforcement.test.ts'
const targets = 'test/unit/registry/new-targets.test.ts'

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-150', check: 'a message is counted before anything is known of its recipient', test: allowances, sample: true,
    title: 'messagesPerPair: whoever the recipient is, a message spends the same, and a throttled one is the same answer',
    mutation: { file: 'src/relay/accept.ts', find: 'const throttled = isSpent ? undefined :', replace: "const throttled = isSpent || 'denied' in permissionOf(caller, submission, standing) ? undefined :" },
  },
  {
    must: 'DIP-151', check: 'the limit that is used up is told first, with what is left of all', test: 'test/unit/policy/throttle.test.ts',
    title: 'a request waits for the longest of what it draws on, and passes when it waits for none',
    mutation: { file: 'src/policy/throttle.ts', find: 'b.waitMs - a.waitMs', replace: 'a.waitMs - b.waitMs' },
  },
  {
    must: 'DIP-152', check: 'what was accepted is looked for before it is throttled', test: allowances, title: 'what was accepted is answered as before when it comes again beyond the limit',
    mutation: { file: 'src/relay/accept.ts', find: 'if (throttled) return repeatedOr(submission, digest, () => throttled)', replace: 'if (throttled) return throttled' },
  },
  {
    must: 'DIP-153', check: 'new targets of a party are counted', test: targets, title: 'a request beyond the day’s new targets is told what is left and until when, whoever is asked for',
    mutation: { file: 'src/store/sqlite/write/contacts.ts', find: "if (!countTarget(add)) return { throttled: 'newTargetsPerDay' }", replace: 'countTarget(add)' },
  },
  {
    must: 'DIP-154', check: 'what a day’s count came to is written', test: allowances, title: 'counts of the day are written every two seconds and at a stop, and hold for whoever starts next',
    mutation: { file: 'src/relay/day-counts.ts', find: 'counts.set(key, count)\n    void read(key, count)', replace: 'counts.set(key, count)\n    void count.know(NO_USAGE)' },
  },
  {
    must: 'DIP-155', check: 'bundles of a target are counted over all who ask', test: 'test/unit/registry/prekeys.test.ts', title: 'the target’s own limit counts all who ask, and fills again',
    mutation: { file: 'src/registry/prekeys.ts', find: 'if (full) return', replace: 'if (full && request.deviceIds.length > 99) return' },
  },
  {
    must: 'DIP-156', check: 'a link beyond the agreement’s is refused', test: 'test/unit/links/life.test.ts', title: 'a party has the links that its agreement allows, also after that was changed, and may still replace one of them',
    mutation: { file: 'src/links/generations.ts', find: '>= most) throw', replace: '>= 64) throw' },
  },
  {
    must: 'DIP-160', check: 'a suspended user meets nobody', test: 'test/unit/policy/admit-table.test.ts', title: 'whatever the facts, a yes means that each ring is open by itself',
    mutation: { file: 'src/policy/rings.ts', find: ', !one.suspended, !other.suspended]', replace: ', !one.suspended]' },
  },
  {
    must: 'DIP-161', check: 'a suspended user asks nobody', test: enforcement, title: 'a suspended user asks and grants nothing more, and learns why; its no still counts', sample: true,
    mutation: { file: 'src/registry/contacts.ts', find: "if (asker.suspended) throw new GatewayError('USER_SUSPENDED')", replace: '' },
  },
  {
    must: 'DIP-162', check: 'a step is told to its own party', test: enforcement, title: 'a party, and no other, is told of a step at once and whenever it asks',
    mutation: { file: 'src/registry/enforcement-desk.ts', find: 'store.read.enforcements({ party: caller.party }, TOLD)', replace: 'store.read.enforcements({}, TOLD)' },
  },
  {
    must: 'DIP-163', check: 'what is due is ended', test: enforcement, title: 'a step ends by itself when its time is over, once, and not before',
    mutation: { file: 'src/registry/enforcement.ts', find: '      await endDue()\n', replace: '' },
  },
  {
    must: 'DIP-164', check: 'a step is appealed once', test: enforcement, title: 'a step is appealed once, by its own party, and the operator reads and decides it',
    mutation: { file: 'src/registry/enforcement-desk.ts', find: "if (row.endedAt !== undefined || row.appeal !== 'none') throw", replace: "if (row.endedAt !== undefined) throw" },
  },
  {
    must: 'DIP-165', check: 'steps are taken one by one', test: 'test/unit/policy/ladder.test.ts', title: 'a step is the next one above the present, never one that was taken, and never above the hardest',
    mutation: { file: 'src/policy/ladder.ts', find: 'enforcementSteps[taken]', replace: 'enforcementSteps[2]' },
  },
  {
    must: 'DIP-180', check: 'what other people decided takes no step', test: 'test/hostile/suggested.test.ts', title: 'every number of the ladder that counts other people’s decisions is reached or none: a party sees the same',
    mutation: { file: 'src/policy/ladder.ts', find: "rules.filter(({ counts }) => counts === 'own')", replace: 'rules' },
  },
  {
    must: 'DIP-181', check: 'who comes back is what it was', test: 'test/unit/registry/suspended-and-gone.test.ts', title: 'who is suspended, leaves and comes back under the same id is suspended, and its own party alone can tell',
    mutation: { file: 'src/store/sqlite/write/people.ts', find: 'if (home === undefined) suspendAgain.run(row.user)', replace: '' },
  },
  {
    must: 'DIP-182', check: 'enlistments are counted', test: 'test/unit/registry/enlistment-quota.test.ts', title: 'all users of a party enlist as often as its agreement says; what was answered is answered again beyond it, and nobody is kept from leaving',
    mutation: { file: 'src/store/sqlite/write/usage.ts', find: "if ((used.get(party, WHOLE_PARTY, dayStart) ?? 0) >= perParty) return { throttled: 'enlistmentsPerPartyDay' }", replace: '' },
  },
  {
    must: 'DIP-183', check: 'a message is reported once', test: 'test/unit/relay/reports.test.ts', title: 'a message is reported once: twenty reports of it are one, and it goes into another only beside one that was not reported',
    mutation: { file: 'src/relay/reports.ts', find: "if ('nothingNew' in outcome) throw", replace: "if ('nothingNew' in outcome && sealed.length === 0) throw" },
  },
  {
    must: 'DIP-166', check: 'a transfer looks again when anything changed', test: 'test/unit/relay/attachments.test.ts', title: 'after a block tickets up and down hold no more, what is under way ends, and no new ones are given',
    mutation: { file: 'src/media/meter.ts', find: '    if (moment.holds()) return\n', replace: '    if (moment.holds() || unspent >= 0) return\n' },
  },
]
