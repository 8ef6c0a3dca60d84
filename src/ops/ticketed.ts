// SPDX-License-Identifier: AGPL-3.0-only
/** Marks a route that is behind a ticket of its own, or tells nothing: the `config` of its options. A listener asks for no credential before it. */
export const markTicketed = { isTicketed: true } as const

/** Whether a route is marked; `config` is that of its options. */
export const isTicketed = (config: object | undefined): boolean => config !== undefined && 'isTicketed' in config
