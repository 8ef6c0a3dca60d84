// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { Answer, DeviceBundle } from '../model/answers.ts'
import type { AttachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import type { DeviceId, SubmissionId, UserId } from '../model/ids.ts'
import { createQuotas } from '../registry/quotas.ts'
import { MOVED } from '../registry/optimistic.ts'
import type { Standing, UserFacts } from '../model/standing.ts'
import type { PeerDevice, SealedForPeer } from '../vault/protocol/calls.ts'
import { CallRefused } from '../vault/protocol/client.ts'
import type { RelayDeps } from './ports.ts'
import type { VaultingParts, VaultRows } from './vault-work.ts'

/** A message of the core's for one user's peer. */
export interface CoreMessage {
  readonly user: UserId
  readonly peer: UserId
  readonly submissionId: SubmissionId
  /** Compact JWE by the core, and the key message of its epoch. */
  readonly content: string
  readonly epochKey: string
  readonly urgent: boolean
  /** 0 for the longest that the agreement has. */
  readonly ttlSeconds: number
  /** What the content points to. */
  readonly attachments: readonly AttachmentId[]
}

/** One message on its way. */
export interface Sealing {
  readonly message: CoreMessage
  readonly sender: UserFacts
  readonly recipient: UserFacts
  readonly standing: Standing
  readonly rows: VaultRows
  /** Set for a resend: what could not be opened, and the one device that it is sealed for. */
  readonly again?: { readonly failed: SubmissionId; readonly device: DeviceId }
}

/** What came instead of a sealed message. */
export interface NotSealed { readonly answer: Answer | typeof MOVED | undefined }

/** Calls to the vault that seal, with bundles for those devices only that need one. */
export const createSealCalls = ({ store, now, monotonic }: RelayDeps, { side, work, renewals, spares }: Pick<VaultingParts, 'side' | 'work' | 'renewals' | 'spares'>) => {
  const quotas = createQuotas(monotonic)

  const call = ({ message, rows: { account, conversation, proof }, again }: Sealing, devices: readonly PeerDevice[]): Promise<SealedForPeer> => {
    const { peer, content, epochKey } = message
    return side.vaults.call({ call: 'seal', account, conversation, peer, devices, proof, content, epochKey, resend: again && { failed: again.failed }, now: now() }, work.patience())
  }

  const callOrNone = async (sealing: Sealing, devices: readonly PeerDevice[]): Promise<SealedForPeer | undefined> => {
    try {
      return await call(sealing, devices)
    } catch (error) {
      if (error instanceof CallRefused && error.refused === 'no-session') return undefined
      throw error
    }
  }

  /** The vault says that one has no session, and not which: each is tried by itself, and nothing of that is ever sent. */
  const withoutSession = async (sealing: Sealing, devices: readonly PeerDevice[]): Promise<readonly DeviceId[]> => {
    if (devices.length === 1) return devices.map(({ device }) => device)
    const found: DeviceId[] = []
    for (const device of devices) {
      const tried = await callOrNone(sealing, [device])
      if (tried === undefined) found.push(device.device)
      else await work.discard(sealing.message.user, sealing.message.peer, tried)
    }
    return found
  }

  const bundlesFor = async (sealing: Sealing, needing: readonly DeviceId[]): Promise<readonly DeviceBundle[] | NotSealed> => {
    const { message: { user }, recipient } = sealing
    const spare = spares.of(user, recipient).filter(({ deviceId }) => needing.includes(deviceId))
    const wanted = needing.filter((device) => spare.every(({ deviceId }) => deviceId !== device))
    if (wanted.length === 0) return spare
    const fresh = await taken(sealing, wanted)
    if ('answer' in fresh) return fresh
    // Somebody without room would else be asked for another one-time key with each try.
    spares.keep(user, recipient, fresh)
    return [...spare, ...fresh]
  }

  const taken = async ({ message: { user, peer }, sender, standing }: Sealing, wanted: readonly DeviceId[]) => {
    const { limits } = sender.home
    const throttle = quotas.spend(sender.home.party, `${user}\n${peer}`, { burst: limits.bundlesPerPair, intervalMs: limits.bundleRefillSeconds * 1000 }, { limit: 'bundlesPerPair', scope: 'pair' })
    if (throttle) return { answer: { kind: 'throttled', ...throttle } } as const satisfies NotSealed
    const decision = admit({ action: 'take-keys', asker: sender.home.party, tokenHash: standing.recipientConsent?.tokenHash }, standing)
    if ('denied' in decision) throw new GatewayError(decision.denied)
    const outcome = await store.write.takeBundles(decision.granted, wanted)
    if ('moved' in outcome) return { answer: MOVED } as const satisfies NotSealed
    await side.bundlesTaken(peer, outcome.left)
    return outcome.bundles
  }

  /** Begins sessions with these bundles; ones that the vault does not take are of no use another time. */
  const callWith = async (sealing: Sealing, bare: readonly PeerDevice[], bundles: readonly DeviceBundle[]): Promise<SealedForPeer> => {
    try {
      return await call(sealing, bare.map((device) => ({ ...device, bundle: bundles.find(({ deviceId }) => deviceId === device.device) })))
    } catch (error) {
      if (error instanceof CallRefused && error.refused === 'bad-bundle') spares.drop(sealing.message.user, sealing.message.peer)
      throw error
    }
  }

  return {
    /** Seals for all devices of the recipient, or for the one that could not open it. Rejects as the vault refuses. */
    seal: async (sealing: Sealing): Promise<SealedForPeer | NotSealed> => {
      const { message: { user, peer }, recipient, again } = sealing
      const bare = recipient.devices.filter(({ deviceId }) => again === undefined || deviceId === again.device).map(({ deviceId: device, registrationId }): PeerDevice => ({ device, registrationId, bundle: undefined }))
      const renewed = renewals.of(user, peer).filter((device) => bare.some((known) => known.device === device))
      const sealed = renewed.length > 0 ? undefined : await callOrNone(sealing, bare)
      if (sealed !== undefined) return sealed
      const needing = renewed.length > 0 ? renewed : await withoutSession(sealing, bare)
      const bundles = await bundlesFor(sealing, needing)
      return 'answer' in bundles ? bundles : callWith(sealing, bare, bundles)
    },
  }
}

/** Calls that seal; one for all who seal, since what a pair may take of bundles is counted here. */
export type SealCalls = ReturnType<typeof createSealCalls>
