// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { address, userId, userReference } from '../../model/ids.ts'
import type { SignalCrypto } from '../../model/signal-crypto.ts'
import { createTrust, openDevice } from '../../sdk/device/index.ts'
import type { DeviceClient } from '../../sdk/device/index.ts'
import { connectLink, createHome } from '../../sdk/link/index.ts'
import type { AdmissionFile, DeviceTransport, GatewayLink, PartyKeys } from '../../sdk/link/index.ts'

/** What a responder is made of; it goes on with what is in the folder. */
export interface ResponderOptions {
  readonly keys: PartyKeys
  readonly admission: AdmissionFile
  readonly folder: string
  readonly crypto: SignalCrypto
  /** What it calls itself. */
  readonly software?: string
  /** Stands between the device and the link; a test plants its faults here. */
  readonly between?: (way: DeviceTransport) => DeviceTransport
}

/** Local part of the address that the kit asks for. */
export const RESPONDER = 'responder'
/** What a responder puts before a text that it answers. */
export const ANSWER = 'echo: '
/** What has to wait in a device, as after Throttled, is tried again so often. */
const TICK_MS = 250
/** Before it starts again: its link ended for good, as when somebody else took the gateway's place. */
const AGAIN_MS = 300

/**
 * The smallest provider that can be judged, and all that an implementation has to do for it: one user who grants every request and answers every text. This one
 * stands on the SDK, and is started again when its link is over.
 */
export const startResponder = (options: ResponderOptions): { close(): Promise<void> } => {
  const closing = new AbortController()
  const running = (async () => { while (!closing.signal.aborted) await live(options, closing.signal) })()
  return {
    close: async () => {
      closing.abort()
      await running
    },
  }
}

/** From connecting until the link is over for good. */
const live = async ({ keys, admission, folder, crypto, software = 'drawbridge/responder', between = (way) => way }: ResponderOptions, signal: AbortSignal): Promise<void> => {
  const link = connectLink({ admission, keys, instance: 'responder', software, reconnect: { initialMs: 50, maxMs: 500 }, signal })
  const device = await openDevice({ file: join(folder, 'responder.db'), crypto, trust: createTrust({ admission }), transport: between(link.transport()) })
  // What cannot be said now waits in the device; the kit sees what is missing.
  device.on('contactRequested', ({ requestId }) => void device.decide({ requestId, decision: 'grant' }).catch(() => undefined))
  device.on('message', (entry) => {
    if (entry.kind === 'text') void device.send({ to: entry.peer, text: `${ANSWER}${entry.text}` }).catch(() => undefined)
  })
  const ticking = setInterval(() => void device.tick().catch(() => undefined), TICK_MS)
  await enlist(device, link, keys, admission).catch(() => undefined)
  await link.closed
  clearInterval(ticking)
  await device.close()
  if (!signal.aborted) await pause(AGAIN_MS)
}

const enlist = async (device: DeviceClient, link: GatewayLink, keys: PartyKeys, admission: AdmissionFile): Promise<void> => {
  if (device.userId !== undefined) return
  await link.ready
  const home = createHome({ keys, gatewayId: admission.gateway.id })
  const claim = device.prepareEnlistment({ userId: userId(randomUUID()) })
  const own = address(`${RESPONDER}@${keys.party}`)
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken({ ...claim, address: own }), home.signIdentityStatement(claim)])
  await device.enlist({ token, identityStatement, userReference: userReference(RESPONDER), displayName: 'Responder', address: own, forProvider: undefined })
}
