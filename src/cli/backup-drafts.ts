// SPDX-License-Identifier: AGPL-3.0-only
import { rmSync } from 'node:fs'
import type { Context } from './context.ts'
import { CUT_SHORT } from './signals.ts'

/** Does work beside which drafts lie: a signal removes them and ends the process, since copies of a store are not to be left about. */
export const besideDrafts = async <T>({ io }: Context, drafts: readonly string[], work: () => Promise<T>): Promise<T> => {
  const forget = io.onStopSignal(() => {
    for (const path of drafts) rmSync(path, { recursive: true, force: true })
    io.exitNow(CUT_SHORT)
  })
  try {
    return await work()
  } finally {
    forget()
  }
}
