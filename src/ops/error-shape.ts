// SPDX-License-Identifier: AGPL-3.0-only

/** What a log may hold of something thrown: never its text, which may quote anything. */
export interface ErrorShape {
  readonly name: string
  readonly code?: string
  /** Where in the source, innermost first: `src/relay/accept.ts:12:3`. */
  readonly at: readonly string[]
  readonly cause?: ErrorShape
}

const MAX_FRAMES = 8
const MAX_CAUSES = 3
const NAME = /^[A-Za-z][A-Za-z0-9]{0,39}$/
const CODE = /^[A-Z][A-Z0-9_]{1,39}$/
const FRAME = /^ {4}at (?:.*[( ])?(?:file:\/\/)?[^\s()]*?((?:src|dist|node_modules|node:internal|test)\/[A-Za-z0-9/._@-]{1,120}:\d{1,6}:\d{1,6})\)?$/

/** Class, code and places of anything thrown. */
export const errorShape = (thrown: unknown, depth = 0): ErrorShape => {
  if (!(thrown instanceof Error)) return { name: typeof thrown, at: [] }
  return {
    name: NAME.test(thrown.name) ? thrown.name : 'Error',
    ...('code' in thrown && typeof thrown.code === 'string' && CODE.test(thrown.code) ? { code: thrown.code } : {}),
    at: framesOf(thrown),
    ...(thrown.cause === undefined || depth === MAX_CAUSES ? {} : { cause: errorShape(thrown.cause, depth + 1) }),
  }
}

/** Frames start after the message; where the message is not found as it is, nothing of the stack can be told from it. */
const framesOf = ({ stack = '', message }: Error): string[] => {
  const start = stack.indexOf(message)
  if (start < 0) return []
  return stack.slice(start + message.length).split('\n')
    .map((line) => FRAME.exec(line)?.[1])
    .filter((place) => place !== undefined)
    .slice(0, MAX_FRAMES)
}
