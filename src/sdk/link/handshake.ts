// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, sign, verify } from 'node:crypto'
import type { AdmissionFile } from '../../model/credentials.ts'
import { GatewayError } from '../../model/errors.ts'
import { keyId } from '../../model/ids.ts'
import type { Auth, Hello } from '../../model/requests.ts'
import { decodeGatewayFrame, encodePartyFrame } from '../../wire/gateway/index.ts'
import type { ReceivedBody } from '../../wire/gateway/index.ts'
import { linkTranscript } from '../../wire/transcript.ts'
import type { Opened } from './connection.ts'
import { faultOfError, faultOfGoAway, faultOfProtocol, LinkFault } from './endings.ts'
import type { FrameSocket } from './frame-socket.ts'
import { HANDSHAKE_MS } from './limits.ts'
import { privateKeyObject } from './party-keys.ts'
import type { LinkKeys } from './party-keys.ts'
import type { Timers } from './timers.ts'

/** What a link opens with. */
export interface Greeting {
  readonly admission: AdmissionFile
  readonly keys: LinkKeys
  /** This side's Hello, fresh for each link. */
  readonly hello: Hello
}

/**
 * Opens a link over a fresh connection: Hello, Auth and Ready, in five seconds. Nothing but Hello and Auth is sent before
 * the gateway has proved the pinned key of the admission file over both Hellos as they were sent. Throws {@link LinkFault}.
 */
export const openLink = async (socket: FrameSocket, greeting: Greeting, timers: Timers, signal: AbortSignal): Promise<Opened> => {
  const cancel = timers.after(HANDSHAKE_MS, () => socket.abort(new LinkFault('the handshake took too long')))
  const abort = (): void => socket.abort(new LinkFault('closed during the handshake'))
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    return await greetAndProve(socket, greeting)
  } catch (error) {
    const fault = error instanceof LinkFault ? error : faultOfProtocol(error instanceof GatewayError ? error.detail : 'during the handshake')
    socket.abort(fault)
    throw fault
  } finally {
    cancel()
    signal.removeEventListener('abort', abort)
  }
}

const greetAndProve = async (socket: FrameSocket, { admission, keys, hello }: Greeting): Promise<Opened> => {
  const { gateway, party, bindingMode } = admission
  const partyHello = encodePartyFrame(0, hello)
  socket.send(partyHello)
  const gatewayHello = await socket.next()
  const theirs = requireKind(decode(gatewayHello), 'hello')
  const version = commonVersion(hello, theirs)
  const gatewayKey = Buffer.from(gateway.linkKey.x, 'base64url')
  const exporter = bindingMode === 'exporter' ? socket.exporter() : undefined
  const transcript = (role: 'party' | 'gateway'): Uint8Array => linkTranscript({
    role, partyId: party, partyKeyId: keyId(keys.linkKey.kid), gatewayKey, partyHello, gatewayHello, bindingMode, exporter,
  })
  socket.send(encodePartyFrame(0, proof(admission, keys, transcript('party'))))
  verifyGateway(requireKind(decode(await socket.next()), 'auth'), admission, transcript('gateway'))
  const ready = requireKind(decode(await socket.next()), 'ready')
  if (ready.version !== version) throw faultOfProtocol('Ready has another version than both sides speak')
  if (ready.initialCredit < 1) throw faultOfProtocol('Ready gives no credit')
  return { hello: theirs, ready }
}

const decode = (frame: Uint8Array): ReceivedBody => decodeGatewayFrame(frame).body

const requireKind = <K extends 'hello' | 'auth' | 'ready'>(body: ReceivedBody, kind: K): Extract<ReceivedBody, { kind: K }> => {
  if (isKind(body, kind)) return body
  if (body.kind === 'error') throw faultOfError(body)
  if (body.kind === 'goAway') throw faultOfGoAway(body)
  throw faultOfProtocol(`${body.kind} instead of ${kind}`)
}

const isKind = <K extends ReceivedBody['kind']>(body: ReceivedBody, kind: K): body is Extract<ReceivedBody, { kind: K }> => body.kind === kind

const commonVersion = (ours: Hello, theirs: Hello): number => {
  const version = Math.min(ours.maxVersion, theirs.maxVersion)
  if (version >= Math.max(ours.minVersion, theirs.minVersion)) return version
  throw faultOfError({
    code: 'UNSUPPORTED_VERSION', detail: `this side speaks ${ours.minVersion} to ${ours.maxVersion}, the gateway ${theirs.minVersion} to ${theirs.maxVersion}`,
    retryAfterSeconds: 0,
  })
}

const proof = ({ party, bindingMode }: AdmissionFile, { linkKey }: LinkKeys, transcript: Uint8Array): Auth => ({
  kind: 'auth', partyId: party, keyId: keyId(linkKey.kid), bindingMode, signature: sign(null, transcript, privateKeyObject(linkKey)),
})

/** Pure Ed25519, RFC 8032 section 5.1.7, under the pinned key and no other. */
const verifyGateway = (auth: Auth, { gateway, bindingMode }: AdmissionFile, transcript: Uint8Array): void => {
  if (auth.keyId !== gateway.linkKey.kid) throw impostor('it names another key than the admission file')
  if (auth.bindingMode !== bindingMode) throw impostor('it names another binding mode than the admission file')
  const { kty, crv, x } = gateway.linkKey
  const pinned = createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
  if (!verify(null, transcript, pinned, auth.signature)) throw impostor('its signature does not hold for this link')
}

const impostor = (detail: string): LinkFault => new LinkFault(`this is not the gateway of the admission file: ${detail}`, { end: { why: 'impostor', detail } })
