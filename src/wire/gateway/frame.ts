// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import { prescan } from '../prescan.ts'
import { FrameError } from './frame-error.ts'
import { frameLimits, gatewayShapes } from './shapes.ts'
import { viewOf } from './signed-bytes.ts'
import { v1 } from './v1.ts'
import type { Wire } from './v1.ts'

/** A frame past the pre-scan and the codec; its body's values are not yet checked. */
export const decodeFrame = (bytes: Uint8Array, maxBytes: number): Wire<'Frame'> => {
  try {
    prescan(bytes, gatewayShapes.Frame, { ...frameLimits, maxBytes })
  } catch (error) {
    throw error instanceof GatewayError ? new FrameError(0, error.code, error.detail) : error
  }
  try {
    return v1.Frame.decode(viewOf(bytes))
  } catch {
    // Past the pre-scan the codec refuses only text that is not UTF-8, with errors of several classes.
    throw new FrameError(0, 'UNDECODABLE', 'text is not UTF-8')
  }
}

/** Serialised `Frame`. */
export const encodeFrame = (id: number, body: Wire<'Frame'>): Uint8Array => v1.Frame.encode({ id, ...body }).finish()
