// SPDX-License-Identifier: AGPL-3.0-only
import { readdir } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { createLibsignal } from '../signal/private/index.ts'
import { createTrust, openDevice } from '../sdk/device/index.ts'
import type { DeviceClient } from '../sdk/device/index.ts'
import { connectLink } from '../sdk/link/index.ts'
import type { GatewayLink } from '../sdk/link/index.ts'
import { createMeter } from './meter.ts'
import type { Meter } from './meter.ts'
import type { PartyOptions } from './party-contract.ts'

/** A device that is open. */
export interface Present {
  readonly device: DeviceClient
  /** Grants that it was told of since it was opened. */
  readonly grants: () => number
}

/** A party's link and the devices of its users, as long as it is there. */
export interface Presence {
  readonly meter: Meter
  /** Opens the link, again if it is over, and every device whose state is in the folder. Throws why the gateway refuses; then nothing has changed. */
  connect(): Promise<void>
  /** Closes devices and link. */
  close(): Promise<void>
  /** Throws before {@link connect}. */
  link(): GatewayLink
  /** Opens, or makes, the device of a user. */
  open(name: string): Promise<DeviceClient>
  /** A user's open device; throws when there is none. */
  of(name: string): Present
}

/** Nobody is there until `connect`. */
export const createPresence = ({ keys, admission, stateFolder, instance, between = (way) => way }: PartyOptions): Presence => {
  const trust = createTrust({ admission })
  const crypto = createLibsignal()
  const meter = createMeter()
  const devices = new Map<string, Present>()
  let current: GatewayLink | undefined

  const link = (): GatewayLink => {
    if (current === undefined) throw new Error('the party is not connected')
    return current
  }
  const open = async (name: string): Promise<DeviceClient> => {
    const device = await openDevice({ file: join(stateFolder, `${name}.db`), crypto, trust, transport: between(meter.measure(link().transport())) })
    let grants = 0
    device.on('contactGranted', () => { grants += 1 })
    devices.set(name, { device, grants: () => grants })
    return device
  }
  const close = async (): Promise<void> => {
    await Promise.all([...devices.values()].map(({ device }) => device.close()))
    devices.clear()
    await current?.close()
    current = undefined
  }

  return {
    meter, link, open, close,
    connect: async () => {
      const next = connectLink({ admission, keys, instance, software: 'drawbridge/sandbox' })
      await next.ready
      await close()
      current = next
      for (const name of await usersIn(stateFolder)) await open(name)
    },
    of: (name) => {
      const present = devices.get(name)
      if (present === undefined) throw new Error(`there is no user ${name} here`)
      return present
    },
  }
}

const usersIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).map((file) => parse(file)).filter(({ ext }) => ext === '.db').map(({ name }) => name)
