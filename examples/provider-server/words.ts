// SPDX-License-Identifier: AGPL-3.0-only
// What somebody reads who starts one of these programs with something missing.
import { readFileSync } from 'node:fs'
import { exit } from 'node:process'

/** Ends the program with these words. */
export const endWith = (words: string): never => {
  console.error(words)
  exit(1)
}

/** What `make` gives; where it throws, the program ends with the reason and what to do. */
export const orEnd = <Made>(failure: string, make: () => Made, remedy: string): Made => {
  try {
    return make()
  } catch (error) {
    return endWith(`${failure}: ${wordsOf(error)}\n${remedy}`)
  }
}

/** A JSON file as `parse` makes it; ends the program where it is not there or not well formed. */
export const readAs = <Content>(file: string, parse: (json: unknown) => Content, remedy: string): Content =>
  orEnd(`${file} cannot be used`, () => parse(JSON.parse(readFileSync(file, 'utf8'))), remedy)

/** Why something failed. Never what JSON.parse says: it quotes the file, which may hold keys. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof SyntaxError) return 'it is no JSON'
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  return cause instanceof Error ? `${message} (${cause.message})` : message
}
