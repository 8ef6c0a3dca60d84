// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a copy of the program whose gateway tells the lies of `lies.ts`; each patch must fit, or there is no copy.
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hearRefusal, lieAboutPeer, lieInFrame, lieToCore, lieToVault } from './lies.ts'
import type { Teardown } from './scope.ts'
import type { Program } from './split-shape.ts'

interface Patch { readonly file: string; readonly name: string; readonly find: string; readonly replace: string }

const PATCHES: readonly Patch[] = [
  { file: 'src/gateway/vault-side.ts', name: lieToVault.name, find: 'return await vaults.call(call, signal)', replace: 'return await vaults.call(await lieToVault(call), signal)' },
  { file: 'src/vault/protocol/messages.ts', name: lieInFrame.name, find: 'form.write(to, call)', replace: 'form.write(to, call)\n  lieInFrame(to, call)' },
  { file: 'src/vault/protocol/client.ts', name: hearRefusal.name, find: "if ('refused' in outcome) throw", replace: "if ('refused' in outcome) hearRefusal(call.call, outcome.refused)\n      if ('refused' in outcome) throw" },
  { file: 'src/core/message-routes.ts', name: lieAboutPeer.name, find: 'userId(body.peer)', replace: 'userId(lieAboutPeer(body.peer))' },
  { file: 'src/core/shown-event.ts', name: lieToCore.name, find: 'content: body.content, epochKey: body.epochKey,', replace: '...lieToCore(body),' },
]
const COPIED = ['src', 'test/support', 'bench', 'proto', 'migrations', 'package.json']
const LICENCE = '// SPDX-License-Identifier: AGPL-3.0-only\n'

/** The copy, which other users may read; it goes away with the test. */
export const createPatchedClone = (t: Teardown, { clone, node }: Program): Program => {
  const folder = mkdtempSync(join(tmpdir(), 'dbv-patched-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  chmodSync(folder, 0o755)
  for (const name of COPIED) cpSync(join(clone, name), join(folder, name), { recursive: true })
  symlinkSync(join(clone, 'node_modules'), join(folder, 'node_modules'))
  for (const patch of PATCHES) apply(folder, patch)
  return { clone: folder, node, main: join(folder, 'src/main.ts') }
}

const apply = (folder: string, { file, name, find, replace }: Patch): void => {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  if (text.split(find).length !== 2 || !text.includes(LICENCE)) throw new Error(`the patch of ${file} does not fit any more`)
  const up = '../'.repeat(file.split('/').length - 1)
  writeFileSync(path, text.replace(LICENCE, `${LICENCE}import { ${name} } from '${up}test/support/lies.ts'\n`).replace(find, () => replace))
}
