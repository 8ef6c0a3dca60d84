// SPDX-License-Identifier: AGPL-3.0-only
import { configKeys, configOutline } from './keys.ts'
import type { ConfigKey, ConfigSection } from './keys.ts'

const WIDTH = 110

/** An example file with every key at its default, commented out, under the sentence that says what it is for. */
export const renderExample = (): string => `# Drawbridge configuration. Generated from src/config/schema.ts; every key is shown with its default.
# Start with: drawbridge serve --config config.yaml       Check with: drawbridge config check --config config.yaml
# Relative paths count from this file's folder. Environment variables (docs/config.md) go over what stands here.
${configOutline.map(exampleEntry).join('')}`

/** The reference page: one table row and one paragraph a key. */
export const renderReference = (): string => `<!-- Generated from src/config/schema.ts. Do not edit. -->
# Configuration

The gateway needs no configuration: without any it listens on loopback, keeps its data in
\`$XDG_STATE_HOME/drawbridge\` (\`~/.local/state/drawbridge\`) and its keys in \`$XDG_CONFIG_HOME/drawbridge/keys\`
(\`~/.config/drawbridge/keys\`). What should be otherwise stands in one YAML file, named by \`--config\` or by the variable
\`DRAWBRIDGE_CONFIG\`. An environment variable goes over the file, a command line option over both. Relative paths count
from the file's folder, in variables and options from the working folder. Secrets stand in files of their own; the
configuration only names them.

An unknown key or variable stops the start and says where it stands and what was probably meant. \`drawbridge config
check\` tells all problems at once with line and column; \`drawbridge config show\` prints what holds and where it was set.

| key | default | unit | variable |
|---|---|---|---|
${configKeys.map((key) => `| [\`${key.name}\`](#${anchor(key)}) | ${defaultCell(key)} | ${key.notes.unit ?? ''} | \`${key.variable}\` |`).join('\n')}
${configOutline.map(referenceEntry).join('')}`

const exampleEntry = (item: ConfigKey | ConfigSection): string => {
  const indent = '  '.repeat(item.path.length - 1)
  const word = item.path.at(-1) ?? ''
  if (!('notes' in item)) return `\n${comment(indent, item.description)}${indent}${word}:\n`
  const value = item.fallback === undefined ? '' : ` ${JSON.stringify(item.fallback).replaceAll('"', '')}`
  const without = item.fallback === undefined ? ` Without it: ${item.notes.defaultText}.` : ''
  const unit = item.notes.unit === undefined ? '' : ` In ${item.notes.unit}.`
  return `${comment(indent, item.notes.description + unit + without)}${indent}# ${word}:${value}\n`
}

const referenceEntry = (item: ConfigKey | ConfigSection): string =>
  'notes' in item
    ? `\n### ${item.name}\n\n${item.notes.description} Must be ${item.notes.expects}. Default: ${item.notes.defaultText}.\n`
    : `\n## ${item.path.join('.')}\n\n${item.description}\n`

const defaultCell = (key: ConfigKey): string => (key.fallback === undefined ? key.notes.defaultText : `\`${key.notes.defaultText}\``)

const anchor = (key: ConfigKey): string => key.name.replaceAll('.', '').toLowerCase()

const comment = (indent: string, text: string): string => {
  const lines = ['']
  for (const word of text.split(' ')) {
    if (`${indent}#${lines.at(-1) ?? ''} ${word}`.length > WIDTH) lines.push('')
    lines.push(`${lines.pop() ?? ''} ${word}`)
  }
  return lines.map((line) => `${indent}#${line}\n`).join('')
}
