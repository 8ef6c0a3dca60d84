// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md sections 3 and 10: statements by delegation, and what goes between vault and core.
const claims = 'src/model/claims.ts'
const headers = 'src/model/core-messages.ts'
const compact = 'src/model/compact.ts'
const statements = { gateway: 'src/registry/credentials.ts', device: 'src/sdk/device/statement.ts', vault: 'src/vault/trust/homes.ts' }
const tests = { gateway: 'test/unit/registry/delegation.test.ts', device: 'test/unit/sdk/device/delegation.test.ts', vault: 'test/unit/vault/delegation.test.ts' }
const channel = 'src/vault/channel/index.ts'
const epochs = 'src/vault/channel/epochs.ts'
const core = { channel: 'src/agent/channel/index.ts', epochs: 'src/agent/channel/epochs.ts' }
const refused = 'test/unit/vault/channel/refused.test.ts'
const interop = 'test/unit/vault/channel/interop.test.ts'
const vaultRefuses = { test: refused, title: 'the vault refuses everything that differs in one way' }
const coreRefuses = { test: refused, title: 'the core refuses everything that differs in one way' }

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-98', check: 'the gateway verifies the delegation', test: tests.gateway, title: 'a statement is refused where another party delegated',
    mutation: { file: statements.gateway, find: 'return payload\n  } catch {\n    throw new GatewayError(refusal)\n  }', replace: "return payload\n  } catch {\n    return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())\n  }" },
  },
  {
    must: 'DIP-98', check: 'the gateway lets the delegated key sign and no other', test: tests.gateway, title: 'a statement is refused where the statement is signed by the home, with a delegation to another',
    mutation: { file: statements.gateway, find: 'delegated === undefined ? home.issuerKeys : [delegated]', replace: 'delegated === undefined ? home.issuerKeys : [delegated, ...home.issuerKeys]' },
  },
  {
    must: 'DIP-98', check: 'an endpoint verifies the delegation', test: tests.device, title: 'a statement is refused where another party delegated', sample: true,
    mutation: { file: statements.device, find: 'await openJws(delegation, DELEGATION_TYPE, keys) : undefined', replace: "{ claims: JSON.parse(Buffer.from(delegation.split('.')[1] ?? '', 'base64url').toString()) } : undefined" },
  },
  {
    must: 'DIP-98', check: 'an endpoint takes a delegation for no other thing that the home signs', test: tests.device, title: 'a statement is refused where the delegation has the type of a statement',
    mutation: { file: statements.device, find: 'await openJws(delegation, DELEGATION_TYPE, keys)', replace: 'await openJws(delegation, String(readHeader(delegation)?.typ), keys)' },
  },
  {
    must: 'DIP-98', check: 'a vault verifies the delegation', test: tests.vault, title: 'a statement is refused where another party delegated',
    mutation: { file: statements.vault, find: 'openSigned(delegation, DELEGATION_TYPE, keys) : undefined', replace: "{ claims: JSON.parse(Buffer.from(delegation.split('.')[1] ?? '', 'base64url').toString()) } : undefined" },
  },
  {
    must: 'DIP-98', check: 'the delegation is the same home\'s', test: tests.device, title: 'a statement is refused where the delegation is another party',
    mutation: { file: claims, find: "iss !== home || cst !== 'VAULT'", replace: "cst !== 'VAULT'" },
  },
  {
    must: 'DIP-99', check: 'the gateway refuses DEVICE by a delegated key', test: tests.gateway, title: 'a statement is refused where the delegated key says DEVICE', sample: true,
    mutation: { file: statements.gateway, find: 'if (!holds || !mayState)', replace: 'if (!holds)' },
  },
  {
    must: 'DIP-99', check: 'an endpoint refuses DEVICE by a delegated key', test: tests.device, title: 'a statement is refused where the delegated key says DEVICE',
    mutation: { file: statements.device, find: "opened?.claims['cst'] === 'VAULT' ? opened : undefined", replace: 'opened' },
  },
  {
    must: 'DIP-99', check: 'a vault refuses DEVICE by a delegated key', test: tests.vault, title: 'a statement is refused where the delegated key says DEVICE',
    mutation: { file: statements.vault, find: "signed?.claims['cst'] === 'VAULT' ? signed : undefined", replace: 'signed' },
  },
  {
    must: 'DIP-99', check: 'a delegation is for custody VAULT', test: tests.device, title: 'a statement is refused where the delegation is for DEVICE',
    mutation: { file: claims, find: "iss !== home || cst !== 'VAULT'", replace: 'iss !== home' },
  },
  {
    must: 'DIP-100', check: 'a delegation ends', test: tests.device, title: 'a statement by a vault\'s key under the home\'s delegation opens, and shows custody VAULT',
    mutation: { file: claims, find: "typeof exp === 'number' && exp * 1_000 > now", replace: "typeof exp === 'number'" },
  },
  {
    must: 'DIP-100', check: 'only live issuer keys delegate', test: tests.gateway, title: 'a statement falls with the issuer key that delegated',
    mutation: { file: statements.gateway, find: 'const key = keys.find((candidate) => candidate.keyId === kid)', replace: 'const key = keys.find((candidate) => candidate.keyId === kid) ?? keys[0]\n    if (kid !== key?.keyId) return JSON.parse(Buffer.from(jws.split(\'.\')[1] ?? \'\', \'base64url\').toString())' },
  },
  {
    must: 'DIP-101', check: 'the vault verifies the signature of a key message', ...vaultRefuses, sample: true,
    mutation: { file: epochs, find: "if (!verify(null, signed, createPublicKey({ key: { ...signingKey }, format: 'jwk' }), signature)) throw", replace: "if (!verify(null, signed, createPublicKey({ key: { ...signingKey }, format: 'jwk' }), signature) && signed.length === 0) throw" },
  },
  {
    must: 'DIP-101', check: 'a key message is for this vault', ...vaultRefuses,
    mutation: { file: epochs, find: ' && header.audience === agreement.kid', replace: '' },
  },
  {
    must: 'DIP-101', check: 'a key message is for this direction', ...vaultRefuses,
    mutation: { file: epochs, find: " && header.direction === 'from-core'", replace: '' },
  },
  {
    must: 'DIP-101', check: 'the core verifies the signature of a key message', ...coreRefuses,
    mutation: { file: core.epochs, find: "await otherwise('other-vault', compactVerify(jws, publicKey, { algorithms: ['EdDSA'] }))", replace: "await compactVerify(jws, publicKey, { algorithms: ['EdDSA'] }).catch(() => ({ payload: Buffer.from(jws.split('.')[1] ?? '', 'base64url') }))" },
  },
  {
    must: 'DIP-102', check: 'an epoch of more than a day is refused', ...vaultRefuses,
    mutation: { file: headers, find: ' || expiresSeconds - notBeforeSeconds > MAX_EPOCH_SECONDS', replace: '' },
  },
  {
    must: 'DIP-102', check: 'the vault begins a new epoch after a day', test: interop, title: 'an epoch ends after a day',
    mutation: { file: epochs, find: ' || now >= header.expiresSeconds * 1_000', replace: '' },
  },
  {
    must: 'DIP-102', check: 'the core begins a new epoch after a day', test: interop, title: 'an epoch ends after a day',
    mutation: { file: core.channel, find: ' || now >= until', replace: '' },
  },
  {
    must: 'DIP-102', check: 'what is over is not taken', test: refused, title: 'an epoch takes what is new for a day after its end',
    mutation: { file: headers, find: 'again ? MAX_EPOCH_AGE_SECONDS : MAX_UNDER_WAY_SECONDS', replace: 'MAX_EPOCH_AGE_SECONDS' },
  },
  {
    must: 'DIP-103', check: 'no member twice, no white space', ...vaultRefuses,
    mutation: { file: compact, find: 'isObject && JSON.stringify(value) === text', replace: 'isObject' },
  },
  {
    must: 'DIP-103', check: 'base64url in its one spelling', ...vaultRefuses,
    mutation: { file: compact, find: "bytes.toString('base64url') === part ? bytes : undefined", replace: 'bytes' },
  },
  {
    must: 'DIP-103', check: 'no member that is not known', ...vaultRefuses,
    mutation: { file: 'src/model/strict-json.ts', find: 'if (unknown !== undefined) throw', replace: 'if (unknown === value) throw' },
  },
  {
    must: 'DIP-103', check: 'the header says what kind of message it is', ...coreRefuses,
    mutation: { file: headers, find: 'if (says[member] !== is[member]) throw', replace: 'if (says[member] === undefined) throw' },
  },
  {
    must: 'DIP-104', check: 'the vault compares the ends', test: refused, title: 'content about other ends than the call is about is refused', sample: true,
    mutation: { file: channel, find: ' && facts.from === from && facts.to === to && facts.provider === provider', replace: ' && from !== to && provider !== from' },
  },
  {
    must: 'DIP-104', check: 'the core compares the ends', test: refused, title: 'content about other ends than the call is about is refused',
    mutation: { file: core.channel, find: 'members.some((member) => expected[member] !== facts[member])', replace: 'members.some((member) => facts[member] === undefined)' },
  },
  {
    must: 'DIP-104', check: 'the vault compares the epoch', ...vaultRefuses,
    mutation: { file: channel, find: 'epoch.header.epoch !== header.epoch || ', replace: '' },
  },
  {
    must: 'DIP-104', check: 'the core compares epoch and direction', ...coreRefuses,
    mutation: { file: core.channel, find: "direction !== 'to-core' || header.epoch !== epoch", replace: "direction === undefined || header.epoch === ''" },
  },
  {
    must: 'DIP-105', check: 'a running number is new', test: 'test/unit/vault/saying.test.ts', title: 'a call to seal with content whose number came before is refused',
    mutation: { file: 'src/vault/functions/core-word.ts', find: 'Number.isSafeInteger(facts.number) && facts.number > word.after', replace: '!word.again && facts.number > 0' },
  },
  {
    must: 'DIP-105', check: 'what was sealed is sealed again as a resend only', test: 'test/unit/vault/saying.test.ts', title: 'a peer that could not open is sent the same content again',
    mutation: { file: 'src/vault/functions/core-word.ts', find: 'if (!fits || isNew === word.again) throw', replace: 'if (!fits) throw' },
  },
  {
    must: 'DIP-190', check: 'the proof is what was said', test: 'test/unit/vault/kinds.test.ts', title: 'each kind that a peer says reaches the core, with what proves it', sample: true,
    mutation: { file: 'src/vault/functions/open.ts', find: 'encodeProof(splitPlaintext(decrypted.plaintext))', replace: 'encodeProof({ ...splitPlaintext(decrypted.plaintext), frankingKey: new Uint8Array(32) })' },
  },
  {
    must: 'DIP-190', check: 'a proof and a content have types of their own', test: refused, title: 'a proof is the proof of its own content and of no other, and neither stands for the other',
    mutation: { file: headers, find: "typ: MESSAGE_TYPES[kind], kid: epoch", replace: "typ: MESSAGE_TYPES.content, kid: epoch" },
  },
]
