// SPDX-License-Identifier: AGPL-3.0-only
// Promise: dist/ holds the compiled program, ready to run without the sources: what the image and the published package
// carry, because Node strips no types under node_modules.
import './lib/runtime.mjs'
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/runtime.mjs'

const GENERATED = 'wire/generated'

rmSync(join(root, 'dist'), { recursive: true, force: true })
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
// The compiler reads the declarations beside the generated codec and leaves the codec itself alone.
cpSync(join(root, 'src', GENERATED), join(root, 'dist', GENERATED), { recursive: true })
