// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 3: enlistment, identity and keys, as the gateway and the endpoints check them.
const credentials = 'src/registry/credentials.ts'
const checks = 'src/registry/enlistment-checks.ts'
const enlistments = 'src/registry/enlistments.ts'
const changes = 'src/registry/identity-changes.ts'
const ecKeys = 'src/signal/public/keys.ts'
const signatures = 'src/signal/public/checks.ts'
const prekeyWrites = 'src/store/sqlite/write/prekeys.ts'
const contactWrites = 'src/store/sqlite/write/contacts.ts'

const credential = 'test/unit/registry/credentials.test.ts'
const enlisting = 'test/unit/registry/enlistments.test.ts'
const races = 'test/unit/registry/enlistment-races.test.ts'
const prekeys = 'src/registry/prekeys.ts'
const unwilling = 'test/unit/registry/not-permitted.test.ts'
const changing = 'test/unit/registry/identity-changes.test.ts'
const lists = 'test/unit/registry/issuer-list.test.ts'
const badKeys = 'test/unit/signal/keys.test.ts'
const conformance = 'test/unit/store/sqlite-conformance.test.ts'

const device = 'src/sdk/device'
const jws = 'test/unit/sdk/device/jws.test.ts'
const lies = 'test/unit/sdk/device/lies-about-keys.test.ts'
const issuers = 'test/unit/sdk/device/lies-about-issuers.test.ts'
const identity = 'test/unit/sdk/device/identity.test.ts'
const endorsements = 'test/unit/sdk/device/false-endorsements.test.ts'

// Whatever jose says of the signature and the header, the claims are taken.
const unverified = {
  file: credentials, find: 'return payload\n  } catch {\n    throw new GatewayError(refusal)\n  }',
  replace: "return payload\n  } catch {\n    return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())\n  }",
}

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  { must: 'DIP-25', check: 'the signature of a token is verified', mutation: unverified, test: credential, title: 'a token with another party’s key under the home’s id', sample: true },
  {
    must: 'DIP-25', check: 'the type of a token', test: credential, title: 'a token with another type',
    mutation: { file: credentials, find: 'typ, currentDate: new Date(now)', replace: 'currentDate: new Date(now)' },
  },
  {
    must: 'DIP-25', check: 'the issuer of a token', test: credential, title: 'a token with another issuer',
    mutation: { file: credentials, find: 'claims.iss === home.party && claims.aud', replace: 'claims.aud' },
  },
  {
    must: 'DIP-25', check: 'the audience of a token', test: credential, title: 'a token with another gateway’s audience',
    mutation: { file: credentials, find: 'claims.aud === expected.audience && ', replace: '' },
  },
  {
    must: 'DIP-25', check: 'the subject of a token', test: credential, title: 'a token with another user',
    mutation: { file: credentials, find: 'claims.aud === expected.audience && claims.sub === expected.userId', replace: 'claims.aud === expected.audience' },
  },
  {
    must: 'DIP-25', check: 'the custody of a token', test: credential, title: 'a token with another custody',
    mutation: { file: credentials, find: "claims['cst'] === expected.custody && claims['adr']", replace: "claims['adr']" },
  },
  {
    must: 'DIP-25', check: 'the address of a token', test: credential, title: 'a token with another address',
    mutation: { file: credentials, find: " && claims['adr'] === expected.address", replace: '' },
  },
  {
    must: 'DIP-25', check: 'the key confirmation of a token', test: credential, title: 'a token with another identity key',
    mutation: { file: credentials, find: "\n    && confirmed === createHash('sha256').update(expected.identityKey).digest('base64url')", replace: '' },
  },
  {
    must: 'DIP-25', check: 'a token lives ten minutes at most', test: credential, title: 'a token with a life of more than ten minutes',
    mutation: { file: credentials, find: 'exp - iat <= MAX_TOKEN_SECONDS && ', replace: '' },
  },
  {
    must: 'DIP-25', check: 'a token is over at its end', test: credential, title: 'a token with an expiry that has just come',
    mutation: { file: credentials, find: ' && exp * 1000 > now', replace: '' },
  },
  {
    must: 'DIP-26', check: 'other bytes under a used token are refused', test: races, title: 'a token that was redeemed stays redeemed',
    mutation: { file: enlistments, find: "if (!holds) throw new GatewayError('TOKEN_REFUSED', 'the token was used before')", replace: '' },
  },
  {
    must: 'DIP-26', check: 'a used token is found by the next', test: races, title: 'a token that was redeemed stays redeemed',
    mutation: { file: enlistments, find: 'const digest = await store.read.redeemedToken(token.idHash)', replace: 'const digest = undefined' },
  },
  {
    must: 'DIP-26', check: 'of parallel tries one redeems', test: conformance, title: 'a token id is redeemed by one of 1,000 parallel tries',
    mutation: { file: contactWrites, find: "if (redeemed.get(idHash)) return { taken: 'redeemedToken' }", replace: 'if (redeemed.get(idHash)) return undefined' },
  },
  {
    must: 'DIP-27', check: 'the signature of a statement is verified', mutation: unverified, test: credential,
    title: 'a statement with another party’s key under the home’s id',
  },
  {
    must: 'DIP-27', check: 'the issuer of a statement', test: credential, title: 'a statement with another issuer',
    mutation: { file: credentials, find: 'claims.iss === home.party && claims.sub', replace: 'claims.sub' },
  },
  {
    must: 'DIP-27', check: 'the user of a statement', test: credential, title: 'a statement with another user',
    mutation: { file: credentials, find: "claims.sub === expected.userId && claims['cst'] === expected.custody\n    && claims['dlv']", replace: "claims['cst'] === expected.custody\n    && claims['dlv']" },
  },
  {
    must: 'DIP-27', check: 'the custody of a statement', test: credential, title: 'a statement with another custody',
    mutation: { file: credentials, find: " && claims['cst'] === expected.custody\n    && claims['dlv']", replace: "\n    && claims['dlv']" },
  },
  {
    must: 'DIP-27', check: 'the device list version of a statement', test: credential, title: 'a statement with an older device list',
    mutation: { file: credentials, find: "\n    && claims['dlv'] === expected.deviceListVersion", replace: '' },
  },
  {
    must: 'DIP-27', check: 'the key of a statement', test: credential, title: 'a statement with another key',
    mutation: { file: credentials, find: "\n    && claims['idk'] === Buffer.from(expected.identityKey).toString('base64url')", replace: '' },
  },
  {
    must: 'DIP-28', check: 'an enlistment is signed by its identity key', test: enlisting, title: 'an enlistment that its identity key did not sign as one is refused',
    mutation: { file: checks, find: "verifyIdentitySignature(enlistment.identityKey, identityTranscript('drawbridge.v1 enlistment', enlistment.bytes), signature)", replace: '' },
  },
  {
    must: 'DIP-28', check: 'and under the label of enlistments', test: enlisting, title: 'an enlistment that its identity key did not sign as one is refused',
    mutation: { file: checks, find: "identityTranscript('drawbridge.v1 enlistment', enlistment.bytes)", replace: "identityTranscript('drawbridge.v1 endorsement', enlistment.bytes)" },
  },
  {
    must: 'DIP-29', check: 'an EC key is canonical', test: badKeys, title: 'every bad EC key is refused',
    mutation: { file: ecKeys, find: ' || !belowFieldPrime(key)', replace: '' },
  },
  {
    must: 'DIP-29', check: 'an EC key is of full order', test: badKeys, title: 'every bad EC key is refused',
    mutation: { file: ecKeys, find: 'throwaway.agree(PublicKey.deserialize(new Uint8Array(key)))', replace: 'PublicKey.deserialize(new Uint8Array(key))' },
  },
  {
    must: 'DIP-29', check: 'an EC key has 33 bytes', test: badKeys, title: 'every bad EC key is refused',
    mutation: { file: ecKeys, find: 'if (key.length !== EC_KEY_BYTES || key[0] !== EC_TYPE', replace: 'if (key[0] !== EC_TYPE' },
  },
  {
    must: 'DIP-29', check: 'a Kyber key is canonical', test: badKeys, title: 'every bad Kyber key is refused',
    mutation: { file: ecKeys, find: ' || !reducedCoefficients(key)', replace: '' },
  },
  {
    must: 'DIP-29', check: 'a Kyber key is not all zeros', test: badKeys, title: 'every bad Kyber key is refused',
    mutation: { file: ecKeys, find: 'return seen !== 0', replace: 'return true' },
  },
  {
    must: 'DIP-29', check: 'one-time prekeys are judged when they are put', test: 'test/unit/registry/prekeys.test.ts', title: 'every key is checked, and one bad key refuses all',
    mutation: { file: prekeys, find: 'await inTurns(request.oneTimePrekeys, ({ publicKey }) => { checkEcKey(publicKey) })', replace: '' },
  },
  {
    must: 'DIP-30', check: 'a signed EC prekey is signed by the identity key', test: enlisting, title: 'device keys that the identity key did not sign are refused',
    mutation: { file: signatures, find: "checkEcKey(key)\n  if (!holdsPrekeySignature(identityKey, key, signature)) throw new GatewayError('BAD_SIGNATURE')", replace: 'checkEcKey(key)' },
  },
  {
    must: 'DIP-30', check: 'a Kyber prekey is signed by the identity key', test: enlisting, title: 'device keys that the identity key did not sign are refused',
    mutation: { file: signatures, find: "checkKyberKey(key)\n  if (!holdsPrekeySignature(identityKey, key, signature)) throw new GatewayError('BAD_SIGNATURE')", replace: 'checkKyberKey(key)' },
  },
  {
    must: 'DIP-30', check: 'one-time Kyber prekeys are judged when they are put', test: 'test/unit/registry/prekeys.test.ts', title: 'every key is checked, and one bad key refuses all',
    mutation: { file: prekeys, find: 'await inTurns(request.oneTimeKyberPrekeys, ({ publicKey, signature }) => { checkSignedKyberPrekey(identityKey, publicKey, signature) })', replace: '' },
  },
  {
    must: 'DIP-31', check: "a device list is signed by the user's identity key", test: enlisting, title: 'a device list of another user, or one that another key signed, is refused',
    mutation: { file: checks, find: "verifyIdentitySignature(identityKey, identityTranscript('drawbridge.v1 devices', devices.list), devices.signature)", replace: '' },
  },
  {
    must: 'DIP-31', check: 'a device list names the user', test: enlisting, title: 'a device list of another user, or one that another key signed, is refused',
    mutation: { file: checks, find: "if (devices.userId !== user.userId) throw new GatewayError('MALFORMED', 'the device list is of another user')", replace: '' },
  },
  {
    must: 'DIP-31', check: 'a new device list has a higher version', test: 'test/unit/registry/device-lists.test.ts', title: 'no ghost device: a list that is rolled back',
    mutation: { file: enlistments, find: "if (request.devices.version <= user.deviceListVersion) throw new GatewayError('STALE_DEVICE_LIST')", replace: '' },
  },
  {
    must: 'DIP-31', check: 'the list on record is answered again only to the byte', test: 'test/unit/registry/device-lists.test.ts', title: 'the same change again, because its answer was lost',
    mutation: { file: enlistments, find: ' && identityStatement === user.identityStatement', replace: '' },
  },
  {
    must: 'DIP-31', check: 'also with a new identity', test: changing, title: 'a forged endorsement, an old list, kept registrations or another name change nothing',
    mutation: { file: changes, find: "if (enlistment.devices.version <= old.deviceListVersion) throw new GatewayError('STALE_DEVICE_LIST')", replace: '' },
  },
  {
    must: 'DIP-32', check: "an address lies in the provider's domain", test: enlisting, title: 'refused: an address in another’s domain',
    mutation: { file: checks, find: "if (domain && domain !== home.party) throw new GatewayError('MALFORMED', 'address is not in your domain')", replace: '' },
  },
  {
    must: 'DIP-32', check: "an address lies in the core's domain", test: 'test/unit/registry/participation.test.ts', title: 'an address is the core’s own and one person’s',
    mutation: { file: 'src/registry/participation.ts', find: "if (domain && domain !== core.party) throw new GatewayError('MALFORMED', 'address is not in your domain')", replace: '' },
  },
  {
    must: 'DIP-33', check: 'prekey ids rise', test: conformance, title: 'prekey ids must be above every id of their kind that the device published, taken or not',
    mutation: { file: prekeyWrites, find: ' && keys.every(({ id }) => id > above)', replace: '' },
  },
  {
    must: 'DIP-33', check: 'also above those that were handed out', test: conformance, title: 'prekey ids must be above every id of their kind that the device published, taken or not',
    mutation: { file: prekeyWrites, find: 'remember.run(highest(ec, stock.highestEcId), highest(kyber, stock.highestKyberId), user, device)', replace: '' },
  },
  {
    must: 'DIP-34', check: 'a one-time prekey goes with its hand-out', test: conformance, title: 'no one-time key is handed out twice under 1,000 parallel takes', sample: true,
    mutation: { file: prekeyWrites, find: 'if (key) remove.run(user, device, key.id)', replace: '' },
  },
  {
    must: 'DIP-35', check: 'keys need the token', test: 'test/unit/policy/admit.test.ts', title: 'submitting, attaching and taking keys need the token, whole and unchanged',
    mutation: { file: 'src/policy/admit.ts', find: "new Set(['submit', 'take-keys', 'attach'])", replace: "new Set(['submit', 'attach'])" },
  },
  {
    must: 'DIP-35', check: 'nothing about the recipient is told before the token is checked', test: unwilling, title: 'taking keys is refused in the same bytes after the same look-ups, whatever the reason',
    mutation: { file: prekeys, find: '      return settle(async () => {\n        const standing = ', replace: "      return settle(async () => {\n        if (!await store.read.user(request.recipientUser)) throw new GatewayError('NOT_FOUND')\n        const standing = " },
  },
  {
    must: 'DIP-35', check: 'the quota of the pair is spent on anybody', test: unwilling, title: 'the pair’s own limit is spent alike on anybody, and answered alike',
    mutation: { file: prekeys, find: 'const throttle = quotas.pairs.spend(', replace: 'const throttle = await store.read.user(request.recipientUser) && quotas.pairs.spend(' },
  },
  {
    must: 'DIP-36', check: 'a demanded custody is compared', test: 'test/unit/policy/admit.test.ts', title: 'a demanded custody is judged only for who may pass',
    mutation: { file: 'src/policy/admit.ts', find: "if (wish.demandedCustody && wish.demandedCustody !== recipient.custody) return { denied: 'CUSTODY_REFUSED' }", replace: '' },
  },
  {
    must: 'DIP-37', check: 'an endpoint verifies the signature of a statement', test: jws, title: 'nothing opens that another key signed under the name of a known one',
    mutation: { file: `${device}/jws.ts`, find: '  } catch {\n    return undefined\n  }\n}\n\nconst parse', replace: "  } catch {\n    return Buffer.from(jws.split('.')[1] ?? '', 'base64url')\n  }\n}\n\nconst parse" },
  },
  {
    must: 'DIP-37', check: 'an endpoint takes a statement for no other thing that the home signs', test: lies, title: 'nothing is sent when the gateway serves a token instead of a statement',
    mutation: { file: `${device}/jws.ts`, find: 'if (header?.typ !== typ) return undefined', replace: 'if (header === undefined) return undefined' },
  },
  {
    must: 'DIP-37', check: "the identity key is the statement's", test: lies, title: 'nothing is sent when the gateway serves another identity key beside the true statement', sample: true,
    mutation: { file: `${device}/bundles.ts`, find: "if (!sameBytes(statement.identityKey, served.identityKey)) throw new DeviceError('STATEMENT_REFUSED')", replace: '' },
  },
  {
    must: 'DIP-37', check: 'the statement is about this user', test: lies, title: 'nothing is sent when the gateway serves a statement of the home with sub',
    mutation: { file: 'src/model/claims.ts', find: 'iss !== home || sub !== user ||', replace: 'iss !== home ||' },
  },
  {
    must: 'DIP-37', check: "the statement is the home's", test: lies, title: 'nothing is sent when the gateway serves a statement of the home with iss',
    mutation: { file: 'src/model/claims.ts', find: 'iss !== home || sub !== user ||', replace: 'sub !== user ||' },
  },
  {
    must: 'DIP-37', check: "the device list has the statement's version", test: lies, title: "nothing is sent when the gateway serves a device list of another version than the statement's",
    mutation: { file: `${device}/bundles.ts`, find: ' || list.version !== statement.deviceListVersion', replace: '' },
  },
  {
    must: 'DIP-37', check: 'every prekey of a bundle is signed and fit', test: lies, title: 'nothing is sent when the gateway serves a signed prekey of somebody else',
    mutation: { file: `${device}/bundles.ts`, find: 'crypto.checkBundle(bundle)\n', replace: '\n' },
  },
  {
    must: 'DIP-38', check: 'the device list is signed by the identity key', test: lies, title: 'nothing is sent when the gateway serves a device list signed by another identity key',
    mutation: { file: `${device}/bundles.ts`, find: 'if (!signed || list.userId', replace: 'if (list.userId' },
  },
  {
    must: 'DIP-38', check: "the device list is this user's", test: lies, title: 'nothing is sent when the gateway serves a device list of another user',
    mutation: { file: `${device}/bundles.ts`, find: ' || list.userId !== peer.user', replace: '' },
  },
  {
    must: 'DIP-38', check: 'the device list is no older than one that was seen', test: lies, title: 'a device list that is older than one seen before is refused',
    mutation: { file: `${device}/bundles.ts`, find: "if (list.version < peer.listVersion) throw new DeviceError('DEVICE_LIST_ROLLED_BACK')", replace: '' },
  },
  {
    must: 'DIP-38', check: 'one version has one device list', test: lies, title: 'another device list under a version seen before is refused',
    mutation: { file: `${device}/bundles.ts`, find: "if (again && !sameBytes(digest(list.list), peer.listDigest)) throw new DeviceError('DEVICE_LIST_REFUSED')", replace: '' },
  },
  {
    must: 'DIP-38', check: 'the list of an identity that waits for the user counts as seen', test: identity,
    title: 'once the home has vouched for a new identity the old one cannot be served again, not even as the one that is accepted',
    mutation: { file: `${device}/keyring.ts`, find: '    context.state.peers.sawList(peer.user, keys)\n', replace: '' },
  },
  {
    must: 'DIP-39', check: 'an issuer list opens under the pinned keys alone', test: jws, title: 'nothing opens that another key signed under the name of a known one',
    mutation: { file: `${device}/jws.ts`, find: '  } catch {\n    return undefined\n  }\n}\n\nconst parse', replace: "  } catch {\n    return Buffer.from(jws.split('.')[1] ?? '', 'base64url')\n  }\n}\n\nconst parse" },
  },
  {
    must: 'DIP-39', check: 'an issuer list is by the core', test: issuers, title: 'a list by another issuer is refused though a key of the core signed it',
    mutation: { file: 'src/model/claims.ts', find: 'if (iss !== core || !isVersion(ver)', replace: 'if (!isVersion(ver)' },
  },
  {
    must: 'DIP-39', check: 'an issuer list is no older than one that was seen', test: issuers, title: 'an older list is refused, also after the device was closed and opened',
    mutation: { file: `${device}/trust.ts`, find: "if (fetched.version < saved.version) throw new DeviceError('ISSUER_LIST_ROLLED_BACK')", replace: 'if (fetched.version < saved.version) return fetched' },
  },
  {
    must: 'DIP-39', check: 'one version has one issuer list', test: issuers, title: 'another list of the same version is refused',
    mutation: { file: `${device}/trust.ts`, find: "if (fetched.claims !== saved.claims) throw new DeviceError('ISSUER_LIST_REFUSED')", replace: 'if (fetched.claims !== saved.claims) return fetched' },
  },
  {
    must: 'DIP-40', check: 'another identity key than the pinned one is noted, not pinned', test: identity,
    title: 'after a new identity nothing goes to it until it is accepted; then what waited goes out',
    mutation: { file: `${device}/keyring.ts`, find: 'if (peer.identityKey !== undefined && !isPinned(peer, keys)) throw noteVerified(context, peer, keys)', replace: '' },
  },
  {
    must: 'DIP-40', check: 'nothing is sent while a change waits for the user', test: identity, title: "the gateway's announcement alone halts sending, and cannot make its key accepted",
    mutation: { file: `${device}/context.ts`, find: "if (peer.changed !== undefined) throw new DeviceError('IDENTITY_CHANGED')", replace: '' },
  },
  {
    must: 'DIP-40', check: 'what is accepted is what the user has seen', test: identity, title: 'an identity that changes once more before it is accepted must be looked at again',
    mutation: { file: `${device}/keyring.ts`, find: 'if (!isSeen && !isPinned(peer, keys)) throw noteVerified(context, peer, keys)', replace: '' },
  },
  {
    must: 'DIP-40', check: 'a vault seals to no identity that the core has not accepted', test: 'test/unit/relay/identities.test.ts',
    title: 'a peer’s new identity key is told to the core once, whoever sees it first, and what comes under it waits',
    mutation: { file: 'src/vault/functions/seal.ts', find: "if (!isSame) throw new VaultRefused('untrusted-identity')", replace: 'if (!isSame) return stated' },
  },
  {
    must: 'DIP-41', check: 'peers are told of a new identity', test: changing, title: 'an endorsed change replaces key, devices and prekeys, keeps consent, and tells the peer with proof',
    mutation: { file: changes, find: '...await notices(enlistment, endorsement),', replace: '' },
  },
  {
    must: 'DIP-41', check: 'the gateway checks an endorsement against the old key', test: changing, title: 'a forged endorsement, an old list, kept registrations or another name change nothing',
    mutation: { file: changes, find: "if (endorsement.length > 0) verifyIdentitySignature(old.identityKey, endorsementTranscript(old.user, enlistment.identityKey), endorsement)", replace: '' },
  },
  {
    must: 'DIP-41', check: 'an endorsement is of this very key', test: endorsements, title: 'an endorsement of another key counts for nothing',
    mutation: { file: 'src/wire/transcript.ts', find: '...uuidBytes(user), ...newIdentityKey', replace: '...uuidBytes(user), ...newIdentityKey.subarray(33)' },
  },
  {
    must: 'DIP-41', check: 'an endorsement is checked against the old key by the endpoint', test: endorsements, title: 'an endorsement that the old key did not sign counts for nothing',
    mutation: { file: `${device}/changes.ts`, find: "crypto.verify(oldKey, endorsementTranscript(change.peerUser, change.newIdentityKey), change.endorsement)", replace: 'true' },
  },
  { must: 'DIP-42', check: 'the signature of an issuer list is verified', mutation: unverified, test: lists, title: 'a list by another party’s key under the core’s id is refused' },
  {
    must: 'DIP-42', check: 'the issuer of an issuer list', test: lists, title: 'a list of another issuer is refused',
    mutation: { file: 'src/model/claims.ts', find: 'if (iss !== core || !isVersion(ver)', replace: 'if (!isVersion(ver)' },
  },
  {
    must: 'DIP-42', check: 'an issuer list is one that endpoints read', test: lists, title: 'a list with keys as they are in an application file is refused',
    mutation: { file: credentials, find: "if (read === undefined) throw new GatewayError('ISSUER_LIST_REFUSED', 'iss is", replace: "if (read === undefined) return Number(claims['ver'])\n  if (read.version < 0) throw new GatewayError('ISSUER_LIST_REFUSED', 'iss is" },
  },
  {
    must: 'DIP-42', check: 'an issuer list has a higher version', test: conformance, title: 'the issuer list is replaced by a higher version only',
    mutation: { file: contactWrites, find: ' WHERE excluded.version > version`', replace: '`' },
  },
]
