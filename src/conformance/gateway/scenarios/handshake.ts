// SPDX-License-Identifier: AGPL-3.0-only
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { partyId } from '../../../model/ids.ts'
import { keyThumbprint } from '../../../model/jwk.ts'
import type { PartyKeys } from '../../../sdk/link/index.ts'
import { encodePartyFrame } from '../../../wire/gateway/index.ts'
import type { ReceivedBody } from '../../../wire/gateway/index.ts'
import { inWords } from '../../exchange.ts'
import { authOf, greet, helloOf, open, provesGateway } from '../opening.ts'
import type { AuthChanges } from '../opening.ts'
import type { RawLink } from '../raw-link.ts'
import { quiet } from '../scenario.ts'
import type { Trial } from '../trial.ts'

/** Over the five seconds that a handshake may take. */
const TIMEOUT_MS = 9_000
const OVER_16_KIB = 17_000

/** What the gateway says to an Auth, whole: the error and how it closes. */
const refusal = async (trial: Trial, changes: (link: RawLink) => AuthChanges): Promise<{ readonly told: ReceivedBody | undefined; readonly code: number; readonly reason: string; readonly all: string }> => {
  const link = await trial.dial()
  const greeted = await greet(link)
  link.send(0, authOf(link, greeted, changes(link)))
  const { closed, said } = await link.ended()
  const told = said.find(({ kind }) => kind === 'error')
  // Where the error carries an id of the moment, equality of bytes is about all the rest.
  return { told, ...closed, all: inWords([said, closed]) }
}

/** An Auth that does not hold gets `UNAUTHENTICATED` and nothing else. */
const unauthenticated = (name: string, title: string, changes: (link: RawLink) => AuthChanges, musts: readonly ['DIP-11' | 'DIP-12' | 'DIP-13', ...('DIP-11' | 'DIP-12' | 'DIP-13')[]]) =>
  quiet(`handshake/${name}`, musts, title, async (trial) => {
    const { told, all } = await refusal(trial, changes)
    trial.judge(musts[0], 'UNAUTHENTICATED without detail, and the end of the link', told?.kind === 'error' && told.code === 'UNAUTHENTICATED' && told.detail === '', all)
  })

/** Another link key under the same name. */
const strangeKeys = (keys: PartyKeys): PartyKeys => {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { ...keys, linkKey: { ...key, d, kid: keyThumbprint(key) } }
}

const nobody = partyId('nobody-is-admitted-under-this.example')

/** Opening a link: docs/protocol.md section 2. */
export const handshake = [
  quiet('handshake/opens', ['DIP-9', 'DIP-15'], 'An honest party opens a link, and the gateway proves the key of the admission file.', async (trial) => {
    const link = await trial.dial()
    const greeted = await greet(link)
    link.send(0, authOf(link, greeted))
    const { body } = await link.next('the gateway\'s Auth')
    trial.judge('DIP-9', 'the gateway\'s Auth follows an Auth that holds', body.kind === 'auth', body)
    if (body.kind === 'auth') trial.judge('DIP-15', 'the signature holds under the key of the admission file, over both Hellos as sent', provesGateway(link, greeted, body), body)
    const ready = trial.answered('DIP-9', (await link.next('Ready')).body, 'ready', 'it follows Auth')
    trial.judge('DIP-9', 'Ready gives credit and a common version', ready.initialCredit > 0 && ready.version === 1, ready)
  }),
  quiet('handshake/fresh-nonce', ['DIP-14'], 'The gateway\'s nonce has 32 bytes and is another one on each link.', async (trial) => {
    const [one, two] = [await greet(await trial.dial()), await greet(await trial.dial())]
    trial.judge('DIP-14', 'a nonce of 32 bytes', one.body.nonce.length === 32, one.body)
    trial.judge('DIP-14', 'another nonce on each link', !Buffer.from(one.body.nonce).equals(two.body.nonce), one.body)
  }),
  quiet('handshake/request-first', ['DIP-9'], 'A request before Hello is out of order and ends the link.', async (trial) => {
    const link = await trial.dial()
    link.send(1, { kind: 'getIssuerList' })
    await trial.ends('DIP-9', link, 'OUT_OF_ORDER', 'nothing but Hello is taken first')
  }),
  quiet('handshake/auth-first', ['DIP-9'], 'An Auth before Hello is out of order and ends the link.', async (trial) => {
    const link = await trial.dial()
    const stale = { partyHello: encodePartyFrame(0, helloOf()), gatewayHello: randomBytes(64), body: (await greet(await trial.dial())).body }
    link.send(0, authOf(link, stale))
    await trial.ends('DIP-9', link, 'OUT_OF_ORDER', 'nothing but Hello is taken first')
  }),
  quiet('handshake/request-before-auth', ['DIP-9'], 'A request between Hello and Auth is out of order and ends the link.', async (trial) => {
    const link = await trial.dial()
    await greet(link)
    link.send(1, { kind: 'getIssuerList' })
    await trial.ends('DIP-9', link, 'OUT_OF_ORDER', 'Auth comes before any request')
  }),
  quiet('handshake/hello-twice', ['DIP-9'], 'A second Hello is out of order, also on an open link.', async (trial) => {
    const link = await trial.dial()
    await open(link)
    link.send(0, helloOf())
    await trial.ends('DIP-9', link, 'OUT_OF_ORDER', 'a link is opened once')
  }),
  quiet('handshake/too-slow', ['DIP-10'], 'A link that is not open after five seconds is ended.', async (trial) => {
    const link = await trial.dial()
    const begun = performance.now()
    await greet(link)
    await trial.ends('DIP-10', link, 'HANDSHAKE_TIMEOUT', 'no Auth came within five seconds', TIMEOUT_MS)
    trial.judge('DIP-10', 'five seconds are given', performance.now() - begun > 4_000, `${String(Math.round(performance.now() - begun))} ms`)
  }),
  quiet('handshake/too-much', ['DIP-10'], 'A stranger who sends more than 16 KiB is cut off.', async (trial) => {
    const link = await trial.dial()
    link.sendBytes(new Uint8Array(OVER_16_KIB), '17,000 bytes before Ready')
    await trial.ends('DIP-10', link, 'HANDSHAKE_TIMEOUT', 'over 16 KiB before Ready')
  }),
  unauthenticated('wrong-signature', 'A signature by another key under the party\'s key id is refused.', ({ party }) => {
    const { linkKey } = strangeKeys(party.keys)
    return { keys: { ...party.keys, linkKey: { ...linkKey, kid: party.keys.linkKey.kid } } }
  }, ['DIP-11', 'DIP-12']),
  unauthenticated('other-gateway', 'A signature made for another gateway does not hold.', () => ({ over: { gatewayKey: randomBytes(32) } }), ['DIP-11', 'DIP-12']),
  unauthenticated('altered-hello', 'A Hello that somebody altered on the way does not hold.', () => ({ over: { partyHello: encodePartyFrame(0, helloOf({ capabilities: [] })) } }), ['DIP-11', 'DIP-12']),
  unauthenticated('reflected', 'The gateway\'s own role in the transcript does not hold for a party.', () => ({ over: { role: 'gateway' } }), ['DIP-11', 'DIP-12']),
  unauthenticated('unknown-key', 'An unknown key of a known party is refused.', ({ party }) => ({ keys: strangeKeys(party.keys) }), ['DIP-12']),
  unauthenticated('wrong-binding', 'Another binding mode than the agreement\'s is refused.', ({ party }) => {
    const mode = party.admission.bindingMode === 'proxy' ? 'plain-loopback' : 'proxy'
    return { shown: { bindingMode: mode }, over: { bindingMode: mode, exporter: undefined } }
  }, ['DIP-13', 'DIP-12']),
  quiet('handshake/no-oracle', ['DIP-12'], 'Unknown party, unknown key, wrong signature and wrong binding get the same answer.', async (trial) => {
    const unlike = [
      await refusal(trial, () => ({ party: nobody })), await refusal(trial, ({ party }) => ({ keys: strangeKeys(party.keys) })),
      await refusal(trial, () => ({ over: { gatewayKey: randomBytes(32) } })), await refusal(trial, () => ({ shown: { bindingMode: 'proxy' } })),
    ]
    const [first] = unlike
    for (const one of unlike) trial.judge('DIP-12', `the same bytes as for an unknown party: ${first?.all ?? ''}`, one.all === first?.all, one.all)
    trial.judge('DIP-12', 'UNAUTHENTICATED', first?.told?.kind === 'error' && first.told.code === 'UNAUTHENTICATED', first?.all)
  }),
  quiet('handshake/replayed', ['DIP-11'], 'An Auth of an earlier link does not open another one.', async (trial) => {
    const first = await trial.dial()
    const greeted = await greet(first)
    const auth = authOf(first, greeted)
    const second = await trial.dial()
    second.sendBytes(greeted.partyHello, 'the Hello of the earlier link')
    await second.next('the gateway\'s Hello')
    second.send(0, auth)
    await trial.ends('DIP-11', second, 'UNAUTHENTICATED', 'the transcript holds the gateway\'s own Hello, which is new')
  }),
  quiet('handshake/short-nonce', ['DIP-14'], 'A nonce of 31 bytes is refused.', async (trial) => {
    const link = await trial.dial()
    link.send(0, helloOf({ nonce: randomBytes(31) }))
    await trial.ends('DIP-14', link, 'MALFORMED', 'a nonce has 32 bytes')
  }),
  quiet('handshake/version', ['DIP-16'], 'Version ranges that do not meet end the link.', async (trial) => {
    const link = await trial.dial()
    link.send(0, helloOf({ minVersion: 40, maxVersion: 50 }))
    await trial.ends('DIP-16', link, 'UNSUPPORTED_VERSION', 'this kit asked for versions 40 to 50')
  }),
  quiet('handshake/newer-party', ['DIP-16'], 'A party that also speaks newer versions gets the highest common one.', async (trial) => {
    const { version } = await open(await trial.dial(), { maxVersion: 50 })
    trial.judge('DIP-16', 'version 1, the highest that both speak', version === 1, { version })
  }),
  quiet('handshake/unknown-capability', ['DIP-16'], 'A capability that the gateway does not know is ignored.', async (trial) => {
    const { capabilities } = await open(await trial.dial(), { capabilities: ['msg.text/1', 'conformance.unknown/9'] })
    trial.judge('DIP-16', 'only common capabilities', !capabilities.includes('conformance.unknown/9') && capabilities.includes('msg.text/1'), capabilities)
  }),
]
