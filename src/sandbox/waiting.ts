// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceClient } from '../sdk/device/index.ts'

/** Longer than anything here takes on a busy machine, short enough that the story still ends in time. */
const WAIT_MS = 8_000

/**
 * What `find` gives, as soon as it gives something: asked now and after everything that the device tells. Throws after
 * eight seconds, saying what was waited for and what there is instead.
 */
export const waitFor = async <T>(device: DeviceClient, what: string, find: () => T | undefined, instead: () => string): Promise<T> => {
  const found = await foundWithin(device, WAIT_MS, find)
  if (found === undefined) throw new Error(`waited ${String(WAIT_MS / 1000)} s for ${what}, and there is ${instead()}`)
  return found
}

/** What `find` gives as soon as it gives something, asked now and after everything that the device tells; undefined when so many ms are over. */
export const foundWithin = async <T>(device: DeviceClient, ms: number, find: () => T | undefined): Promise<T | undefined> => {
  const { promise, resolve } = Promise.withResolvers<T | undefined>()
  const look = (): void => {
    const found = find()
    if (found !== undefined) resolve(found)
  }
  const ends = [
    device.on('message', look), device.on('sent', look), device.on('contactRequested', look), device.on('contactGranted', look),
    device.on('identityChanged', look),
  ]
  const timer = setTimeout(() => { resolve(undefined) }, ms)
  try {
    look()
    return await promise
  } finally {
    clearTimeout(timer)
    for (const end of ends) end()
  }
}
