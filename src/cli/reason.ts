// SPDX-License-Identifier: AGPL-3.0-only

/** What the help of each `--reason` says: an entry of the audit log is never deleted. */
export const WHY = 'why; the audit log keeps its words for good, so name a ticket and no person'
