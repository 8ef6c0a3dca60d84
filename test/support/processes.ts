// SPDX-License-Identifier: AGPL-3.0-only
export { childrenOf, gone, isAlive, runTool, signal } from '../../bench/parts/processes.ts'
