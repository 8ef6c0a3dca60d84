// SPDX-License-Identifier: AGPL-3.0-only

/** As these reads, each noted by its name in `asked`. */
export const notedReads = <R extends object>(read: R, asked: string[]): R => Object.fromEntries(Object.entries(read).map(([name, call]: [string, (...args: never[]) => unknown]) => [
  name, (...args: never[]) => {
    asked.push(name)
    return call(...args)
  },
])) as unknown as R
