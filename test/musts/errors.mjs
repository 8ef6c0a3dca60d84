// SPDX-License-Identifier: AGPL-3.0-only
// docs/protocol.md section 7: what a party is told when something fails.
const requests = { test: 'test/unit/links/requests.test.ts', title: 'whatever else a handler throws is INTERNAL: a correlation id, no word of its text, and the link goes on' }

/** @type {import('../../scripts/lib/musts.mjs').Entry[]} */
export const entries = [
  {
    must: 'DIP-73', check: 'only errors of the catalogue are told as they are', ...requests, sample: true,
    mutation: { file: 'src/links/error-mapper.ts', find: "code: 'INTERNAL', detail: '', correlationId", replace: "code: 'INTERNAL', detail: String(error), correlationId" },
  },
  {
    must: 'DIP-73', check: 'a fault of ours has a correlation id', ...requests,
    mutation: { file: 'src/links/error-mapper.ts', find: "detail: '', correlationId: correlationId(), retryAfterSeconds: 0", replace: "detail: '', correlationId: '', retryAfterSeconds: 0" },
  },
  {
    must: 'DIP-73', check: 'an INTERNAL that says more says it to the operator alone', ...requests,
    mutation: { file: 'src/links/error-mapper.ts', find: " && error.code !== 'INTERNAL'", replace: '' },
  },
]
