// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md sections 5 and 11: kinds of content, and attachments.
const relay = 'src/relay/attachments.ts'
const fetching = 'src/media/fetching.ts'
const uploads = 'src/media/uploads.ts'
const tickets = 'src/media/tickets.ts'
const wire = 'src/wire/content'
const showing = 'src/sdk/device/showing.ts'
const binding = 'src/store/sqlite/write/binding.ts'

const content = 'test/unit/wire/content.test.ts'
const vectors = 'test/unit/wire/attachment-vectors.test.ts'
const others = 'test/unit/sdk/device/about-others.test.ts'
const relaying = 'test/unit/relay/attachments.test.ts'
const hosted = 'test/unit/media/fetching.test.ts'
const routes = 'test/unit/media/routes.test.ts'
const conformance = 'test/unit/store/sqlite-conformance.test.ts'
const oneAnswer = { test: routes, title: 'whatever is wrong with a ticket, the answer is the same' }
const foreign = { test: relaying, title: 'ids that are foreign and ids that are absent get the same bytes' }
const unbindable = { test: conformance, title: 'a message that names what is not there for it is refused like any other, and leaves nothing' }

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-110', check: 'a pointer is held to its limits, by who says and who hears it', test: content, title: 'a pointer that breaks a rule is refused by its sender and by its receiver, naming the field',
    mutation: { file: `${wire}/pointer.ts`, find: "if (bad !== undefined) throw new GatewayError('MALFORMED', name(bad))", replace: '' },
  },
  {
    must: 'DIP-110', check: 'a reaction is held to its length', test: content, title: 'a reaction is a sign and not a text',
    mutation: { file: `${wire}/small-bodies.ts`, find: ' || Buffer.byteLength(emoji) > MAX_EMOJI_BYTES', replace: '' },
  },
  {
    must: 'DIP-111', check: 'the tag of a segment is verified', test: vectors, title: 'each broken vector is refused for its reason, and nothing of the broken segment is given out', sample: true,
    mutation: { file: `${wire}/attachment-segment.ts`, find: 'decipher.final()', replace: 'void decipher' },
  },
  {
    must: 'DIP-111', check: 'the last segment is marked as it', test: vectors, title: 'a file is sealed to the bytes of the vector by this code and by WebCrypto',
    mutation: { file: `${wire}/attachment-segment.ts`, find: 'nonce[LAST_OFFSET] = isLast ? 1 : 0', replace: 'nonce[LAST_OFFSET] = isLast ? 0 : 0' },
  },
  {
    must: 'DIP-111', check: 'a file is the one of the digest', test: 'test/unit/sdk/attachments/downloading.test.ts', title: 'a file that opens and is not the one of the digest is not given out to its end',
    mutation: { file: 'src/sdk/attachments/downloading.ts', find: "if (digest.length !== sha256.length || !timingSafeEqual(digest, sha256)) throw new AttachmentError('WRONG_DIGEST')", replace: '' },
  },
  {
    must: 'DIP-112', check: 'a file is padded', test: vectors, title: 'lengths have the size classes of the vectors, up to the largest file',
    mutation: { file: `${wire}/attachment-sizes.ts`, find: 'return Math.ceil(sizeBytes / step) * step', replace: 'return Math.max(sizeBytes, step)' },
  },
  {
    must: 'DIP-113', check: 'text is shown without controls and overrides', test: content, title: 'a received text is shown without controls and overrides, with its line ends, marks and isolates',
    mutation: { file: `${wire}/display.ts`, find: "replaceAll('\\r\\n', '\\n').replaceAll(UNSAFE, '')", replace: "replaceAll('\\r\\n', '\\n')" },
  },
  {
    must: 'DIP-113', check: 'of a path only its last part is a name', test: content, title: 'a name is shown as the last part of a path, in one line, and never as a path',
    mutation: { file: `${wire}/display.ts`, find: 'split(/[/\\\\]/).at(-1)', replace: 'split(/[/]/).at(-1)' },
  },
  {
    must: 'DIP-114', check: 'nobody changes what another one said', test: others, title: 'a contact changes its own messages and nobody else’s', sample: true,
    mutation: { file: showing, find: "if (state.sent.find(body.messageId) !== undefined) return 'NOT_THEIRS'", replace: '' },
  },
  {
    must: 'DIP-115', check: 'an edit counts for a day', test: others, title: 'an edit counts for a day, a deletion always',
    mutation: { file: showing, find: 'gatewayTimeMs - acceptedAtMs > EDIT_MS', replace: 'gatewayTimeMs < acceptedAtMs' },
  },
  {
    must: 'DIP-116', check: 'typing that was stored is not told', test: others, title: 'typing that was stored is news of nothing',
    mutation: { file: showing, find: "    case 'typing': return undefined\n", replace: "    case 'typing':\n      context.emit('typing', { peer: parcel.peer, untilMs: typingUntil(context, body.isTyping) })\n      return undefined\n" },
  },
  {
    must: 'DIP-117', check: 'each device must be able to show it', test: others, title: 'what a device does not say that it can show is not sent to it',
    mutation: { file: 'src/sdk/device/saying.ts', find: 'capabilities?.includes(needed)', replace: 'needed.length > 0 || capabilities !== undefined' },
  },
  {
    must: 'DIP-118', check: 'a denial is the one of a message', test: relaying, title: 'whoever is not reached, and for whatever reason, gets the bytes that a message would get, and nothing is stored', sample: true,
    mutation: { file: relay, find: "if ('denied' in decision) return deny(deps, caller, decision)", replace: "if ('denied' in decision) throw new GatewayError('ATTACHMENT_REFUSED')" },
  },
  {
    must: 'DIP-118', check: 'a token is needed', test: relaying, title: 'whoever is not reached, and for whatever reason, gets the bytes that a message would get, and nothing is stored',
    mutation: { file: 'src/policy/admit.ts', find: "'take-keys', 'attach'])", replace: "'take-keys'])" },
  },
  {
    must: 'DIP-118', check: 'it is stored on the facts that it was admitted on', test: conformance, title: 'an attachment rests on the decision that let it in, and on no other',
    mutation: { file: 'src/store/sqlite/write/attachments.ts', find: 'if (!versions.holdOf(proof)) return { moved: true }', replace: '' },
  },
  {
    must: 'DIP-119', check: 'the agreement has a largest', test: relaying, title: 'an upload stays within the size of the agreement',
    mutation: { file: relay, find: 'if (sizeBytes > attachmentBytes)', replace: 'if (sizeBytes > 2 * attachmentBytes)' },
  },
  {
    must: 'DIP-119', check: 'a quota is answered with its scope', test: relaying, title: 'who has used up what a user or a party may have waits, and the answer says whose it was',
    mutation: { file: 'src/store/attachments.ts', find: "if (isFull(used.user, quota.perUser, quota.bytesPerUser)) return 'user'", replace: '' },
  },
  {
    must: 'DIP-120', check: 'a host is one of the agreement', test: relaying, title: 'only a host of the caller’s own agreement is taken, whoever the recipient is',
    mutation: { file: relay, find: "if (!home.mediaHosts.includes(offer.host)) throw new GatewayError('HOST_REFUSED')", replace: '' },
  },
  {
    must: 'DIP-120', check: 'also when it is fetched', test: hosted, title: 'a host that the agreement names no more, and a party that is gone, are not called', sample: true,
    mutation: { file: fetching, find: "!party?.mediaHosts.includes(source.host)) return 'never'", replace: "party === undefined) return 'never'" },
  },
  {
    must: 'DIP-121', check: 'a message makes it due', test: conformance, title: 'what a host has is fetched once a message named it, by one at a time, as long as it is pending',
    mutation: { file: binding, find: 'min(@now, @from), NULL)', replace: 'NULL, NULL)' },
  },
  {
    must: 'DIP-122', check: 'the digest of an upload is compared', test: routes, title: 'a digest that does not fit settles as corrupt, leaves no file, and is told again',
    mutation: { file: uploads, find: '.equals(row.sha256)) {', replace: '.equals(row.sha256) && row.sizeBytes === 0) {' },
  },
  {
    must: 'DIP-122', check: 'so is that of a fetch', test: hosted, title: 'what will never come ends at once, as what it came to, and leaves no byte',
    mutation: { file: fetching, find: "answer.bytes === row.sizeBytes && hash.digest().equals(digest) ? 'available'", replace: "answer.bytes === row.sizeBytes || hash.digest().equals(digest) ? 'available'" },
  },
  {
    must: 'DIP-123', check: 'it is the sender’s own', ...unbindable,
    mutation: { file: binding, find: 'id = @id AND senderUser = @sender AND', replace: 'id = @id AND @sender IS NOT NULL AND' },
  },
  {
    must: 'DIP-123', check: 'it is for this recipient', ...unbindable,
    mutation: { file: binding, find: 'AND recipientUser = @recipient AND hasBytes', replace: 'AND @recipient IS NOT NULL AND hasBytes' },
  },
  {
    must: 'DIP-123', check: 'it is whole or hosted', ...unbindable,
    mutation: { file: binding, find: "(state = 'pending' AND host IS NOT NULL)", replace: "(state = 'pending')" },
  },
  {
    must: 'DIP-123', check: 'it is named once', ...unbindable,
    mutation: { file: binding, find: ' AND isBound = 0', replace: '' },
  },
  {
    must: 'DIP-127', check: 'a device holds few tickets', test: conformance, title: 'a device holds a few tickets of one kind for an attachment, and the newest stay',
    mutation: { file: 'src/store/sqlite/write/attachments.ts', find: '      makeRoom.run(one)\n', replace: '' },
  },
  {
    must: 'DIP-127', check: 'tickets of an upload end with its message', test: conformance, title: 'the tickets of an upload end with the message that names it',
    mutation: { file: 'src/store/sqlite/write/binding.ts', find: '      endUpload.run(id)\n', replace: '' },
  },
  {
    must: 'DIP-126', check: 'nor by what is looked up', test: 'test/unit/relay/attachment-oracle.test.ts', title: 'its sender’s questions cost the same look-ups',
    mutation: { file: relay, find: 'const isOpen = await mayPass(mine ?? { senderUser: own.user, recipientUser: NOBODY })', replace: 'const isOpen = mine === undefined || mine.state === \'gone\' ? false : await mayPass(mine)' },
  },
  {
    must: 'DIP-124', check: 'only the sender’s device goes on with it', ...foreign,
    mutation: { file: relay, find: 'any?.senderUser === own.user && any.senderDevice === own.deviceId ? any', replace: 'any?.senderUser === own.user ? any' },
  },
  {
    must: 'DIP-124', check: 'nobody else is told of it', ...foreign,
    mutation: { file: relay, find: 'any?.senderUser === own.user && any.senderDevice === own.deviceId ? any : undefined', replace: 'any' },
  },
  {
    must: 'DIP-125', check: 'the standing is judged before a ticket to read', test: relaying, title: 'there is no ticket after a block, a withdrawal, an opt-out or a suspension', sample: true,
    mutation: { file: relay, find: 'return await mayPass(received) ?', replace: 'return received.isBound ?' },
  },
  {
    must: 'DIP-126', check: 'the sender learns nothing of the reader', test: relaying, title: 'the sender does not learn from an attachment whether the message arrived',
    mutation: { file: relay, find: "(state === 'available' || state === 'expired') ? 'gone' : state", replace: "state === 'expired' ? 'gone' : state" },
  },
  {
    must: 'DIP-126', check: 'nor from what it may still send', test: conformance, title: 'what a sender has used tells nothing of its readers: read, left or erased, it counts to the same moment',
    mutation: { file: binding, find: '      countOn.run({ id, until })\n', replace: '' },
  },
  {
    must: 'DIP-126', check: 'nor from its ticket', test: routes, title: 'what a message named is uploaded no more: whether it is there, read or gone, its sender’s ticket gets what an unknown one gets',
    mutation: { file: tickets, find: ' && !isOver', replace: '' },
  },
  {
    must: 'DIP-126', check: 'nor from what its host sees', test: conformance, title: 'what is hosted is fetched although every device is done with it, and ends when it has come',
    mutation: { file: 'src/store/sqlite/write/attachment-ends.ts', find: "AND state = 'available' AND isBound = 1", replace: "AND state IN ('pending', 'available')" },
  },
  {
    must: 'DIP-127', check: 'what cannot be paid uses it up', test: conformance, title: 'a ticket lets as many bytes pass as it has, however many ask at once',
    mutation: { file: 'src/store/sqlite/write/attachments.ts', find: '      if (left === undefined) useUp.run(hash)\n', replace: '' },
  },
  {
    must: 'DIP-127', check: 'readers at once', test: routes, title: 'readers that ask at once get together what their ticket pays, and no byte more',
    mutation: { file: 'src/media/downloads.ts', find: "if (!await meter.pay(piece.value.length, toCome)) throw new GatewayError('TICKET_REFUSED')", replace: '' },
  },
  {
    must: 'DIP-127', check: 'the store has no ticket', test: relaying, title: 'whoever may write may upload, and gets a ticket of which the store has only the hash',
    mutation: { file: relay, find: "hash: hash('sha256', ticket, 'buffer')", replace: 'hash: ticket' },
  },
  {
    must: 'DIP-128', check: 'a ticket ends', ...oneAnswer,
    mutation: { file: tickets, find: ' && row.expiresAt > now()', replace: ' && now() > 0' },
  },
  {
    must: 'DIP-128', check: 'a ticket is for one direction', ...oneAnswer,
    mutation: { file: tickets, find: ' && row.direction === direction', replace: ' && direction.length > 0' },
  },
  {
    must: 'DIP-128', check: 'a party that is suspended has none', ...oneAnswer,
    mutation: { file: tickets, find: ' && row.isPartyLive', replace: '' },
  },
  {
    must: 'DIP-129', check: 'a transfer looks whether its party may still pass', test: 'test/unit/media/meter.test.ts', title: 'a transfer of a party that is suspended ends within a window, or at the next step',
    mutation: { file: 'src/media/meter.ts', find: 'row?.isPartyLive === true', replace: 'row !== undefined' },
  },
  {
    must: 'DIP-129', check: 'and whether the two are still open to each other', test: 'test/unit/media/meter.test.ts', title: 'a transfer between two who are not open to each other any more ends within a window, or at the next step',
    mutation: { file: 'src/media/meter.ts', find: ' && mayPass(row.attachment)', replace: '' },
  },
  {
    must: 'DIP-130', check: 'it is flushed before it is said', test: 'test/unit/media/intake.test.ts', title: 'an offset is said only for what was flushed',
    mutation: { file: 'src/media/intake.ts', find: '    await this.#parts.part.flush()\n', replace: '' },
  },
  {
    must: 'DIP-131', check: 'what every device has ends', test: conformance, title: 'what every device has got ends, and nobody else can end it',
    mutation: { file: 'src/store/sqlite/write/attachment-ends.ts', find: 'if (done.run(user, id, device).changes > 0) doneByAll.run(id)', replace: 'done.run(user, id, device)' },
  },
  {
    must: 'DIP-131', check: 'a device that leaves is done', test: conformance, title: 'a device that leaves its user’s list is done with all that it was sent, and reads no further',
    mutation: { file: 'src/store/sqlite/write/attachment-ends.ts', find: '        leaveTickets.run({ id, user, device })\n        doneByAll.run(id)', replace: '        leaveTickets.run({ id, user, device })' },
  },
  {
    must: 'DIP-131', check: 'what ended is deleted', test: 'test/unit/media/sweep.test.ts', title: 'what ended loses its bytes and is remembered as what it came to; what lives stays',
    mutation: { file: 'src/media/sweep.ts', find: '          await blobs.remove(id)\n          await', replace: '          await' },
  },
]
