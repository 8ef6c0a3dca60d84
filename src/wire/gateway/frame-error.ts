// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import type { ErrorCode } from '../../model/errors.ts'

/** A frame that was refused; `frameId` is what the error answer must carry, 0 when the frame had none or it is not known. */
export class FrameError extends GatewayError {
  readonly frameId: number
  constructor(frameId: number, code: ErrorCode, detail = '') {
    super(code, detail)
    this.name = 'FrameError'
    this.frameId = frameId
  }
}

/** Runs one step over a frame whose id is known, so that a `GatewayError` leaves it as a {@link FrameError} with that id. */
export const withFrameId = <T>(frameId: number, step: () => T): T => {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    throw new FrameError(frameId, error.code, error.detail)
  }
}
