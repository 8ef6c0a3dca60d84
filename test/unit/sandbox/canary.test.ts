// SPDX-License-Identifier: AGPL-3.0-only
import { readdirSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { searchForTexts } from '../../../src/sandbox/canary.ts'

const TEXT = 'See you at the old harbour, 4f9c2a71'
const OTHER = 'Nobody wrote this, 00aa11bb'

const spellings: Readonly<Record<string, Buffer>> = {
  'as it is': Buffer.from(`before ${TEXT} after`),
  'in UTF-16': Buffer.from(TEXT, 'utf16le'),
  'in hexadecimal': Buffer.from(Buffer.from(TEXT).toString('hex')),
  'in capital hexadecimal': Buffer.from(Buffer.from(TEXT).toString('hex').toUpperCase()),
  'in base64': Buffer.from(Buffer.from(TEXT).toString('base64')),
  'in base64 one byte later': Buffer.from(Buffer.from(`x${TEXT}y`).toString('base64')),
  'in base64url two bytes later': Buffer.from(Buffer.from(`??${TEXT}>`).toString('base64url')),
}

for (const [name, bytes] of Object.entries(spellings)) {
  t.test(`a text is found ${name}, and another one is not`, async (t) => {
    const folder = t.testdir()
    await writeFile(join(folder, 'file.bin'), bytes)
    const { hits } = await searchForTexts([folder], [OTHER, TEXT])
    t.same(hits, [{ file: join(folder, 'file.bin'), text: 1 }])
  })
}

t.test('a text is found across the border of two reads and deep in a folder', async (t) => {
  const folder = t.testdir()
  await mkdir(join(folder, 'a', 'b'), { recursive: true })
  const padding = Buffer.alloc((1 << 20) - 10, 'x')
  await writeFile(join(folder, 'a', 'b', 'large'), Buffer.concat([padding, Buffer.from(TEXT)]))
  const { hits, files, bytes } = await searchForTexts([folder], [TEXT])
  t.same(hits, [{ file: join(folder, 'a', 'b', 'large'), text: 0 }])
  t.equal(files, 1)
  t.equal(bytes, padding.length + Buffer.byteLength(TEXT))
})

t.test('a search of what is not there says so by an error, never by finding nothing', async (t) => {
  await t.rejects(searchForTexts([join(t.testdir(), 'missing')], [TEXT]), { code: 'ENOENT' })
})

t.test('a file that is deleted while others are searched holds nothing up', async (t) => {
  const folder = t.testdir(Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`f${String(index)}`, 'a word'])))
  const names = readdirSync(folder)
  const searching = searchForTexts([folder], ['nowhere'])
  for (const name of names.toReversed()) {
    await new Promise((resolve) => { setImmediate(resolve) })
    rmSync(join(folder, name))
  }
  t.match(await searching, { hits: [] })
})
