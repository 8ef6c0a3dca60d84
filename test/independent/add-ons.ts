// SPDX-License-Identifier: AGPL-3.0-only
import process from 'node:process'

/** Paths of the native libraries of packages that this process has loaded. */
export const loadedAddOns = (): readonly string[] => {
  const { sharedObjects } = process.report.getReport() as { readonly sharedObjects: readonly string[] }
  return sharedObjects.filter((path) => path.endsWith('.node'))
}
