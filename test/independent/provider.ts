// SPDX-License-Identifier: AGPL-3.0-only
// A provider whose endpoint has nothing of libsignal: the responder that `drawbridge conformance provider` asks for, as a process of its own. `FOLDER` holds keys.json and
// admission.json, and keeps its state. SIGTERM ends it; at the end it says which native libraries it had loaded.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { startResponder } from '../../src/conformance/provider/responder.ts'
import { parseAdmissionFile, parsePartyKeys } from '../../src/sdk/link/index.ts'
import { loadedAddOns } from './add-ons.ts'
import { createIndependent } from './index.ts'

const [folder = '.'] = process.argv.slice(2)
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const responder = startResponder({
  keys: parsePartyKeys(read('keys.json')), admission: parseAdmissionFile(read('admission.json')), folder, crypto: createIndependent(), software: 'independent/responder',
})

process.once('SIGTERM', () => {
  void responder.close().then(() => { process.stdout.write(`${JSON.stringify(loadedAddOns())}\n`) })
})
