// SPDX-License-Identifier: AGPL-3.0-only

/** Columns as wide as their widest cell, two blanks between. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [head.map((cell) => cell.toUpperCase()), ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}
