// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 2: how a link opens, and whom it then speaks for.
const handshake = 'src/links/handshake.ts'
const binding = 'src/links/handshake-binding.ts'
const opening = 'src/links/opening.ts'
const transcript = 'src/wire/transcript.ts'
const impostors = { test: 'test/unit/links/handshake.test.ts', title: 'whoever does not prove who it is gets one and the same answer' }
const missteps = { test: 'test/unit/links/handshake.test.ts', title: 'whatever else does not open a link ends it with its own code' }
const vectors = { test: 'test/unit/wire/vectors.test.ts', title: "a link's Auth covers party, gateway key, both Hellos and the binding" }
const bound = 'test/unit/links/binding.test.ts'
const life = 'test/unit/links/life.test.ts'
const party = 'src/sdk/link/handshake.ts'
const positions = { test: 'test/unit/relay/links.test.ts', title: 'a position is known to its own party and instance only, once, and for ten minutes' }
const proved = 'test/unit/sdk/link/handshake.test.ts'

const lanes = 'test/unit/relay/lanes.test.ts'

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-9', check: 'Hello comes first, then Auth, and nothing else', ...missteps,
    mutation: { file: handshake, find: "if (!isKind(body, kind)) throw new GatewayError('OUT_OF_ORDER')\n  return body", replace: 'return body as Extract<PartyBody, { kind: K }>' },
  },
  {
    must: 'DIP-9', check: 'nothing is taken while an Auth is being judged', ...missteps,
    mutation: { file: handshake, find: "if (before === 'busy') throw new GatewayError('OUT_OF_ORDER')", replace: "if (before === 'busy') return new Promise(() => undefined)" },
  },
  {
    must: 'DIP-10', check: 'the handshake has five seconds', ...missteps,
    mutation: {
      file: opening, find: "context.deps.timers.after(HANDSHAKE_MS, () => this.refuse(new GatewayError('HANDSHAKE_TIMEOUT')))", replace: '() => undefined',
    },
  },
  {
    must: 'DIP-10', check: 'the bytes before Ready are counted', ...missteps,
    mutation: { file: opening, find: 'if (this.#received <= HANDSHAKE_MAX_BYTES) return', replace: 'if (this.#received > 0) return' },
  },
  {
    must: 'DIP-11', check: "the party's signature is verified", ...impostors, sample: true,
    mutation: { file: handshake, find: 'row.bindingMode !== auth.bindingMode || !holds', replace: 'row.bindingMode !== auth.bindingMode' },
  },
  {
    must: 'DIP-11', check: "the transcript holds the gateway's own key", ...vectors,
    mutation: { file: transcript, find: 'link.partyKeyId, link.gatewayKey, link.partyHello', replace: "link.partyKeyId, '', link.partyHello" },
  },
  {
    must: 'DIP-11', check: "the transcript holds the party's Hello", ...vectors,
    mutation: { file: transcript, find: 'link.gatewayKey, link.partyHello, link.gatewayHello', replace: "link.gatewayKey, '', link.gatewayHello" },
  },
  {
    must: 'DIP-11', check: "the transcript holds the gateway's Hello", ...vectors,
    mutation: { file: transcript, find: 'link.gatewayKey, link.partyHello, link.gatewayHello', replace: "link.gatewayKey, link.partyHello, ''" },
  },
  {
    must: 'DIP-11', check: 'the transcript says who signs', ...vectors,
    mutation: { file: transcript, find: "'drawbridge.v1 link', link.role, link.partyId", replace: "'drawbridge.v1 link', '', link.partyId" },
  },
  {
    must: 'DIP-12', check: 'a refusal says nothing of its cause', ...impostors,
    mutation: {
      file: handshake, find: "binding === undefined || row.bindingMode !== auth.bindingMode || !holds) {\n    throw new GatewayError('UNAUTHENTICATED')",
      replace: "binding === undefined || row.bindingMode !== auth.bindingMode || !holds) {\n    throw new GatewayError('UNAUTHENTICATED', row === undefined ? 'unknown party' : '')",
    },
  },
  {
    must: 'DIP-13', check: 'the binding mode is that of the agreement', ...impostors,
    mutation: { file: handshake, find: 'row.bindingMode !== auth.bindingMode || !holds', replace: '!holds' },
  },
  {
    must: 'DIP-13', check: 'the connection is of the named mode', ...impostors,
    mutation: { file: handshake, find: 'binding === undefined || row.bindingMode', replace: 'row.bindingMode' },
  },
  {
    must: 'DIP-13', check: 'the exporter value is one of TLS 1.3', test: bound, title: 'the exporter value of another connection, or of TLS 1.2, opens nothing',
    mutation: { file: binding, find: "isTls && socket.getProtocol() === 'TLSv1.3'", replace: 'isTls' },
  },
  {
    must: 'DIP-13', check: 'mode proxy needs a declared proxy', test: bound, title: 'mode proxy opens a link from a declared proxy, whatever its headers say',
    mutation: { file: binding, find: 'isListed(proxies, socket.remoteAddress) ? UNBOUND', replace: 'true ? UNBOUND' },
  },
  {
    must: 'DIP-13', check: 'plain-loopback is loopback at our end', test: bound, title: 'plain-loopback needs loopback at both ends',
    mutation: { file: binding, find: ' && isListed(loopback, socket.localAddress)', replace: '' },
  },
  {
    must: 'DIP-13', check: 'plain-loopback is loopback at their end', test: bound, title: 'plain-loopback needs loopback at both ends',
    mutation: { file: binding, find: ' && isListed(loopback, socket.remoteAddress)', replace: '' },
  },
  {
    must: 'DIP-13', check: 'plain-loopback is not for TLS', test: bound, title: 'plain-loopback does not open a link over TLS',
    mutation: { file: binding, find: 'return !isTls && isListed', replace: 'return isListed' },
  },
  {
    must: 'DIP-14', check: 'a nonce has 32 bytes', test: 'test/unit/wire/party-frame.test.ts', title: 'each rule beside a field is kept',
    mutation: { file: 'src/wire/gateway/link-bodies.ts', find: "exactBytes(message.nonce, NONCE_BYTES, 'Hello.nonce')", replace: "someBytes(message.nonce, NONCE_BYTES, 'Hello.nonce')" },
  },
  {
    must: 'DIP-15', check: 'the gateway proves the pinned key', test: proved, title: 'a gateway that signs with another key',
    mutation: { file: party, find: "if (!verify(null, transcript, pinned, auth.signature)) throw impostor('its signature does not hold for this link')", replace: '' },
  },
  {
    must: 'DIP-15', check: 'the gateway names the pinned key', test: proved, title: 'a gateway that names another key',
    mutation: { file: party, find: "if (auth.keyId !== gateway.linkKey.kid) throw impostor('it names another key than the admission file')", replace: '' },
  },
  {
    must: 'DIP-15', check: "a party takes the gateway's Hello as it came", test: proved, title: 'a capability stripped on the way from either Hello breaks both signatures',
    mutation: { file: party, find: 'partyHello, gatewayHello, bindingMode, exporter,\n  })', replace: 'partyHello, gatewayHello: new Uint8Array(0), bindingMode, exporter,\n  })' },
  },
  {
    must: 'DIP-16', check: 'the version ranges meet', ...missteps,
    mutation: { file: 'src/links/handshake-hello.ts', find: 'if (version < Math.max(ours.minVersion, theirs.minVersion)) {', replace: 'if (version < 0) {' },
  },
  {
    must: 'DIP-17', check: 'a suspended party opens no link and learns why', test: 'test/unit/links/handshake.test.ts',
    title: 'a suspended party that proves who it is learns why, and nobody else does',
    mutation: { file: handshake, find: "if (row.state === 'suspended') return { step: 'suspended'", replace: "if (false) return { step: 'suspended'" },
  },
  {
    must: 'DIP-17', check: 'who does not prove to be the party does not learn of it', ...impostors,
    mutation: { file: handshake, find: 'row.bindingMode !== auth.bindingMode || !holds) {', replace: "row.bindingMode !== auth.bindingMode || (!holds && row.state === 'live')) {" },
  },
  {
    must: 'DIP-18', check: 'the older link of an instance gives way', test: life, title: 'a newer link of the same instance replaces the older',
    mutation: { file: 'src/links/generations.ts', find: 'if (open !== undefined) open.replace()', replace: 'if (open !== undefined) open.generation' },
  },
  {
    must: 'DIP-18', check: 'a connection that came earlier replaces none', test: life, title: 'an older connection that authenticates late does not replace the newer link',
    mutation: { file: 'src/links/generations.ts', find: "if (open !== undefined && open.generation > generation) throw new GatewayError('REPLACED')", replace: '' },
  },
  {
    must: 'DIP-19', check: 'the window is what the party takes', test: 'test/unit/links/pushes.test.ts', title: 'the window is what the party asks for',
    mutation: { file: 'src/links/pushes.ts', find: 'Math.min(frames || DEFAULT_WINDOW, MAX_WINDOW)', replace: 'MAX_WINDOW' },
  },
  {
    must: 'DIP-19', check: 'what is under way counts', test: 'test/unit/relay/deliver.test.ts', title: 'no more is under way than the reader takes, and each answer makes room for one',
    mutation: { file: 'src/relay/seat.ts', find: 'framesOf(seat) - seat.flights.count', replace: 'framesOf(seat)' },
  },
  {
    must: 'DIP-20', check: 'a position is found by its own party and instance', ...positions,
    mutation: { file: 'src/store/sqlite/write/positions.ts', find: 'WHERE party = ? AND instance = ? AND tokenHash = ? RETURNING', replace: 'WHERE ? IS NOT NULL AND ? IS NOT NULL AND tokenHash = ? RETURNING' },
  },
  {
    must: 'DIP-20', check: 'a position is found by its own token', ...positions,
    mutation: { file: 'src/store/sqlite/write/positions.ts', find: 'WHERE party = ? AND instance = ? AND tokenHash = ? RETURNING', replace: 'WHERE party = ? AND instance = ? AND ? IS NOT NULL RETURNING' },
  },
  {
    must: 'DIP-21', check: 'a new link begins with the oldest row that waits', test: 'test/unit/relay/links.test.ts', title: 'what a link did not answer for comes again on the next one',
    mutation: { file: 'src/relay/party-pump.ts', find: 'this.#begin(createCourse())', replace: 'this.wake()' },
  },
  {
    must: 'DIP-22', check: 'GoAway precedes a planned stop', test: life, title: 'a drain says GoAway, answers what is under way and what crossed, and then closes',
    mutation: { file: 'src/links/link.ts', find: "this.#send(0, goAway('draining', RECONNECT_AFTER_SECONDS))", replace: '' },
  },
  {
    must: 'DIP-22', check: 'a planned stop waits for the answers', test: life, title: 'a drain says GoAway, answers what is under way and what crossed, and then closes',
    mutation: { file: 'src/links/link.ts', find: 'if (this.#dispatch.refusesNew() && this.#dispatch.isIdle())', replace: 'if (this.#dispatch.refusesNew())' },
  },
  {
    must: 'DIP-23', check: 'a decision asks whose user the sender is', test: 'test/unit/policy/admit.test.ts',
    title: 'only what concerns the asker itself has a name, and it comes before everything about others',
    mutation: { file: 'src/policy/admit.ts', find: "if (sender?.home.party !== wish.asker) return { denied: 'NOT_YOURS' }\n  if (sender.home", replace: 'if (sender?.home' },
  },
  {
    must: 'DIP-23', check: 'a request names a user of the party that sends it', test: 'test/unit/registry/contacts.test.ts', title: 'only for its own enlisted users may a party ask', sample: true,
    mutation: { file: 'src/registry/own-users.ts', find: "if (found?.party !== caller.party) throw new GatewayError('NOT_YOURS')", replace: "if (!found) throw new GatewayError('NOT_YOURS')" },
  },
  {
    must: 'DIP-23', check: 'a user nobody has is answered like one of another party', test: 'test/unit/registry/contacts.test.ts', title: 'only for its own enlisted users may a party ask',
    mutation: { file: 'src/registry/own-users.ts', find: "if (found?.party !== caller.party) throw new GatewayError('NOT_YOURS')", replace: "if (!found) throw new GatewayError('NOT_FOUND')\n  if (found.party !== caller.party) throw new GatewayError('NOT_YOURS')" },
  },
  {
    must: 'DIP-23', check: "a sender's device is one of the user's", test: 'test/unit/relay/accept.test.ts', title: 'only for its own enlisted users and their devices may a party submit',
    mutation: { file: 'src/relay/accept.ts', find: ' || !sender.devices.some(({ deviceId }) => deviceId === senderDevice)', replace: ' || senderDevice <= 0' },
  },
  {
    must: 'DIP-24', check: 'what belongs to the core comes from the core', test: 'test/unit/links/requests.test.ts', title: 'only a core may send what belongs to the core',
    mutation: { file: 'src/links/dispatch.ts', find: "if (coreOnlyRequests.has(kind) && client.party.role !== 'core') throw new GatewayError('WRONG_ROLE')", replace: '' },
  },
  {
    must: 'DIP-24', check: 'also where the link let it through', test: 'test/unit/registry/participation.test.ts', title: 'only the core decides for core users, and not while it is suspended',
    mutation: { file: 'src/registry/own-users.ts', find: "if (home.role !== 'core') throw new GatewayError('WRONG_ROLE')", replace: '' },
  },
  {
    must: 'DIP-74', check: 'bytes under way count', test: lanes, title: 'no more bytes are under way than the reader takes, and one push however large',
    mutation: { file: 'src/relay/seat.ts', find: '(seat.flights.count === 0 || seat.flights.bytes + bytes <= seat.stream.window.bytes)', replace: '(seat.flights.count === 0 || seat.stream.window.bytes > 0)' },
  },
  {
    must: 'DIP-74', check: 'the window is what the party takes in bytes', test: 'test/unit/links/pushes.test.ts', title: 'the window is what the party asks for',
    mutation: { file: 'src/links/pushes.ts', find: 'Math.min(bytes || DEFAULT_WINDOW_BYTES, MAX_WINDOW_BYTES)', replace: 'MAX_WINDOW_BYTES' },
  },
  {
    must: 'DIP-75', check: 'a lane has its share and no more', test: lanes, title: 'a lane that nobody answers for keeps its share and, after a moment, does not hold up the others',
    mutation: { file: 'src/relay/seat.ts', find: 'load.count < window.frames && load.bytes', replace: 'load.bytes' },
  },
  {
    must: 'DIP-75', check: 'what comes again and parks leaves half of the window', test: 'test/unit/relay/unanswered.test.ts', title: 'however long a lane stays unanswered, half of the window is left to the others',
    mutation: { file: 'src/relay/seat.ts', find: 'const SPENT_SHARE = 0.5', replace: 'const SPENT_SHARE = 1' },
  },
  {
    must: 'DIP-75', check: 'a lane that stands still is passed over', test: lanes, title: 'a lane that nobody answers for keeps its share and, after a moment, does not hold up the others',
    mutation: { file: 'src/relay/looks.ts', find: 'if (waited >= LANE_PATIENCE_MS) return course.lanes.pass(lane, upTo)', replace: '' },
  },
  {
    must: 'DIP-75', check: 'a lane that was passed over goes on in its order', test: lanes, title: 'a lane that was passed over goes on in its order as it is answered for, and joins the others at the end',
    mutation: { file: 'src/relay/course.ts', find: 'answered: (lane) => { if (passed.has(lane)) answered.add(lane) }', replace: 'answered: (lane) => { passed.delete(lane) }' },
  },
  {
    must: 'DIP-76', check: 'frames of unanswered requests count', test: 'test/unit/links/requests.test.ts', title: 'a link has at most its credit of requests under way, and reads on when one is answered',
    mutation: { file: 'src/links/dispatch.ts', find: 'underWay.size >= INITIAL_CREDIT || ', replace: '' },
  },
  {
    must: 'DIP-76', check: 'bytes of unanswered requests count', test: 'test/unit/links/requests.test.ts', title: 'a link whose unanswered requests hold a mebibyte is not read until one is answered',
    mutation: { file: 'src/links/dispatch.ts', find: ' || bytesUnderWay >= INITIAL_CREDIT_BYTES', replace: '' },
  },
  {
    must: 'DIP-77', check: 'what a Resume names is done', test: 'test/unit/relay/links.test.ts', title: 'a resumed position does what was stored but not acknowledged, and no more',
    mutation: { file: 'src/relay/party-pump.ts', find: 'if (named) this.#acknowledging.done(named)', replace: '' },
  },
  {
    must: 'DIP-77', check: 'what a Resume does not name is not done', test: 'test/unit/relay/links.test.ts', title: 'a resumed position does what was stored but not acknowledged, and no more',
    mutation: { file: 'src/relay/positions.ts', find: 'if (sequence <= upTo || also.has(sequence)) named.push', replace: 'named.push' },
  },
  {
    must: 'DIP-77', check: 'a stop keeps where its links stand', test: 'test/unit/relay/links.test.ts', title: 'where links stand at a planned stop is known to the next process',
    mutation: { file: 'src/relay/party-pump.ts', find: 'for (const seat of this.#seats) this.#keep(seat)', replace: '' },
  },
  {
    must: 'DIP-78', check: 'a node without the duty does not push', test: 'test/unit/relay/nodes.test.ts', title: 'of the nodes that have a link of a party one pushes, and the other when that one',
    mutation: { file: 'src/relay/party-pump.ts', find: 'this.#stopped || !this.#hasDuty ? undefined', replace: 'this.#stopped ? undefined' },
  },
  {
    must: 'DIP-78', check: 'a newer link on another node ends the older', test: 'test/unit/links/nodes.test.ts', title: 'a newer link of an instance ends the older one on another node',
    mutation: { file: 'src/links/connections.ts', find: 'if (link.number < number) link.replace()', replace: 'if (link.number < number) return' },
  },
]
