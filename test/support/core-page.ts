// SPDX-License-Identifier: AGPL-3.0-only
// Promise: docs/core.md typed block by block, word for word, in a folder of its own against a daemon of its own, which starts where the page says so.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { parse } from 'yaml'
import { freePort } from '../../bench/parts/free-port.ts'
import { createDaemon } from './daemon.ts'
import type { KillableDaemon } from './daemon.ts'
import { openTypedShell } from './typed-shell.ts'
import type { Running, Said, TypedShell } from './typed-shell.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BLOCK = /<!-- run by test\/flow\/core-http\.test\.ts -->\n```(sh|yaml)\n([^`]+)```/g
const [DOCUMENTED_PLACE, DOCUMENTED_AGENT] = ['127.0.0.1:7445', '127.0.0.1:7446']

/** The folder in which the page is typed. */
export interface CorePage extends TypedShell {
  readonly daemon: KillableDaemon
  /** `http://127.0.0.1:PORT`, for the documented one. */
  readonly origin: string
  readonly read: (file: string) => unknown
  /** Types the page's blocks up to the first that matches, which is left out, or all of them; a block that ends with `&` goes on. What each said, in order. */
  readonly typeUntil: (end?: RegExp) => Promise<readonly Said[]>
  /** What goes on since the page said so. */
  readonly running: readonly Running[]
}

interface Block { readonly language: string; readonly text: string }

/** The page's blocks, in their order. */
const blocks = (): Block[] => [...readFileSync(join(ROOT, 'docs/core.md'), 'utf8').matchAll(BLOCK)].map(([, language = '', text = '']) => ({ language, text: text.trim() }))

/** A fresh folder, and a daemon that does not run yet. */
export const openCorePage = async (t: Test): Promise<CorePage> => {
  const [place, agentPlace] = [`127.0.0.1:${String(await freePort())}`, `127.0.0.1:${String(await freePort())}`]
  const here = (text: string): string => text.replaceAll(DOCUMENTED_PLACE, place).replaceAll(DOCUMENTED_AGENT, agentPlace)
  const settings: Record<string, string> = {}
  const daemon = await createDaemon(t, settings)
  const { folder, type, tryTo, start } = await openTypedShell(t, daemon, here)
  const left = blocks()
  const running: Running[] = []
  const act = async ({ language, text }: Block): Promise<Said> => {
    if (language === 'yaml') {
      Object.assign(settings, settingsOf(here(text), folder))
      await daemon.start()
      return { code: 0, out: '', err: '' }
    }
    if (!text.endsWith('&')) return type(text)
    running.push(start(text.slice(0, -1)))
    return { code: 0, out: '', err: '' }
  }
  return {
    daemon, folder, origin: `http://${place}`, type, tryTo, start, running,
    read: (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
    typeUntil: async (end) => {
      const said: Said[] = []
      for (let [next] = left; next !== undefined && !end?.test(next.text); [next] = left) {
        left.shift()
        said.push(await act(next))
      }
      return said
    },
  }
}

/** A configuration file as environment variables, its paths in this folder. */
const settingsOf = (yaml: string, folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(parse(yaml) as Record<string, Record<string, unknown>>).flatMap(([section, keys]) => Object.entries(keys).map(([key, value]) => [
    `DRAWBRIDGE_${section}_${key.replaceAll(/[A-Z]/g, '_$&')}`.toUpperCase(), key.endsWith('File') ? join(folder, String(value)) : String(value),
  ])))
