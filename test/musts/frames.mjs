// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 1: what a frame must be.
const prescan = 'src/wire/prescan.ts'
const bombs = { test: 'test/unit/wire/bombs.test.ts', title: 'each bomb is refused' }
const forms = { test: 'test/unit/wire/party-frame.test.ts', title: 'each rule beside a field is kept' }
const requests = 'test/unit/links/requests.test.ts'

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-1', check: 'the pre-scan compares the size with the limit', ...bombs,
    mutation: { file: prescan, find: 'if (bytes.length > limits.maxBytes) throw', replace: 'if (false) throw' },
  },
  {
    must: 'DIP-1', check: 'the WebSocket takes no larger message into memory',
    mutation: { file: 'src/links/listener.ts', find: 'maxPayload: MAX_FRAME_BYTES', replace: 'maxPayload: 0' },
    test: 'test/unit/links/handshake.test.ts', title: 'a frame that announces more than the limit is refused by its header',
  },
  {
    must: 'DIP-1', check: 'it is answered before the link ends',
    mutation: { file: 'src/links/arriving.ts', find: '      if (announced > MAX_FRAME_BYTES) tooLarge()\n', replace: '' },
    test: 'test/unit/links/handshake.test.ts', title: 'a frame that announces more than the limit is refused by its header',
  },
  {
    must: 'DIP-2', check: 'a frame is pre-scanned before it is decoded', ...bombs, sample: true,
    mutation: { file: 'src/wire/gateway/frame.ts', find: 'prescan(bytes, gatewayShapes.Frame, { ...frameLimits, maxBytes })', replace: 'if (bytes.length > maxBytes) prescan(bytes, gatewayShapes.Frame, { ...frameLimits, maxBytes })' },
  },
  {
    must: 'DIP-2', check: 'fields are counted', ...bombs,
    mutation: { file: prescan, find: "if (cursor.fieldsLeft < 0) throw undecodable('too many fields')", replace: '' },
  },
  {
    must: 'DIP-2', check: 'items of repeated fields are counted', test: 'test/unit/wire/party-frame.test.ts', title: 'an ack of 1,024 sequences passes',
    mutation: {
      file: prescan, find: "items += scanItems(cursor, field, wire, end)\n      if (items > cursor.maxItems) throw undecodable('too many items')",
      replace: 'items += scanItems(cursor, field, wire, end)',
    },
  },
  {
    must: 'DIP-2', check: 'items of a packed field are counted while they are read', ...bombs,
    mutation: { file: prescan, find: "items += 1\n    if (items > cursor.maxItems) throw undecodable('too many items')", replace: 'items = 1' },
  },
  {
    must: 'DIP-2', check: 'a known field has its own wire type', ...bombs,
    mutation: { file: prescan, find: "if (wire !== field.wire) throw undecodable('a field in another wire type')", replace: '' },
  },
  {
    must: 'DIP-2', check: 'an error without a request to answer ends the link',
    mutation: { file: 'src/links/link.ts', find: 'if (id === 0) this.#end(code, [answer])', replace: 'if (id === 0) this.#send(0, answer)' },
    test: requests, title: 'a frame without a request to answer ends the link and says why',
  },
  {
    must: 'DIP-3', check: 'a singular field or case of a oneof comes once', ...bombs,
    mutation: { file: prescan, find: "if ((seen & field.bit) !== 0) throw undecodable('a singular field came twice')", replace: '' },
  },
  {
    must: 'DIP-3', check: 'what travels in a bytes field is pre-scanned as well',
    mutation: { file: 'src/wire/gateway/signed-bytes.ts', find: 'prescan(bytes, shape, frameLimits)', replace: 'if (false) prescan(bytes, shape, frameLimits)' },
    test: bombs.test, title: 'signed and sealed bytes in which a field comes twice are refused',
  },
  {
    must: 'DIP-4', check: 'only binary messages are frames',
    mutation: { file: 'src/links/socket.ts', find: 'if (isBinary && data instanceof Uint8Array)', replace: 'if (data instanceof Uint8Array)' },
    test: 'test/unit/links/text-message.test.ts', title: 'a text message ends the link even if its bytes are a frame',
  },
  {
    must: 'DIP-5', check: 'a user id is a random UUID', ...forms,
    mutation: { file: 'src/model/ids.ts', find: "matching<UserId>(UUID_V4, 'user id')", replace: "matching<UserId>(UUID, 'user id')" },
  },
  {
    must: 'DIP-5', check: 'a device id ends at 127', ...forms,
    mutation: { file: 'src/model/ids.ts', find: 'value < 1 || value > 127', replace: 'value < 1' },
  },
  {
    must: 'DIP-5', check: 'a registration id ends at 16380', ...forms,
    mutation: { file: 'src/model/ids.ts', find: 'value < 1 || value > 16380', replace: 'value < 1' },
  },
  {
    must: 'DIP-6', check: 'an envelope keeps the bytes that came',
    mutation: {
      file: 'src/wire/gateway/envelope.ts', find: 'const { deviceId, registrationId, type } = decodeEnvelope(bytes)\n  return { deviceId, registrationId, type, bytes }',
      replace: 'const { deviceId, registrationId, type, ciphertext } = decodeEnvelope(bytes)\n  return { deviceId, registrationId, type, bytes: encodeEnvelope({ deviceId, registrationId, type, ciphertext }) }',
    },
    test: 'test/unit/wire/party-frame.test.ts', title: 'an envelope is delivered byte for byte, with fields that nobody knows',
  },
  {
    must: 'DIP-7', check: 'an id that awaits its answer is taken', sample: true,
    mutation: { file: 'src/links/link.ts', find: "if (this.#dispatch.isUnderWay(id)) throw new GatewayError('OUT_OF_ORDER', 'the id awaits its answer')", replace: '' },
    test: requests, title: 'an id that awaits its answer may not be used again, readable or not',
  },
  {
    must: 'DIP-7', check: 'an unreadable frame under such an id is not answered under it',
    mutation: { file: 'src/links/link.ts', find: "if (this.#dispatch.isUnderWay(id)) this.broken('OUT_OF_ORDER')\n      else this.#failed", replace: 'this.#failed' },
    test: requests, title: 'an id that awaits its answer may not be used again, readable or not',
  },
  {
    must: 'DIP-8', check: 'an unknown request keeps its id and has its own code',
    mutation: { file: 'src/wire/gateway/party-frame.ts', find: "throw new FrameError(id, 'UNKNOWN_REQUEST')", replace: "throw new FrameError(0, 'UNDECODABLE')" },
    test: 'test/unit/wire/party-frame.test.ts', title: 'a body of a later protocol is an unknown request, with its id',
  },
  {
    must: 'DIP-8', check: 'what cannot be read is answered under its id',
    mutation: { file: 'src/links/link.ts', find: 'const id = error instanceof FrameError ? error.frameId : 0', replace: 'const id = 0' },
    test: requests, title: 'a request that cannot be read is answered under its id',
  },
]
