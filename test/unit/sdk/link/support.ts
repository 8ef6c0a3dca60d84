// SPDX-License-Identifier: AGPL-3.0-only
import { deviceId, submissionId, userId } from '../../../../src/model/ids.ts'
import type { UserId } from '../../../../src/model/ids.ts'
import type { Delivery, PushedEvent } from '../../../../src/model/answers.ts'
import { connectLink } from '../../../../src/sdk/link/index.ts'
import type { GatewayLink, LinkEvent, LinkOptions } from '../../../../src/sdk/link/index.ts'
import type { FakeGateway } from '../../../support/fake-gateway.ts'

/** Two users. */
export const ada = userId('4e3c1f6a-9d0b-4c7e-8a51-2b6f0d9c3e77')
/** See {@link ada}. */
export const bob = userId('0b1e7c52-6a0f-4b8e-9a3d-5c2f8e4d1a90')

/** A message for a user. */
export const delivery = (streamSequence: number, recipientUser: UserId, attempt = 1): Delivery => ({
  kind: 'deliver', streamSequence, submissionId: submissionId('00000000-0000-0000-0000-000000000001'), senderUser: bob, senderDevice: deviceId(1),
  recipientUser, recipientDevice: deviceId(1), laneSequence: streamSequence, gatewayTimeMs: 1, attempt, commitment: new Uint8Array(32),
  frank: undefined, envelope: new Uint8Array(8), urgent: false, late: false,
})

/** An event for a user. */
export const prekeysLow = (streamSequence: number, user: UserId): PushedEvent => ({
  kind: 'event', streamSequence, timeMs: 1, body: { kind: 'prekeysLow', user, deviceId: deviceId(1), oneTimePrekeys: 1, oneTimeKyberPrekeys: 1 },
})

/** A link and what it said. */
export interface LinkUnderTest {
  readonly link: GatewayLink
  readonly events: readonly LinkEvent[]
  /** Resolves at the next event of this name that was not waited for before. */
  readonly logged: <E extends LinkEvent['event']>(event: E) => Promise<Extract<LinkEvent, { event: E }>>
}

/** Connects to the fake gateway, with short pauses; closed when the test ends. */
export const connectTo = (
  t: { teardown(run: () => unknown): void }, gateway: Pick<FakeGateway, 'admission' | 'keys'>, options: Partial<LinkOptions> = {},
): LinkUnderTest => {
  const events: LinkEvent[] = []
  const unseen: LinkEvent[] = []
  let waiting: (() => void) | undefined
  const log = (event: LinkEvent): void => {
    events.push(event)
    unseen.push(event)
    waiting?.()
  }
  const link = connectLink({ admission: gateway.admission, keys: gateway.keys, instance: 'one', reconnect: { initialMs: 1, maxMs: 2 }, log, ...options })
  t.teardown(() => void link.close())
  const logged = async <E extends LinkEvent['event']>(name: E): Promise<Extract<LinkEvent, { event: E }>> => {
    for (;;) {
      const at = unseen.findIndex(({ event }) => event === name)
      const [found] = at < 0 ? [] : unseen.splice(at, 1)
      if (found !== undefined && isNamed(found, name)) return found
      await new Promise<void>((resolve) => { waiting = resolve })
    }
  }
  return { link, events, logged }
}

const isNamed = <E extends LinkEvent['event']>(event: LinkEvent, name: E): event is Extract<LinkEvent, { event: E }> => event.event === name
