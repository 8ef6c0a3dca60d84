// SPDX-License-Identifier: AGPL-3.0-only
export { freePort } from '../../bench/parts/free-port.ts'
