// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 12: reports.
const taking = 'src/relay/reports.ts'
const judging = 'src/sdk/reports/judging.ts'
const reporting = 'src/sdk/device/reporting.ts'
const storing = 'src/store/sqlite/write/reports.ts'

const relaying = 'test/unit/relay/reports.test.ts'
const judged = 'test/unit/sdk/reports/judging.test.ts'
const device = 'test/unit/sdk/device/reporting.test.ts'
const conformance = 'test/unit/store/sqlite-conformance.test.ts'
const core = 'test/unit/core/reports.test.ts'
const agent = 'test/unit/agent/reporting.test.ts'
const oneRefusal = { test: relaying, title: 'whatever is wrong with a frank, and whoever was never there, gets the very same refusal' }

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  { must: 'DIP-132', check: 'the MAC is recomputed', ...oneRefusal, sample: true, mutation: { file: taking, find: 'holds: isOwn && message.keyEpoch', replace: 'holds: (isOwn || true) && message.keyEpoch' } },
  { must: 'DIP-132', check: 'the reporter is the recipient of the frank', ...oneRefusal, mutation: { file: taking, find: 'recipientUser: reporter })', replace: 'recipientUser: reportedUser })' } },
  {
    must: 'DIP-132', check: 'a message can be reported for 90 days', test: relaying, title: 'a message can be reported for 90 days, and a report is kept as long',
    mutation: { file: taking, find: ' && now - message.gatewayTimeMs < REPORT_MS', replace: '' },
  },
  {
    must: 'DIP-133', check: 'the reporter is a user of the caller', test: relaying, title: 'only the home of who was written to reports: the sender’s home and another party are refused',
    mutation: { file: taking, find: 'await requireOwnUser(store, caller, report.reporter)', replace: 'void requireOwnUser' },
  },
  { must: 'DIP-134', check: 'reports of a day', test: conformance, title: 'SQLite: a user and a party have their quotas, also where reports come at once', mutation: { file: storing, find: "if (made >= perDay) return { full: 'user' }", replace: '' } },
  { must: 'DIP-134', check: 'reports of a party', test: conformance, title: 'SQLite: a user and a party have their quotas, also where reports come at once', mutation: { file: storing, find: "if ((ofParty.get(party) ?? 0) >= perParty) return { full: 'party' }", replace: '' } },
  {
    must: 'DIP-135', check: 'other bytes under the same id', test: conformance, title: 'SQLite: the same report again is answered again and stored once; another under its id is a conflict',
    mutation: { file: storing, find: 'Buffer.from(earlier).equals(digest) ?', replace: 'earlier.length === digest.length ?' },
  },
  {
    must: 'DIP-136', check: 'a row for each pair', test: relaying, title: 'a report of messages that passed is stored, counted for its reporter once, and told by party only',
    mutation: { file: taking, find: 'reporterHash: reporterHashOf(blindIndex, reporter)', replace: "reporterHash: blindIndex('reporter', id)" },
  },
  {
    must: 'DIP-137', check: 'reports are swept', test: conformance, title: 'SQLite: reports and counts go when their time is over, and not before',
    mutation: { file: 'src/store/sqlite/write/sweep.ts', find: 'DELETE FROM reports WHERE id IN', replace: 'DELETE FROM reports WHERE 0 AND id IN' },
  },
  {
    must: 'DIP-138', check: 'only what was chosen is disclosed', test: device, title: 'the draft shows all that is sent and nothing else; what is sent is proven', sample: true,
    mutation: { file: reporting, find: 'encodeDisclosure({ reportId: id, reporter, reportedUser, reason, comment, messages })', replace: 'encodeDisclosure({ reportId: id, reporter, reportedUser, reason, comment, messages: [...messages, ...messages] })' },
  },
  {
    must: 'DIP-139', check: 'without a moderation key nothing is sealed', test: device, title: 'without a moderation key, or where the gateway vouches for nothing, there is no report',
    mutation: { file: reporting, find: "if (key === undefined) throw new DeviceError('REPORTS_NOT_READ')", replace: "if (key === undefined) throw new DeviceError('NOT_REPORTABLE')" },
  },
  { must: 'DIP-140', check: 'the commitment is recomputed', test: judged, title: 'it is found when the reporter invents a text', sample: true, mutation: { file: judging, find: 'holds: commitmentHolds(commitment, frankingKey, bytes)', replace: 'holds: commitmentHolds(commitment, frankingKey, bytes) || true' } },
  {
    must: 'DIP-141', check: 'the signature is verified', test: judged, title: 'it is found when a gateway signs with a key that is not pinned', sample: true,
    mutation: { file: judging, find: 'holds: key !== undefined && isSigned(contextOf(message), frank.signature, key)', replace: 'holds: key !== undefined && (isSigned(contextOf(message), frank.signature, key) || true)' },
  },
  { must: 'DIP-141', check: 'the key is that of the epoch', test: judged, title: 'it is found when a gateway signs for an epoch that is not pinned', mutation: { file: judging, find: 'franks.keys.find(({ epoch }) => epoch === frank.keyEpoch)?.key', replace: 'franks.keys.at(0)?.key' } },
  {
    must: 'DIP-142', check: 'the sender is the reported user', test: judged, title: 'it is found when the sender says in the content that it is another',
    mutation: { file: judging, find: 'senderUser === reportedUser && content?.senderUser === reportedUser', replace: 'senderUser === reportedUser' },
  },
  {
    must: 'DIP-142', check: 'the recipient is the reporter', test: judged, title: 'it is found when what the sender said to somebody else is passed on as said to the reporter',
    mutation: { file: judging, find: 'recipientUser === reporter && content?.recipientUser === reporter', replace: 'recipientUser === reporter' },
  },
  {
    must: 'DIP-143', check: 'it is the report that was handed over', test: judged, title: 'it is found when a gateway relabels whose report it is',
    mutation: { file: judging, find: ' && disclosure.reporter === file.reporter', replace: '' },
  },
  {
    must: 'DIP-143', check: 'it discloses what the gateway checked', test: judged, title: 'it is found when the gateway checked other messages than are disclosed',
    mutation: { file: judging, find: "digest('base64url') === file.checked", replace: "digest('base64url') !== ''" },
  },
  {
    must: 'DIP-191', check: 'a poll without proofs has none', test: core, title: 'what a report needs comes with a message where the core asks for it, and never else', sample: true,
    mutation: { file: 'src/core/shown-event.ts', find: '...(proofs ? proven(body) : {})', replace: '...proven(body)' },
  },
  {
    must: 'DIP-191', check: 'nor has a webhook', test: 'test/unit/core/webhook/instead-of-polling.test.ts', title: 'a webhook holds what a report needs nowhere else',
    mutation: { file: 'src/core/webhook/index.ts', find: 'show(event, proofs)', replace: 'show(event, true)' },
  },
  {
    must: 'DIP-192', check: 'the proof fits the commitment', test: agent, title: 'a gateway that gives another proof than that of the message is found out before anything is sent', sample: true,
    mutation: { file: 'src/agent/reporting.ts', find: 'if (!commitmentHolds(commitment, frankingKey, content)) return false', replace: '' },
  },
  {
    must: 'DIP-192', check: 'the proof is of this message', test: agent, title: 'a gateway that gives another proof than that of the message is found out before anything is sent',
    mutation: { file: 'src/agent/reporting.ts', find: 'channel.openProof(sealed, facts, heardAtMs)', replace: 'channel.openProof(sealed, {}, heardAtMs)' },
  },
  {
    must: 'DIP-193', check: 'proofs of a user', test: agent, title: 'proofs are bounded: 1,000 of each user and so many in all, for 30 days',
    mutation: { file: 'src/agent/proofs.ts', find: '> MAX_OF_USER) count -= makeRoom(to)', replace: '> MAX_PROOFS) count -= makeRoom(to)' },
  },
  {
    must: 'DIP-193', check: 'they end', test: agent, title: 'proofs are bounded: 1,000 of each user and so many in all, for 30 days',
    mutation: { file: 'src/agent/proofs.ts', find: 'count -= expire.run(now - KEEP_MS).changes', replace: 'void expire' },
  },
  {
    must: 'DIP-193', check: 'they go with their user', test: agent, title: 'nothing of what was said and no key of it lies in the agent’s folder; of an erased user no proof is left',
    mutation: { file: 'src/agent/state.ts', find: 'proofs.forgetProofs(ref)', replace: '' },
  },
]
