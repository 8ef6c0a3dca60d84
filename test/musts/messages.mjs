// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 4: from the sender's device to the recipient's.
const admit = 'src/policy/admit.ts'
const rings = 'src/policy/rings.ts'
const append = 'src/store/sqlite/write/append.ts'
const pages = 'src/store/sqlite/read/messages.ts'
const device = 'src/sdk/device'

const accept = 'src/relay/accept.ts'
const accepting = 'test/unit/relay/accept.test.ts'
const misfits = { test: accepting, title: 'envelopes that do not fit the devices store nothing and say how' }
const delivery = 'test/unit/relay/deliver.test.ts'
const ephemeral = 'test/unit/relay/ephemeral.test.ts'
const unanswered = 'test/unit/relay/unanswered.test.ts'
const trace = 'src/relay/trace.ts'
const tracing = 'test/unit/relay/trace.test.ts'
const decisions = 'test/unit/policy/admit.test.ts'
const conformance = 'test/unit/store/sqlite-conformance.test.ts'
const durability = 'test/unit/sdk/device/durability.test.ts'
const repair = 'test/unit/sdk/device/repair.test.ts'

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-43', check: 'nobody is answered before the commit', test: 'test/unit/store/committer.test.ts', title: 'a fatal error in one job, or of the flush, rejects all and everything that waits', sample: true,
    mutation: { file: 'src/store/committer.ts', find: 'settle = () => resolve(value)', replace: 'resolve(value)\n      settle = () => undefined' },
  },
  {
    must: 'DIP-43', check: 'a commit is flushed to the disk', test: 'test/unit/store/sqlite-disk.test.ts', title: 'commits are flushed in full after the first write, and deleted bytes are wiped',
    mutation: { file: 'src/store/sqlite/connection.ts', find: "'synchronous = FULL', ", replace: "'synchronous = NORMAL', " },
  },
  {
    must: 'DIP-43', check: 'a database that does not flush is refused', test: 'test/unit/store/sqlite-disk.test.ts', title: 'a connection that does not flush its commits, or does not wipe, is refused',
    mutation: { file: 'src/store/sqlite/connection.ts', find: "if (!holds) throw new GatewayError('UNAVAILABLE', 'the database does not flush its commits')", replace: '' },
  },
  {
    must: 'DIP-44', check: 'a submission id is looked up before anything is stored', test: conformance, title: 'the same submission again gets the answer of the first time and stores nothing',
    mutation: { file: append, find: 'if (before) return { value: repeat(before, digest) }', replace: '' },
  },
  {
    must: 'DIP-44', check: 'other content under the same id is a conflict', test: conformance, title: 'a used submission id with other content is a conflict, whatever became of the first',
    mutation: { file: append, find: '(Buffer.compare(before.digest, digest) === 0\n', replace: '(before.digest.length > 0\n' },
  },
  {
    must: 'DIP-44', check: 'the relay compares before it decides', test: accepting, title: 'the same id with other content is a conflict, also at the same moment',
    mutation: { file: accept, find: "if (!Buffer.from(record.digest).equals(digest)) throw new GatewayError('CONFLICT')", replace: '' },
  },
  {
    must: 'DIP-44', check: 'the commitment is content', test: accepting, title: 'the same id with other content is a conflict, also at the same moment',
    mutation: { file: accept, find: 'recipientUser, commitment, ...envelopes', replace: 'recipientUser, ...envelopes' },
  },
  {
    must: 'DIP-45', check: 'a misfit is answered and not stored', ...misfits,
    mutation: { file: accept, find: 'if (misfit) return repeatedOr(submission, digest, misfit)', replace: '' },
  },
  {
    must: 'DIP-45', check: 'no device is left out', ...misfits,
    mutation: { file: 'src/relay/device-match.ts', find: 'const missing = someOnly ? [] :', replace: 'const missing = known.size >= 0 ? [] :' },
  },
  {
    must: 'DIP-45', check: 'no device is added', ...misfits,
    mutation: { file: 'src/relay/device-match.ts', find: 'const extra = [...addressed.keys()].filter((device) => !known.has(device))', replace: 'const extra: DeviceMismatch["extra"] = []' },
  },
  {
    must: 'DIP-45', check: 'no device was installed anew', ...misfits,
    mutation: { file: 'src/relay/device-match.ts', find: ' && known.get(deviceId)?.registrationId !== registrationId', replace: ' && known.get(deviceId)?.registrationId === undefined' },
  },
  {
    must: 'DIP-46', check: 'a denial says nothing of its cause', test: accepting, title: 'whoever is not reached, and for whatever reason: the same bytes, the same look-ups, and nothing stored',
    mutation: { file: accept, find: "if ('denied' in decision) return decision", replace: "if ('denied' in decision) return standing.recipient ? decision : { denied: 'NOT_YOURS' }" },
  },
  {
    must: 'DIP-46', check: 'an unknown recipient is not permitted', test: decisions, title: 'nothing is admitted when the recipient is unknown',
    mutation: { file: admit, find: "if (!sender || !recipient) return { denied: 'NOT_PERMITTED' }", replace: "if (!sender || !recipient) return { denied: 'NOT_YOURS' }" },
  },
  {
    must: 'DIP-46', check: 'both people have granted', test: decisions, title: 'nothing is admitted unless both stances are granted', sample: true,
    mutation: { file: admit, find: '[mayMeet(sender, recipient), bothConsent(standing), tokenHolds(wish, standing)]', replace: '[mayMeet(sender, recipient), tokenHolds(wish, standing)]' },
  },
  {
    must: 'DIP-46', check: "the sender's own stance counts", test: decisions, title: 'nothing is admitted unless both stances are granted',
    mutation: { file: admit, find: " && standing.senderConsent?.state === 'granted'", replace: '' },
  },
  {
    must: 'DIP-46', check: 'the token is the one of the pair', test: decisions, title: 'submitting, attaching and taking keys need the token, whole and unchanged',
    mutation: { file: admit, find: '[mayMeet(sender, recipient), bothConsent(standing), tokenHolds(wish, standing)]', replace: '[mayMeet(sender, recipient), bothConsent(standing)]' },
  },
  {
    must: 'DIP-46', check: "the recipient's agreement is live", test: decisions, title: 'nothing is admitted when the recipient’s party is suspended',
    mutation: { file: rings, find: "sender.home.state === 'live' && recipient.home.state === 'live'", replace: "sender.home.state === 'live'" },
  },
  {
    must: 'DIP-46', check: 'the core user has opted in', test: decisions, title: 'nothing is admitted when the recipient has not opted in',
    mutation: { file: rings, find: '(user.participation?.optedIn === true && user.participation.providerAllowed)', replace: 'user.participation?.providerAllowed === true' },
  },
  {
    must: 'DIP-46', check: 'the core user allows the provider', test: decisions, title: 'nothing is admitted when the recipient does not allow the provider',
    mutation: { file: rings, find: '(user.participation?.optedIn === true && user.participation.providerAllowed)', replace: 'user.participation?.optedIn === true' },
  },
  {
    must: 'DIP-46', check: 'the core user is enlisted for this provider', test: decisions, title: 'nothing is admitted when the recipient is enlisted for another provider',
    mutation: { file: rings, find: ' && core.forProvider === outside.home.party', replace: '' },
  },
  {
    must: 'DIP-47', check: 'a message is stored on the facts it was admitted on', test: conformance, title: 'nothing is written once the consent of the recipient moved',
    mutation: { file: append, find: 'if (!versions.holdOf(proof)) return { value: { moved: true } }', replace: '' },
  },
  {
    must: 'DIP-47', check: 'keys are handed out on the facts they were granted on', test: conformance, title: 'nothing is written once the opt-in of the person moved',
    mutation: { file: 'src/store/sqlite/write/prekeys.ts', find: 'if (!versions.hold(stamps)) return { value: { moved: true } }', replace: '' },
  },
  {
    must: 'DIP-47', check: 'an admission names the stance of the recipient', test: 'test/unit/policy/contact.test.ts', title: 'a grant names every row that it rests on, also the stance that is not there yet',
    mutation: { file: rings, find: "  { of: 'consent', owner: recipient.user, peer: sender.user, version: standing.recipientConsent?.version ?? 0 },\n", replace: '' },
  },
  {
    must: 'DIP-48', check: 'standing is judged before each delivery', test: delivery, title: 'after a block nothing that waits is delivered',
    mutation: { file: 'src/relay/pages.ts', find: "return 'granted' in admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing) ? 'pass' : 'withhold'", replace: "return 'pass'" },
  },
  {
    must: 'DIP-48', check: 'what may not pass leaves its lane', test: delivery, title: 'after an opt-out nothing that waits is delivered',
    mutation: { file: 'src/relay/pages.ts', find: "withheld: rows.flatMap(({ id }) => (judged.get(id) === 'withhold' ? [id] : []))", replace: 'withheld: []' },
  },
  {
    must: 'DIP-48', check: 'also what was refused for now is judged again', test: delivery, title: 'a message that was refused for now is judged again before it comes again',
    mutation: { file: 'src/relay/pages.ts', find: 'return { ...page, rows: page.rows.filter(isIt) }', replace: "const [row] = await store.read.mailboxPage(party, id - 1, 1)\n    return row ? { ...page, rows: [{ id, item: { of: 'mailbox', row } }] } : page" },
  },
  {
    must: 'DIP-49', check: 'the sender of an expired message is told', test: delivery, title: 'after a withdrawal by the recipient nothing that waits is delivered',
    mutation: { file: 'src/relay/expire.ts', find: 'store.write.conclude(message.map(({ id }) => id), noticeOf(message), ended)', replace: 'store.write.conclude(message.map(({ id }) => id), [], ended)' },
  },
  {
    must: 'DIP-49', check: 'what is told as expired does not arrive after all', test: delivery, title: 'a message whose time is over is not delivered any more',
    mutation: { file: 'src/relay/pages.ts', find: " && row.expiresAt > now && ", replace: ' && ' },
  },
  {
    must: 'DIP-49', check: 'what waits for a user who is gone still expires', test: conformance, title: 'what waited for an erased user expires for its sender like any other, without its envelope',
    mutation: { file: 'src/store/sqlite/write/erase.ts', find: "UPDATE mailbox SET withheld = 1, envelope = x'' WHERE lane IN (SELECT lane FROM lanes WHERE recipientUser = @user)", replace: 'DELETE FROM mailbox WHERE lane IN (SELECT lane FROM lanes WHERE recipientUser = @user)' },
  },
  {
    must: 'DIP-50', check: 'rows are read in the order in which they came', test: conformance, title: 'a page holds the rows of its party above the cursor, in order, as many as asked for',
    mutation: { file: pages, find: 'm.recipientParty = ? AND m.id > ? ORDER BY m.id ${LIMIT}', replace: 'm.recipientParty = ? AND m.id > ? ORDER BY m.id DESC LIMIT ?' },
  },
  {
    must: 'DIP-50', check: 'a lane counts its messages', test: conformance, title: 'lane sequences have no gap and no double under parallel appends, and ids rise with them',
    mutation: { file: append, find: 'advance.run(laneSequence, laneBytes, found.lane)', replace: '' },
  },
  {
    must: 'DIP-51', check: 'a row goes with the acknowledgement of its own party', test: conformance, title: 'an acknowledgement removes the party’s own rows and ignores all others',
    mutation: { file: 'src/store/sqlite/write/mailbox.ts', find: 'FROM json_each(@rows)) AND recipientParty = @party', replace: 'FROM json_each(@rows)) AND @party IS NOT NULL' },
  },
  {
    must: 'DIP-51', check: 'an event goes with the acknowledgement of its own party', test: conformance, title: 'an event is acknowledged by its own party only',
    mutation: { file: 'src/store/sqlite/write/mailbox.ts', find: "db.prepare<[number, PartyId]>('DELETE FROM events WHERE id = ? AND party = ?')", replace: "db.prepare<[number, PartyId]>('DELETE FROM events WHERE id = ? AND ? IS NOT NULL')" },
  },
  {
    must: 'DIP-51', check: 'only what was acknowledged is removed', test: delivery, title: 'what was acknowledged is gone, and unknown sequences are nobody’s',
    mutation: { file: 'src/relay/in-flight.ts', find: 'if (sequence > upTo) break', replace: '' },
  },
  {
    must: 'DIP-51', check: 'what waits for a suspended party stays', test: 'test/unit/relay/effective.test.ts', title: 'what waits for a suspended party itself comes when it is resumed, also when a link was open',
    mutation: { file: 'src/relay/pages.ts', find: "if (standing.recipient?.home.state === 'suspended') return 'hold'", replace: '' },
  },
  {
    must: 'DIP-52', check: 'a push counts as stored when its handler is done with it', test: 'test/unit/sdk/link/pushes.test.ts', title: 'a failed push is given back after a pause in which its user waits',
    mutation: { file: 'src/sdk/link/pushes.ts', find: "if (failure === undefined) {\n      settle('stored')", replace: "if (failure === undefined || failure.error !== undefined) {\n      settle('stored')" },
  },
  {
    must: 'DIP-52', check: 'what is not stored is not acknowledged by name', test: 'test/unit/sdk/link/acks.test.ts', title: 'what was given back is never acknowledged by name',
    mutation: { file: 'src/sdk/link/acks.ts', find: 'if (stored) this.#unsent.push(sequence)', replace: 'this.#unsent.push(sequence)' },
  },
  {
    must: 'DIP-52', check: 'an acknowledgement stops before what is open', test: 'test/unit/sdk/link/acks.test.ts', title: 'what is stored out of order is named once, and never what is not stored',
    mutation: { file: 'src/sdk/link/acks.ts', find: 'const upTo = this.#firstOpen() - 1\n    const also = this.#unsent', replace: 'const upTo = this.#highest\n    const also = this.#unsent' },
  },
  {
    must: 'DIP-53', check: 'the same bytes go out under the same submission id', test: durability, title: 'an answer that is lost has the very same bytes sent again, and the message is shown once',
    mutation: { file: `${device}/submitting.ts`, find: 'submissionId: item.submissionId, senderUser', replace: 'submissionId: context.random.uuid() as typeof item.submissionId, senderUser' },
  },
  {
    must: 'DIP-53', check: 'sealed bytes stay until they are answered', test: durability, title: 'a crash between seal and answer has the same bytes sent again',
    mutation: { file: `${device}/submitting.ts`, find: "const answer = await context.ask({ kind: 'submit'", replace: "context.commit(() => { context.state.outbox.remove(item.submissionId) })\n  const answer = await context.ask({ kind: 'submit'" },
  },
  {
    must: 'DIP-53', check: 'a device commits to the disk', test: 'test/unit/sdk/device/state.test.ts', title: 'the state file belongs to its user alone and commits durably',
    mutation: { file: `${device}/state/database.ts`, find: "db.pragma('synchronous = FULL')", replace: "db.pragma('synchronous = NORMAL')" },
  },
  {
    must: 'DIP-54', check: 'a message id is seen once', test: 'test/unit/sdk/device/lies-about-messages.test.ts', title: 'a message id is shown once, however often its sender sends it',
    mutation: { file: `${device}/showing.ts`, find: 'if (isNew) emit', replace: 'emit' },
  },
  {
    must: 'DIP-55', check: 'what cannot be opened is asked for', test: repair, title: 'a damaged message is asked for, sent again and shown late; the placeholder is resolved',
    mutation: { file: `${device}/retrying.ts`, find: 'saveRetry(context, peer, parcel, decryptionErrorOf(context.crypto, parcel, message), isLast)', replace: '' },
  },
  {
    must: 'DIP-55', check: 'after the last attempt the failure is shown', test: repair, title: 'a message that fails five times is shown as lost on both screens',
    mutation: { file: `${device}/retrying.ts`, find: "else if (isLast) settle(context, again, 'failed')", replace: 'else if (isLast) return' },
  },
  {
    must: 'DIP-55', check: 'what a vault cannot open is asked for', test: 'test/unit/relay/awaiting.test.ts', title: 'a message that failed five times is lost at both ends',
    mutation: { file: 'src/relay/awaiting.ts', find: 'if (mayAsk && await askAgain(row, of.recipient, retry))', replace: 'if (mayAsk && await askAgain(row, of.recipient, undefined))' },
  },
  {
    must: 'DIP-56', check: 'a message of a vault’s user is sent again five times at most', test: 'test/unit/relay/resending.test.ts',
    title: 'five resends, and then the core is told that the message failed, by the id that it knows',
    mutation: { file: 'src/relay/resending.ts', find: ' || kept.resends >= MAX_RESENDS', replace: '' },
  },
  {
    must: 'DIP-56', check: 'a message is sent again five times at most', test: 'test/unit/sdk/device/greedy-retries.test.ts', title: 'a device that asks without end gets a message five times again, and no more',
    mutation: { file: `${device}/resending.ts`, find: ' || target.resends >= MAX_RESENDS', replace: '' },
  },
  {
    must: 'DIP-56', check: 'a session is replaced once an hour at most', test: repair, title: 'each resend has a new submission id, goes to the one device, and at most one new session is opened in an hour',
    mutation: { file: `${device}/resending.ts`, find: 'return last === undefined || now() - last >= RENEWAL_INTERVAL_MS', replace: 'return last === undefined || now() >= last' },
  },
  {
    must: 'DIP-79', check: 'the moment of a reading still holds at the push', test: 'test/unit/relay/overtaken.test.ts', title: 'an opt-out that returns between the reading of a standing and the push keeps the message back',
    mutation: { file: 'src/relay/party-pump.ts', find: 'if (isMeant && page.moment.holds())', replace: 'if (isMeant)' },
  },
  {
    must: 'DIP-79', check: 'also of an ephemeral message', test: ephemeral, title: 'a block that comes between reading and pushing keeps it back',
    mutation: { file: 'src/relay/ephemeral.ts', find: ' && moment.holds()', replace: '' },
  },
  {
    must: 'DIP-80', check: 'an unanswered head counts', test: unanswered, title: 'the head of a lane that an open link leaves unanswered counts as an attempt and comes again, late; no other does',
    mutation: { file: 'src/relay/in-flight.ts', find: 'lane.firstSinceMs > beforeMs', replace: 'lane.firstSinceMs >= 0' },
  },
  {
    must: 'DIP-80', check: 'only the first of a lane counts', test: unanswered, title: 'the head of a lane that an open link leaves unanswered counts as an attempt and comes again, late; no other does',
    mutation: { file: 'src/relay/in-flight.ts', find: 'this.#flights.get(lane.first?.[1] ?? 0)', replace: 'this.#flights.get([...lane.rows.values()].at(-1) ?? 0)' },
  },
  {
    must: 'DIP-80', check: 'an unanswered push stays in the window', test: unanswered, title: 'an unanswered push stays in the window of its link, and a late answer still counts',
    mutation: { file: 'src/relay/in-flight.ts', find: 'found.push(flight)', replace: 'found.push(flight)\n        this.#takeOne(lane.first?.[1] ?? 0, nowMs, [])' },
  },
  {
    must: 'DIP-80', check: 'what comes again is still the first', test: 'test/unit/relay/in-flight.test.ts', title: 'a row that is pushed again keeps its place in its lane, and what was open of it stays open',
    mutation: { file: 'src/relay/in-flight.ts', find: 'lane.rows.set(id, this.#last)', replace: 'lane.rows.delete(id)\n    lane.rows.set(id, this.#last)' },
  },
  {
    must: 'DIP-80', check: 'a lane goes on without what parked', test: unanswered, title: 'a lane that nobody answers for goes on: all of it comes, and parks one after the other',
    mutation: { file: 'src/relay/party-pump.ts', find: 'seat.flights.leaveLane(flight, this.#deps.monotonic())', replace: '' },
  },
  {
    must: 'DIP-81', check: 'an ephemeral message needs permission', test: ephemeral, title: 'when the token is another it is as little permitted as a message that is stored',
    mutation: { file: accept, find: "if ('denied' in permission) return deny(deps, caller, permission)", replace: "if ('denied' in permission) return ephemeral.send(submission, standing.recipient!)" },
  },
  {
    must: 'DIP-81', check: 'an ephemeral message is not stored', test: ephemeral, title: 'an ephemeral message is pushed once, outside stream and lane, and is never stored',
    mutation: { file: accept, find: "if (submission.messageClass === 'ephemeral') return pass(caller, submission)", replace: "if (submission.messageClass === 'ephemeral' && submission.ttlSeconds > 0) return pass(caller, submission)" },
  },
  {
    must: 'DIP-81', check: 'its size is bounded', test: ephemeral, title: 'what its sender may not name, its devices, its size and its kind are checked',
    mutation: { file: 'src/relay/ephemeral.ts', find: "if (envelopes.some(({ bytes }) => bytes.length > MAX_EPHEMERAL_BYTES)) throw new GatewayError('ENVELOPE_TOO_LARGE')", replace: '' },
  },
  {
    must: 'DIP-82', check: 'the answer does not depend on who is there', test: ephemeral, title: 'the answer is the same when nobody is there, and nothing comes later',
    mutation: { file: 'src/relay/ephemeral.ts', find: 'places: [], frank', replace: 'places: envelopes.map(({ deviceId }) => ({ deviceId, laneSequence: 0 })), frank' },
  },
  {
    must: 'DIP-83', check: 'a device sends so many and no more', test: ephemeral, title: 'a device that sends too fast is told so, and no other device is',
    mutation: { file: accept, find: 'if (throttled) return throttled', replace: '' },
  },
  {
    must: 'DIP-84', check: 'what has no stream sequence is not acknowledged, nor handed to devices', test: 'test/unit/sdk/link/link-pushes.test.ts', title: 'an ephemeral message goes to its own handler, is not acknowledged, and reaches no device',
    mutation: { file: 'src/sdk/link/connection.ts', find: "if (push.kind === 'deliver' && streamSequence === 0) return this.#deps.ephemeral(push)", replace: "if (push.kind === 'deliver' && streamSequence === 0) return this.#deps.pushes.take({ push, settle: () => this.#notify({ kind: 'ack', upTo: 0, also: [0] }) })" },
  },
  {
    must: 'DIP-86', check: 'each envelope is told with what became of it', test: tracing, title: 'the recipient’s home is told how far each envelope came, and when',
    mutation: { file: trace, find: "delivered: 'delivered', expired: 'expired'", replace: "delivered: undefined, expired: 'expired'" },
  },
  {
    must: 'DIP-87', check: 'another’s message is told to nobody', test: tracing, title: 'a party that asks about another’s message gets the very bytes that one gets about none',
    mutation: { file: trace, find: 'places.filter((place) => place.recipientParty === party)', replace: 'places.filter((place) => place.recipientParty !== party || party !== undefined)' },
  },
  {
    must: 'DIP-88', check: 'the sender’s home is not told what its recipient does', test: tracing, title: 'the sender’s home sees the same of a message that waits, was delivered, is parked or is held back',
    mutation: { file: trace, find: "? 'failed' : 'accepted'", replace: "? 'failed' : state === 'delivered' ? 'delivered' : 'accepted'" },
  },
  {
    must: 'DIP-88', check: 'nor by what is forgotten', test: tracing, title: 'seven days after acceptance the sender’s home is told nothing more, whatever became of it',
    mutation: { file: trace, find: 'now - gatewayTimeMs < TRACE_MS ? places.map(placeToSender) : []', replace: 'now < 0 ? [] : places.map(placeToSender)' },
  },
  {
    must: 'DIP-89', check: 'what is held back is left out', test: tracing, title: 'what is held back is left out of what the recipient’s home is told, until it expires',
    mutation: { file: trace, find: 'withheld: undefined', replace: "withheld: 'waiting'" },
  },
]
