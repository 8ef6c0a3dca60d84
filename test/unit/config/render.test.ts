// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { readFileSync } from 'node:fs'
import { configKeys, loadConfig } from '../../../src/config/index.ts'
import { renderExample, renderReference } from '../../../src/config/render.ts'

const committed = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

t.test('the committed example and reference are what the schema says', async (t) => {
  t.equal(committed('config.example.yaml'), renderExample())
  t.equal(committed('docs/config.md'), renderReference())
})

t.test('every key has a sentence, a form and a default in words, and stands in both files', async (t) => {
  t.ok(configKeys.length > 10)
  for (const { name, path, variable, notes } of configKeys) {
    t.match(notes.description, /^[A-Za-z].*\.$/, name)
    t.not(notes.expects, '', name)
    t.not(notes.defaultText, '', name)
    t.match(renderExample(), new RegExp(`\\n {${2 * (path.length - 1)}}# ${path.at(-1) ?? ''}:`), name)
    t.ok(renderReference().includes(`\n### ${name}\n`), name)
    t.ok(renderReference().includes(`\`${variable}\``), name)
  }
})

t.test('the example is a valid file, as it stands and with every default written in', async (t) => {
  const written = renderExample().replaceAll(/^( *)# (\w+: .+)$/gm, (line, indent: string, text: string) =>
    configKeys.some((key) => key.fallback !== undefined && text.startsWith(`${key.path.at(-1) ?? ''}: `)) ? `${indent}${text}` : line)
  t.not(written, renderExample())
  const folder = t.testdir({ 'example.yaml': renderExample(), 'written.yaml': written })
  const sources = { environment: { HOME: '/home/op' }, workingFolder: folder }
  const plain = loadConfig(sources).config
  t.same(loadConfig({ ...sources, file: 'example.yaml' }).config, plain)
  const full = loadConfig({ ...sources, file: 'written.yaml' })
  t.same(full.config, plain)
  t.equal(full.origins.size, configKeys.filter((key) => key.fallback !== undefined).length)
})
