// SPDX-License-Identifier: AGPL-3.0-only
import { bytes, message, number } from '../../protobuf.ts'
import { quiet } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'

/** Frame id, and a body that no version knows. */
const FIELD = { id: 1, reserved: 399 } as const
/** One more than a link may send of what is refused unread, at once. */
const NUISANCES = 257
/** Within which such a link is ended. */
const NUISANCE_MS = 5_000
/** Until a message that does not come whole ends the link, and some for the road. */
const HALF_MS = 12_000

/** What a link may cost: docs/protocol.md section 2. */
export const costs: readonly Scenario[] = [
  quiet('frames/nuisance', ['DIP-195'], 'More than 256 requests in 5 seconds that are refused unread end the link.', async (trial) => {
    const link = await trial.open()
    for (let id = 1; id <= NUISANCES; id += 1) link.sendBytes(message(number(FIELD.id, id), bytes(FIELD.reserved, '')), 'a request with body 399')
    const { said } = await link.ended(NUISANCE_MS)
    trial.judge('DIP-195', `THROTTLED and the end of the link: ${String(NUISANCES)} unknown requests came at once`, said.some((body) => body.kind === 'error' && body.code === 'THROTTLED'), said.at(-1))
  }),
  quiet('frames/half', ['DIP-196'], 'A message that does not come whole within 10 seconds ends the link.', async (trial) => {
    const link = await trial.open()
    link.sendHalf(message(number(FIELD.id, 1), bytes(FIELD.reserved, '')), 'the first fragment of a message')
    await trial.ends('DIP-196', link, 'SLOW_READER', 'the rest does not come', HALF_MS)
  }),
]
