// SPDX-License-Identifier: AGPL-3.0-only

/** A numbered MUST of docs/protocol.md. */
export type Must = `DIP-${number}`

/** Where the page has them, by the first number of each run: a run ends where the next one begins. */
const RUNS: readonly (readonly [first: number, anchor: string])[] = [
  [1, '1-frames'], [9, '2-opening-a-link'], [25, '3-enlistment-identity-and-keys'], [43, '4-messages'], [57, '5-content'], [62, '6-consent'], [73, '7-errors'],
  [74, '2-opening-a-link'], [79, '4-messages'], [90, '9-wake-up'], [98, '3-enlistment-identity-and-keys'], [101, '10-vault-and-core'], [110, '5-content'], [118, '11-attachments'],
  [132, '12-reports'], [150, '4-messages'], [170, 'invites'],
  [180, '4-messages'], [183, '12-reports'], [190, '10-vault-and-core'], [191, '12-reports'], [195, 'what-a-link-may-cost'],
]

/** Where a MUST is written: the page and the anchor of its section. */
export const linkTo = (must: Must): string => {
  const number = Number(must.slice('DIP-'.length))
  return `docs/protocol.md#${RUNS.findLast(([first]) => first <= number)?.[1] ?? ''}`
}
