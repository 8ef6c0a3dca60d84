// SPDX-License-Identifier: AGPL-3.0-only

/** Every way to choose one value from each axis. */
export function* everyCombination<Axes extends Record<string, readonly unknown[]>>(
  axes: Axes,
): Generator<{ readonly [Name in keyof Axes]: Axes[Name][number] }> {
  const names = Object.keys(axes)
  const total = names.reduce((product, name) => product * (axes[name]?.length ?? 0), 1)
  for (let index = 0; index < total; index++) {
    let rest = index
    const chosen: Record<string, unknown> = {}
    for (const name of names) {
      const values = axes[name] ?? []
      chosen[name] = values[rest % values.length]
      rest = Math.floor(rest / values.length)
    }
    yield chosen as { readonly [Name in keyof Axes]: Axes[Name][number] }
  }
}
