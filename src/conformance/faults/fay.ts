// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { address, userId, userReference } from '../../model/ids.ts'
import type { UserId } from '../../model/ids.ts'
import type { TroublePlace } from '../../sandbox/trouble.ts'
import { createTrust, openDevice } from '../../sdk/device/index.ts'
import type { DeviceClient, EnlistmentClaim } from '../../sdk/device/index.ts'
import { connectLink, createHome } from '../../sdk/link/index.ts'
import { createLibsignal } from '../../signal/private/index.ts'
import { faultNamed } from './fault.ts'
import type { TellFault } from './fault.ts'
import type { Schedule } from './schedule.ts'
import { createTroubledWay } from './troubled-way.ts'

/** How Fay is made. */
export interface FayOptions {
  readonly place: Pick<TroublePlace, 'core' | 'stateFolder' | 'visitor'> & { readonly signal: AbortSignal }
  readonly schedule: Schedule
  readonly tell: TellFault
  /** Whether she publishes one-time prekeys. */
  readonly hasPrekeys: boolean
  /** Has the gateway take fewer messages of the visitor's users; resolves when that is in force. */
  readonly throttle: () => Promise<void>
}

/** Somebody of the core whose device makes trouble. */
export interface Fay { readonly name: string; readonly address: string; readonly user: UserId; close(): Promise<void> }

const NAME = 'fay'
/** In so many parts comes what comes in another order: the fewest of which the middle one keeps its place. */
const PARTS = 3
/** What has to wait in her device, as after Throttled, is tried again so often. */
const TICK_MS = 250
/** Of a text that is answered: the answer must not be too long for a message. */
const ECHOED_CHARACTERS = 1_000

/** Enlists Fay: she grants every request, answers every text, and does what the schedule says, or the text. */
export const startFay = async ({ place, schedule, tell, hasPrekeys, throttle }: FayOptions): Promise<Fay> => {
  const { core: { keys, admission }, stateFolder, visitor, signal } = place
  const link = connectLink({ admission, keys, instance: 'sandbox-fay', software: 'drawbridge/sandbox', signal })
  const home = createHome({ keys, gatewayId: admission.gateway.id })
  const way = createTroubledWay(link.transport(), hasPrekeys)
  const [reference, itsAddress] = [userReference(NAME), address(`${NAME}@${keys.party}`)]
  await link.request({ kind: 'setParticipation', userReference: reference, optedIn: true, address: itsAddress, findable: true })
  await link.request({ kind: 'setProviderChoice', userReference: reference, provider: visitor, allowed: true, inbox: 'combined', label: 'Visitor' })
  const device = await openDevice({ file: join(stateFolder, `${NAME}.db`), crypto: createLibsignal(), trust: createTrust({ admission }), transport: way })
  const terms = async (claim: EnlistmentClaim) => {
    const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
    return { token, identityStatement, userReference: reference, displayName: 'Fay', forProvider: visitor }
  }
  const own = device.prepareEnlistment({ userId: userId(randomUUID()) })
  await device.enlist(await terms(own))

  const answer = async (to: UserId, text: string): Promise<void> => { await device.send({ to, text }) }
  const heard = async (peer: UserId, text: string): Promise<void> => {
    const asked = faultNamed(text)
    if (asked !== undefined) schedule.ask(asked)
    const echo = `I heard: ${text.slice(0, ECHOED_CHARACTERS)}`
    if (schedule.due('throttle')) await throttle()
    if (schedule.due('prekeys')) tell('prekeys', `${String(await way.exhaust(peer))} of a user's one-time prekeys were taken, until none was left`)
    if (schedule.due('duplicate')) void way.double().then(() => { tell('duplicate', 'Fay sent a message twice, sealed anew under another submission id') })
    if (schedule.due('reorder')) {
      const count = await way.reverse(async () => { for (let part = 1; part <= PARTS; part += 1) await answer(peer, `${echo} (${String(part)} of ${String(PARTS)})`) })
      tell('reorder', `Fay wrote ${String(count)} messages, and they came the last first`)
    } else await answer(peer, echo)
    if (!schedule.due('identity')) return
    await device.idle()
    await device.changeIdentity(await terms(device.prepareIdentityChange()))
    tell('identity', 'Fay has a new device with a new identity key')
  }
  return { name: NAME, address: itsAddress, user: own.userId, close: live(device, heard, () => link.close()) }
}

/** Has the device do it all; gives what ends it. */
const live = (device: DeviceClient, heard: (peer: UserId, text: string) => Promise<void>, closeLink: () => Promise<void>): (() => Promise<void>) => {
  // What cannot be done now waits in the device, or is of no use any more.
  const isOver = (): void => undefined
  let tail: Promise<void> = Promise.resolve()
  device.on('contactRequested', ({ requestId }) => void device.decide({ requestId, decision: 'grant' }).catch(isOver))
  device.on('identityChanged', ({ peer }) => void device.acceptIdentity(peer).catch(isOver))
  device.on('message', (entry) => { if (entry.kind === 'text') tail = tail.then(() => heard(entry.peer, entry.text)).catch(isOver) })
  const ticking = setInterval(() => void device.tick().catch(isOver), TICK_MS)
  return async () => {
    clearInterval(ticking)
    await device.close()
    await closeLink()
  }
}
