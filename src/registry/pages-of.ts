// SPDX-License-Identifier: AGPL-3.0-only

/** Rows read in one go: a few milliseconds. */
const PAGE = 500

/** Every row of a list that comes in the order of ids, page by page. */
export const pagesOf = async function* <Id, Row extends { readonly id: Id }>(read: (after: Id | undefined, limit: number) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  for (let page = await read(undefined, PAGE); page.length > 0; page = await read(page.at(-1)?.id, PAGE)) {
    yield* page
    if (page.length < PAGE) return
  }
}
